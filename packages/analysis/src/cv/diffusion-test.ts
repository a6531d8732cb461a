import { FARADAY, GAS } from './cv-options.ts';

/**
 * Lambda = L^2 F v/(R T D): the square of the diffusion length over what lithium crosses while the potential moves by
 * RT/F. Small: the host fills evenly; large: diffusion from one side into an endless host.
 *
 * @param length - volume over area, m
 */
export function lambda(length: number, diffusivity: number, scanRate: number, temperature: number): number {
  return (length * length * FARADAY * scanRate) / (GAS * temperature * diffusivity);
}

/** Up to here diffusion alone can look capacitive, so that no share may be called so. */
export const LAMBDA_LIMIT = 300;

/**
 * Lambda at the middle rate and the k1 v share there of a film with diffusion only and no capacitance (reversible
 * Langmuir isotherm, 0.1 to 0.5 mV/s, first cycle from an empty film, +-0.35 V; docs/methods/cv.md).
 */
const FALSE_SHARE: readonly (readonly [number, number])[] = [
  [3, 1],
  [10, 0.85],
  [30, 0.458],
  [100, 0.2],
  [300, 0.018],
  [1000, 0],
];

/** The share that the k1, k2 fit gives to a film without any capacitance, 1, interpolated in ln Lambda. */
export function falseShare(value: number): number {
  const [first] = FALSE_SHARE;
  if (value <= first![0]) return first![1];
  for (let i = 1; i < FALSE_SHARE.length; i++) {
    const [x0, y0] = FALSE_SHARE[i - 1]!;
    const [x1, y1] = FALSE_SHARE[i]!;
    if (value <= x1) return y0 + ((y1 - y0) * Math.log(value / x0)) / Math.log(x1 / x0);
  }
  return 0;
}

/** What may be said about a k1 v share. */
export interface CapacitiveVerdict {
  /** NaN where length or diffusivity are unknown. */
  readonly lambda: number;
  /** False where the share must not be called capacitive. */
  readonly mayBeCapacitive: boolean;
  readonly sentence: string;
}

/** The verdict that goes with every k1, k2 result. `source` says where length and diffusivity come from. */
export function capacitiveVerdict(value: number, source: string | undefined): CapacitiveVerdict {
  const origin = source === undefined ? 'source of L and D not given' : `L and D: ${source}`;
  if (Number.isNaN(value)) {
    return {
      lambda: value,
      mayBeCapacitive: false,
      sentence:
        'The fit cannot know whether the k1 v share is capacitive: diffusion length and diffusivity are not given, and diffusion alone in thin particles gives shares up to 100 %. It must not be called capacitive or pseudocapacitive.',
    };
  }
  const number = `Lambda = L^2 F v/(R T D) = ${value.toPrecision(3)} at the middle rate (${origin})`;
  if (value <= LAMBDA_LIMIT) {
    const share = percent(falseShare(value));
    return {
      lambda: value,
      mayBeCapacitive: false,
      sentence: `${number} is at most ${LAMBDA_LIMIT}: diffusion alone, without any capacitance, gives a k1 v share of about ${share} there. The share must not be called capacitive or pseudocapacitive.`,
    };
  }
  return {
    lambda: value,
    mayBeCapacitive: true,
    sentence: `${number} exceeds ${LAMBDA_LIMIT}: diffusion alone gives a k1 v share below 2 % there, so a larger share has another cause, as far as L and D hold and ohmic drop and slow kinetics are excluded.`,
  };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
