/**
 * Inverse hyperbolic sine to 5e-16 of its value for |z| up to 1e150, faster than the platform's: up to 1 by a rational
 * function of z^2 of degrees 5 and 5 through its values at the Chebyshev points (1.9e-16), beyond by the logarithm.
 */
export function asinh(z: number): number {
  const a = Math.abs(z);
  if (a > 1) return z < 0 ? -Math.log(a + Math.sqrt(a * a + 1)) : Math.log(a + Math.sqrt(a * a + 1));
  const u = z * z;
  const top =
    -0.1666666666666642 +
    u *
      (-0.32576344556895015 +
        u *
          (-0.2105288246360746 +
            u * (-0.05081218839989715 + u * (-0.0036035420181004274 - u * 0.00001106216828552297))));
  const bottom =
    1 +
    u *
      (2.4045806734100457 +
        u *
          (2.0773771081488785 +
            u * (0.7779003840908449 + u * (0.11933821754503769 + u * 0.005433400584854109))));
  return z + (z * u * top) / bottom;
}
