/** A kind of step: the word of Neware's own program (BTSDA), and whether it charges (1), discharges (-1) or neither (0). */
export interface StepType {
  readonly word: string;
  readonly direction: -1 | 0 | 1;
}

const step = (word: string, direction: -1 | 0 | 1 = 0): StepType => ({ word, direction });

/** Codes of step types in `.nda`, `.ndax` and step plans (docs/formats/neware.md). */
const STEP_TYPES: ReadonlyMap<number, StepType> = new Map([
  [1, step('CC Chg', 1)],
  [2, step('CC DChg', -1)],
  [3, step('CV Chg', 1)],
  [4, step('Rest')],
  [5, step('Cycle')],
  [6, step('End')],
  [7, step('CCCV Chg', 1)],
  [8, step('CP DChg', -1)],
  [9, step('CP Chg', 1)],
  [10, step('CR DChg', -1)],
  [13, step('Pause')],
  [16, step('Pulse')],
  [17, step('SIM')],
  [18, step('PCCCV Chg', 1)],
  [19, step('CV DChg', -1)],
  [20, step('CCCV DChg', -1)],
  [21, step('Control')],
  [22, step('OCV')],
  [25, step('Ramp')],
  [26, step('CPCV DChg', -1)],
  [27, step('CPCV Chg', 1)],
  [28, step('CRCV DChg', -1)],
  [29, step('CRCV Chg', 1)],
]);

/** The kind of step of a code; an unknown code is its own word and has no direction. */
export function stepType(code: number): StepType {
  return STEP_TYPES.get(code) ?? step(`type ${code}`);
}

/** Codes that no list has. */
export function unknownStepTypes(codes: Iterable<number>): readonly number[] {
  return [...codes].filter((code) => !STEP_TYPES.has(code));
}
