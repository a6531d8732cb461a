import { liveCell } from '../ageing/age-cell.ts';
import { age } from '../ageing/age.ts';
import { stateAt } from '../ageing/history.ts';
import { type AgeProtocol, upTo } from '../ageing/protocol.ts';
import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { type CellLevel, type ElectrolyteName, porousCellOf } from './porous-cell-of.ts';

/** How a sample ages. */
export interface AgeingProtocol extends AgeProtocol {
  /** Default L0, the closed form. */
  readonly level?: CellLevel | undefined;
  /** At L2 and L3. */
  readonly electrolyte?: ElectrolyteName | undefined;
}

/**
 * States in which a cycle begins, counted from 1, for a spectrum or a voltammogram of the aged cell: at L0 one for each
 * population, above one for each population and node of the electrode. Beyond the protocol its last current goes on; a
 * cell that dies before stays as it then was.
 *
 * @throws {RangeError} for a cycle before the first
 */
export function agedStates(
  values: ParameterValues,
  sample: ModelSample,
  protocol: AgeingProtocol,
  cycle: number,
): readonly AgeState[] {
  return atOnce(ageing(values, sample, protocol, cycle));
}

/** `agedStates` that lets others take turns; progress is the cycle that was simulated last. */
export function agedStatesInTurns(
  values: ParameterValues,
  sample: ModelSample,
  protocol: AgeingProtocol,
  cycle: number,
  turns: Turns<number> = {},
): Promise<readonly AgeState[]> {
  return inTurns(ageing(values, sample, protocol, cycle), turns);
}

function* ageing(
  values: ParameterValues,
  sample: ModelSample,
  { level = 'L0', electrolyte, ...protocol }: AgeingProtocol,
  cycle: number,
): Generator<number, readonly AgeState[]> {
  if (!(Number.isInteger(cycle) && cycle >= 1))
    throw new RangeError(`age of ${sample.name}: cycle ${cycle}; expected a whole number from 1`);
  const protocolThere = upTo(protocol, cycle);
  if (level === 'L0') return stateAt(age(values, sample, protocolThere), cycle);
  const life = liveCell(values, sample, porousCellOf(values, sample, { level, electrolyte }), protocolThere);
  for (;;) {
    const next = life.next();
    if (next.done === true) return next.value.states;
    yield next.value.cycle;
  }
}
