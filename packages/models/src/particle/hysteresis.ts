/**
 * Writes into `out` the branch state h after a change of mean lithiation and dh/d(change).
 * h = -1 is the lithiation branch, +1 the delithiation branch; both are approached as exp(-|change|/range), the exact
 * integral of dh = -(1 + h)|dx|/range (lithiation) and +(1 - h)|dx|/range (delithiation), one-state form of Axen et
 * al., J. Energy Storage 48 (2022) 103985. No change, no move: h is frozen at rest.
 *
 * @param change - change of mean lithiation, positive for lithiation
 * @param range - lithiation over which a branch is left, `hysteresisRange`
 */
export function moveHysteresis(h: number, change: number, range: number, out: Float64Array): void {
  const decay = Math.exp(-Math.abs(change) / range);
  if (change >= 0) {
    out[0] = -1 + (1 + h) * decay;
    out[1] = (-(1 + h) * decay) / range;
  } else {
    out[0] = 1 - (1 - h) * decay;
    out[1] = (-(1 - h) * decay) / range;
  }
}
