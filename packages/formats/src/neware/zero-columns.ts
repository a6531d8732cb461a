/** The columns that records of whole numbers and of floating-point numbers share, of that many rows, all zero. */
export function zeroColumns(rows: number): {
  readonly [name in
    | 'record'
    | 'cycle'
    | 'stepId'
    | 'voltage'
    | 'current'
    | 'chargeCapacity'
    | 'dischargeCapacity'
    | 'chargeEnergy'
    | 'dischargeEnergy']: Float64Array;
} & { readonly stepType: Uint8Array } {
  return {
    record: new Float64Array(rows),
    cycle: new Float64Array(rows),
    stepId: new Float64Array(rows),
    stepType: new Uint8Array(rows),
    voltage: new Float64Array(rows),
    current: new Float64Array(rows),
    chargeCapacity: new Float64Array(rows),
    dischargeCapacity: new Float64Array(rows),
    chargeEnergy: new Float64Array(rows),
    dischargeEnergy: new Float64Array(rows),
  };
}
