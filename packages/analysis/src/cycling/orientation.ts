import type { Finding } from '@anodelab/data';
import type { WorkingElectrode } from './cycling-options.ts';
import type { HalfCycle } from './half-cycles.ts';

/** Who works, and what follows for directions and efficiency. */
export interface Orientation {
  readonly electrode: WorkingElectrode;
  /** Sign of the current that opens a cycle: -1 where the working anode is lithiated first. */
  readonly opens: 1 | -1;
  /** Sign of the half cycle whose capacity is reported and divided by the other one's: what the electrode gives back. */
  readonly returns: 1 | -1;
  /** What discharge and charge do, as labels of curves. */
  readonly names: { readonly charge: string; readonly discharge: string };
  /** The sentence that every report prints. */
  readonly statement: string;
  readonly findings: readonly Finding[];
}

/** V: highest end of charge and lowest end of discharge of a working anode against lithium; no full cell works there. */
const ANODE_TOP = 2;
const ANODE_BOTTOM = 0.5;

/** The orientation that the user or the file states, else the one that the voltages tell, with a finding. */
export function orient(stated: WorkingElectrode | undefined, halves: readonly HalfCycle[]): Orientation {
  if (stated !== undefined) return describe(stated, 'as stated', []);
  const top = extreme(halves, 1);
  const bottom = extreme(halves, -1);
  const isAnode = !(top > ANODE_TOP) && bottom < ANODE_BOTTOM;
  const range = `discharge ends at ${volts(bottom)} and charge at ${volts(top)}`;
  const findings: Finding[] = [
    {
      severity: 'info',
      code: 'orientation-inferred',
      message: isAnode
        ? `nothing states the working electrode; ${range}, so an anode against lithium is assumed`
        : `nothing states the working electrode; ${range}, so a full cell or a working cathode is assumed`,
      at: 'workingElectrode',
    },
  ];
  if (isAnode && halves[0]?.sign === 1) {
    findings.push({
      severity: 'warning',
      code: 'orientation-doubtful',
      message:
        'the test begins with a charge, which an empty anode against lithium cannot do; state the working electrode',
      at: 'workingElectrode',
    });
  }
  return describe(isAnode ? 'anode' : 'full', `assumed from the voltages: ${range}`, findings);
}

/** The facts that follow from the electrode, with how it is known. */
function describe(electrode: WorkingElectrode, how: string, findings: readonly Finding[]): Orientation {
  if (electrode === 'anode') {
    return {
      electrode,
      opens: -1,
      returns: 1,
      names: { charge: 'delithiation', discharge: 'lithiation' },
      statement: `The working electrode is an anode against lithium (${how}): discharge lithiates it, charge delithiates it; a cycle begins with the discharge, and coulombic efficiency is delithiation over lithiation of the same cycle.`,
      findings,
    };
  }
  const who =
    electrode === 'full' ? 'The cell is a full cell' : 'The working electrode is a cathode against lithium';
  return {
    electrode,
    opens: 1,
    returns: -1,
    names: { charge: 'charge', discharge: 'discharge' },
    statement: `${who} (${how}): a cycle begins with the charge, and coulombic efficiency is discharge over charge of the same cycle.`,
    findings,
  };
}

/** The outermost end voltage of that direction, NaN without a half cycle. */
function extreme(halves: readonly HalfCycle[], sign: 1 | -1): number {
  const ends = halves.filter((half) => half.sign === sign).map((half) => half.endVoltage);
  if (ends.length === 0) return NaN;
  return sign > 0 ? Math.max(...ends) : Math.min(...ends);
}

function volts(value: number): string {
  return Number.isNaN(value) ? 'nowhere' : `${value.toPrecision(3)} V`;
}
