/** A current, power or load as it was stated, always positive; what it means per area comes with a `ProtocolBasis`. */
export interface Setting {
  readonly value: number;
  /** `C`: times the stated capacity in an hour. A/kg, W/kg: per composite mass. A/m2, W/m2, Ohm m2: per geometric area. */
  readonly unit: 'A/kg' | 'C' | 'A' | 'A/m2' | 'W' | 'W/kg' | 'W/m2' | 'Ohm' | 'Ohm m2';
}

/** What ends a step: cell voltage, size of the current, or charge passed in the step. */
export type Stop =
  | { readonly quantity: 'voltage'; readonly value: number; readonly side?: 'below' | 'above' }
  | { readonly quantity: 'current'; readonly value: number; readonly unit: CurrentUnit }
  | { readonly quantity: 'charge'; readonly value: number; readonly unit: 'C' | 'C/kg' | 'C/m2' };

export type CurrentUnit = 'A/kg' | 'C' | 'A' | 'A/m2';

/** When a step ends, whichever comes first, and how often it is logged. */
export interface Limits {
  /** s. */
  readonly duration?: number | undefined;
  readonly until: readonly Stop[];
  /** s between two records, beside what the instrument logs anyway. */
  readonly period?: number | undefined;
}

/** `to the stop`: whichever way the voltage of its first stop lies. */
export type StepDirection = 'lithiation' | 'delithiation' | 'to the stop';

/** A constant current, power or load. */
export interface ConstantStep extends Limits {
  readonly kind: 'constant';
  readonly direction: StepDirection;
  readonly setting: Setting;
  /** A pulse belongs to the running cycle, whatever its direction. */
  readonly isPulse?: boolean;
}

/** A constant voltage, V. */
export interface HoldStep extends Limits {
  readonly kind: 'hold';
  readonly voltage: number;
}

/** Open circuit. */
export interface RestStep extends Limits {
  readonly kind: 'rest';
}

/** A voltage that changes linearly, V and V/s; from where the cell is without `from`. */
export interface SweepStep extends Limits {
  readonly kind: 'sweep';
  readonly rate: number;
  readonly from?: number | undefined;
  readonly to: number;
}

/** A course in time, linear between its points; two points at one time are a jump. */
export interface ProfileStep extends Limits {
  readonly kind: 'profile';
  readonly quantity: 'current' | 'power' | 'voltage';
  /** Where the course is read from, while `time_s` is empty. */
  readonly file?: string | undefined;
  /** s from the start of the step, not falling. */
  readonly time_s: readonly number[];
  /** A, W (> 0 delithiates) or V. */
  readonly values: readonly number[];
}

/** A spectrum, Hz; where the cell is without `after` and `lithiation`. */
export interface ImpedanceStep {
  readonly kind: 'impedance';
  readonly highest: number;
  readonly lowest: number;
  readonly after: number;
  readonly lithiation?: number | undefined;
}

/** Steps that are run again and again; `until` ends the loop when one of them ended so. */
export interface Repeat {
  readonly kind: 'repeat';
  readonly times: number;
  readonly steps: Protocol;
  readonly until?: readonly Stop[];
}

/** One thing that a tester does. In a half cell against lithium a discharge lithiates the silicon. SI. */
export type ProtocolStep =
  | ConstantStep
  | HoldStep
  | RestStep
  | SweepStep
  | ProfileStep
  | ImpedanceStep
  | Repeat;

/** What a tester does, one after another. */
export type Protocol = readonly ProtocolStep[];
