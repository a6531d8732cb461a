/**
 * What the tester holds, per geometric area; > 0 lithiates. `at(t)` is in A/m2, V, W/m2 (current times voltage) or
 * Ohm m2 (a load: voltage over minus current), `slope(t)` its change per second.
 */
export interface Control {
  readonly quantity: 'current' | 'voltage' | 'power' | 'resistance';
  readonly isConstant: boolean;
  readonly at: (t: number) => number;
  readonly slope: (t: number) => number;
}

/** A constant setting. */
export function hold(quantity: Control['quantity'], value: number): Control {
  return { quantity, isConstant: true, at: () => value, slope: () => 0 };
}

/** A setting that changes linearly from `value` at `start` s. */
export function ramp(quantity: Control['quantity'], value: number, rate: number, start: number): Control {
  return { quantity, isConstant: false, at: (t) => value + rate * (t - start), slope: () => rate };
}

/** What is left of the wanted setting at current density i and voltage v. */
export function controlError(control: Control, t: number, i: number, v: number): number {
  const wanted = control.at(t);
  if (control.quantity === 'current') return wanted - i;
  if (control.quantity === 'voltage') return wanted - v;
  if (control.quantity === 'power') return wanted - i * v;
  return wanted * i + v;
}

/** Its slopes with current and voltage: `out[0]`, `out[1]`. */
export function controlSlopes(control: Control, t: number, i: number, v: number, out: Float64Array): void {
  const { quantity } = control;
  out[0] =
    quantity === 'current' ? -1 : quantity === 'power' ? -v : quantity === 'resistance' ? control.at(t) : 0;
  out[1] = quantity === 'current' ? 0 : quantity === 'power' ? -i : quantity === 'resistance' ? 1 : -1;
}

/** Its slope with time. */
export function controlRate(control: Control, t: number, i: number): number {
  return control.quantity === 'resistance' ? control.slope(t) * i : control.slope(t);
}
