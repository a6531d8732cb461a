import type { Finding } from '@anodelab/data';
import type { AgeHistory } from '../ageing/age.ts';
import { counterResistanceAt } from '../ageing/cycle-rates.ts';
import { stateAt } from '../ageing/history.ts';
import { atOnce } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import type { Protocol } from '../protocol/protocol-step.ts';
import type { AgeState } from '../sample.ts';
import type { CycleSettings } from './cycling.ts';
import type { CyclerRecord } from './cycling-record.ts';
import { meanLithiation } from './phase-history.ts';
import { type PorousCellOptions, porousCellOf } from './porous-cell-of.ts';
import { basisOf, recordProtocol } from './protocol.ts';

/** Rest after each half cycle, s. */
const REST = 60;

/**
 * A sample cycled at level L1 to L3 along a life that was worked out at L0: each cycle is the cell with the connected
 * share and the interphase of that cycle, and begins, evenly filled, with the lithium that the one before left.
 */
export class CyclingCell {
  readonly findings: Finding[] = [];
  private readonly values: ParameterValues;
  private readonly history: AgeHistory;
  private readonly log: CyclerRecord;
  private readonly options: Pick<PorousCellOptions, 'level' | 'electrolyte'>;
  private left: readonly Pick<AgeState, 'lithiation' | 'amorphous'>[] | undefined;

  constructor(
    values: ParameterValues,
    history: AgeHistory,
    log: CyclerRecord,
    options: Pick<PorousCellOptions, 'level' | 'electrolyte'>,
  ) {
    this.values = values;
    this.history = history;
    this.log = log;
    this.options = options;
    this.findings.push({
      severity: 'info',
      code: 'silicon-alone',
      message: `at ${options.level} silicon alone takes lithium: carbon, interphase and lost particles, which L0 counts, add nothing to a half cycle`,
    });
  }

  /** Records a cycle; false where the cell could not go on, which is then a finding. */
  record({ cycle, current, window, step }: CycleSettings): boolean {
    const { values, history, options, left } = this;
    const { sample } = history;
    const aged = stateAt(history, cycle);
    const state = left === undefined ? aged : aged.map((age, p) => ({ ...age, ...left[p]! }));
    const { description, memories } = porousCellOf(values, sample, { ...options, state });
    const resistance = counterResistanceAt(sample.switches.counterResistance, cycle);
    const cell = {
      memories,
      description: { ...description, seriesResistance: description.seriesResistance + resistance },
    };
    const { run, outcome } = atOnce(
      recordProtocol(values, sample, cell, {
        protocol: cycleOf(current, window.lower_V, window.upper_V, cycle === 1),
        basis: basisOf(values, sample, undefined),
        record: this.log,
        sampling: { voltage: step },
        cycle,
      }),
    );
    this.left = run.system.populations.map((population, p) => ({
      lithiation: meanLithiation(population, run.state),
      amorphous: memories[p]!.amorphous,
    }));
    if (outcome.status === 'done') return true;
    this.findings.push({
      severity: 'warning',
      code: 'step-failed',
      message: `cycle ${cycle}, ${outcome.cause}; the record ends there`,
    });
    return false;
  }
}

/** The program of a cycle, with the rest before the first. */
function cycleOf(current: number, lower: number, upper: number, isFirst: boolean): Protocol {
  const rest = { kind: 'rest', duration: REST, until: [] } as const;
  const half = (direction: 'lithiation' | 'delithiation', value: number) =>
    ({
      kind: 'constant',
      direction,
      setting: { value: current, unit: 'A/kg' },
      until: [{ quantity: 'voltage', value }],
    }) as const;
  return [...(isFirst ? [rest] : []), half('lithiation', lower), rest, half('delithiation', upper), rest];
}
