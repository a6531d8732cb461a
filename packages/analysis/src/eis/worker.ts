/** One node at work: `z` is its impedance, `weight` the derivative of the circuit's impedance with respect to it. */
export interface Worker {
  readonly z: Float64Array;
  readonly weight: Float64Array;
  forward(logValues: Float64Array): void;
  backward(jacobian: Float64Array): void;
}
