import type { Control } from './control.ts';

/**
 * When a step ends: voltage (V), size of the current density (A/m2) or size of the charge passed in the step (C/m2)
 * reaches a value from the other side.
 */
export interface StopRule {
  readonly quantity: 'voltage' | 'current' | 'charge';
  readonly side: 'below' | 'above';
  readonly value: number;
}

/** One step of a protocol, SI per geometric area. Times of the control count from the step's start. */
export interface CellStep {
  readonly control: Control;
  /** s; Infinity where only a stop ends it. */
  readonly duration: number;
  readonly stops: readonly StopRule[];
}

export function isConstantCurrent({ control }: CellStep): boolean {
  return control.quantity === 'current' && control.isConstant;
}

/** How a step ended. A step that is at its stop when it begins ends at once, with duration 0. */
export type StepEnd =
  | { readonly status: 'done'; readonly reason: 'duration' | StopRule; readonly duration: number }
  | { readonly status: 'failed'; readonly cause: string; readonly duration: number };

/** How far the quantity is past its stop; negative before it. */
export function beyond(stop: StopRule, voltage: number, current: number, charge: number): number {
  const value =
    stop.quantity === 'voltage' ? voltage : Math.abs(stop.quantity === 'current' ? current : charge);
  return stop.side === 'below' ? stop.value - value : value - stop.value;
}
