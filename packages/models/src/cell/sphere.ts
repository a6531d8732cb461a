// Diffusion in a sphere under constant current: x_surface = x0 + B h(tau), mean x = x0 + 3 B tau with
// B = j r/(F c_max D), tau = D t/r^2, h = 3 tau + 1/5 - 2 sum exp(-l^2 tau)/l^2 and tan l = l
// (Crank, The Mathematics of Diffusion, 2nd ed. 1975, eq. 6.45; equation 6.1 of docs/methods/half-cell.md).

const ROOTS = Float64Array.from({ length: 12 }, (_, i) => tangentRoot(i + 1));

/**
 * Below this tau twelve terms do not suffice; a sphere that is still empty inside does, h = exp(tau)(1 + erf sqrt(tau)) - 1,
 * in powers of sqrt(tau). The two meet within 5e-7.
 */
const SHORT = 6e-3;
const ROOT_PI = Math.sqrt(Math.PI);
/** Above this tau the largest term of the series is below rounding. */
const LONG = 2;

/** The n-th positive root of tan l = l, by Newton's method from l = (n + 1/2) pi. */
function tangentRoot(n: number): number {
  let l = (n + 0.5) * Math.PI;
  l -= 1 / l;
  for (let i = 0; i < 20; i++) l -= (Math.sin(l) - l * Math.cos(l)) / (l * Math.sin(l));
  return l;
}

/** h(tau): how far the surface has moved, in units of B. */
export function surfaceRise(tau: number): number {
  if (tau <= 0) return 0;
  if (tau < SHORT) return shortRise(Math.sqrt(tau));
  if (tau > LONG) return 3 * tau + 0.2;
  let sum = 0;
  for (let i = 0; i < ROOTS.length; i++) {
    const square = ROOTS[i]! ** 2;
    sum += Math.exp(-square * tau) / square;
  }
  return 3 * tau + 0.2 - 2 * sum;
}

/** tau at which the surface has risen by h: the inverse of `surfaceRise`, 0 for h <= 0. */
export function timeOfRise(rise: number): number {
  if (rise <= 0) return 0;
  if (rise >= 3 * LONG + 0.2) return (rise - 0.2) / 3;
  // h is concave: Newton's method from below rises to the root without overshoot
  const root = (-1 / Math.sqrt(Math.PI) + Math.sqrt(1 / Math.PI + 3 * rise)) / 3;
  let tau = Math.max(root * root, (rise - 0.2) / 3);
  for (let i = 0; i < 50; i++) {
    const step = (rise - surfaceRise(tau)) / riseRate(tau);
    tau += step;
    if (Math.abs(step) <= 1e-13 * tau) break;
  }
  return tau;
}

/** dh/dtau. */
function riseRate(tau: number): number {
  if (tau < SHORT) return shortRate(Math.sqrt(tau));
  let sum = 0;
  for (let i = 0; i < ROOTS.length; i++) sum += Math.exp(-(ROOTS[i]! ** 2) * tau);
  return 3 + 2 * sum;
}

function shortRise(s: number): number {
  return (
    s * (2 / ROOT_PI + s * (1 + s * (4 / (3 * ROOT_PI) + s * (1 / 2 + s * (8 / (15 * ROOT_PI) + s / 6)))))
  );
}

/** Derivative of `shortRise` by tau = s^2. */
function shortRate(s: number): number {
  return (1 / ROOT_PI + s * (1 + s * (2 / ROOT_PI + s * (1 + s * (4 / (3 * ROOT_PI) + s / 2))))) / s;
}
