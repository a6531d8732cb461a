import { faraday, gasConstant } from '../constants.ts';

/** Slots of what an electrolyte writes: values and their slopes with the concentration. */
export const CONDUCTIVITY = 0; // S/m
export const CONDUCTIVITY_SLOPE = 1;
export const DIFFUSIVITY = 2; // m2/s
export const DIFFUSIVITY_SLOPE = 3;
export const TRANSFERENCE = 4; // 1
export const TRANSFERENCE_SLOPE = 5;
export const FACTOR = 6; // thermodynamic factor, 1
export const FACTOR_SLOPE = 7;

/** Bulk properties of a binary lithium salt solution at one temperature. */
export interface Electrolyte {
  readonly name: string;
  /** Of the fresh cell, mol/m3. */
  readonly initialConcentration: number;
  /**
   * Writes conductivity, salt diffusivity, cation transference number and thermodynamic factor, each followed by its
   * slope with the concentration c (mol/m3, > 0), into `out` (8 numbers). Allocates nothing.
   */
  properties(c: number, out: Float64Array): void;
}

const LITRE = 1000; // mol/m3 in a mol/L

/**
 * LiPF6 in EC:EMC 3:7 of Nyman, Behm and Lindbergh (Electrochim. Acta 53 (2008) 6356): conductivity and diffusivity,
 * with the constant transference number 0.2594 and thermodynamic factor 1 that PyBaMM's sets pair with them.
 *
 * @param activationEnergy - of both, J/mol about 298.15 K; Ecker et al. (2015) as OKane 2022 uses it: 17000
 */
export function nyman(temperature = 298.15, activationEnergy = 17000): Electrolyte {
  const arrhenius = Math.exp((activationEnergy / gasConstant) * (1 / 298.15 - 1 / temperature));
  return {
    name: 'Nyman 2008, LiPF6 in EC:EMC 3:7',
    initialConcentration: LITRE,
    properties(c, out) {
      const m = c / LITRE;
      const root = Math.sqrt(m);
      out[CONDUCTIVITY] = arrhenius * m * (0.1297 * m * m - 2.51 * root + 3.329);
      out[CONDUCTIVITY_SLOPE] = (arrhenius / LITRE) * (3 * 0.1297 * m * m - 1.5 * 2.51 * root + 3.329);
      out[DIFFUSIVITY] = arrhenius * (8.794e-11 * m * m - 3.972e-10 * m + 4.862e-10);
      out[DIFFUSIVITY_SLOPE] = (arrhenius / LITRE) * (2 * 8.794e-11 * m - 3.972e-10);
      out[TRANSFERENCE] = 0.2594;
      out[TRANSFERENCE_SLOPE] = 0;
      out[FACTOR] = 1;
      out[FACTOR_SLOPE] = 0;
    },
  };
}

/** Coefficients of Landesfeind and Gasteiger for EC:EMC 3:7 (w:w), J. Electrochem. Soc. 166 (2019) A3079. */
const KAPPA = [0.521, 228, -1.06, 0.353, -0.00359, 0.00148] as const;
const DIFFUSION = [1010, 1.01, -1560, -487] as const;
const TRANSFER = [-12.8, -6.12, 0.0821, 0.904, 0.0318, -1.27e-4, 0.0175, -0.00312, -3.96e-5] as const;
const THERMO = [25.7, -45.1, -0.177, 1.94, 0.295, 3.08e-4, 0.259, -0.00946, -4.54e-4] as const;

/** LiPF6 in EC:EMC 3:7 of Landesfeind and Gasteiger (2019), all four properties with concentration and temperature. */
export function landesfeind(temperature = 298.15): Electrolyte {
  const T = temperature;
  const [k1, k2, k3, k4, k5, k6] = KAPPA;
  const [d1, d2, d3, d4] = DIFFUSION;
  const hot = Math.exp(1000 / T);
  return {
    name: 'Landesfeind 2019, LiPF6 in EC:EMC 3:7',
    initialConcentration: LITRE,
    properties(c, out) {
      const m = c / LITRE;
      const root = Math.sqrt(m);
      const up = 1 + k3 * root + k4 * (1 + k5 * hot) * m;
      const upSlope = k3 / (2 * root) + k4 * (1 + k5 * hot);
      const down = 1 + m ** 4 * k6 * hot;
      const scale = (k1 * (1 + (T - k2))) / 10;
      out[CONDUCTIVITY] = (scale * m * up) / down;
      out[CONDUCTIVITY_SLOPE] =
        ((scale * (up + m * upSlope)) / down - (scale * m * up * 4 * m ** 3 * k6 * hot) / down ** 2) / LITRE;
      const diffusivity = d1 * Math.exp(d2 * m + d3 / T + (d4 * m) / T) * 1e-10;
      out[DIFFUSIVITY] = diffusivity;
      out[DIFFUSIVITY_SLOPE] = (diffusivity * (d2 + d4 / T)) / LITRE;
      cubic(TRANSFER, m, T, out, TRANSFERENCE);
      cubic(THERMO, m, T, out, FACTOR);
    },
  };
}

/** p1 + p2 c + p3 T + p4 c2 + p5 cT + p6 T2 + p7 c3 + p8 c2 T + p9 c T2 and its slope with c. */
function cubic(p: readonly number[], m: number, T: number, out: Float64Array, at: number): void {
  const [p1, p2, p3, p4, p5, p6, p7, p8, p9] = p as unknown as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  out[at] =
    p1 +
    p2 * m +
    p3 * T +
    p4 * m * m +
    p5 * m * T +
    p6 * T * T +
    p7 * m ** 3 +
    p8 * m * m * T +
    p9 * m * T * T;
  out[at + 1] = (p2 + 2 * p4 * m + p5 * T + 3 * p7 * m * m + 2 * p8 * m * T + p9 * T * T) / LITRE;
}

/**
 * LiPF6 in PC/EC/DMC of Valøen and Reimers (J. Electrochem. Soc. 152 (2005) A882): conductivity and diffusivity with
 * temperature, transference number 0.38 and thermodynamic factor of their equation 18 over (1 - t+).
 */
export function valoen(temperature = 298.15): Electrolyte {
  const T = temperature;
  const a = -10.5 + 0.074 * T - 6.96e-5 * T * T;
  const b = 0.668 - 0.0178 * T + 2.8e-5 * T * T;
  const d = 0.494 - 8.86e-4 * T;
  const heat = 0.982 * (1 - 0.0052 * (T - 293));
  const transference = 0.38;
  return {
    name: 'Valøen 2005, LiPF6 in PC:EC:DMC',
    initialConcentration: LITRE,
    properties(c, out) {
      const m = c / LITRE;
      const sum = a + m * (b + m * d);
      out[CONDUCTIVITY] = (m * sum * sum) / 10;
      out[CONDUCTIVITY_SLOPE] = (sum * sum + 2 * m * sum * (b + 2 * m * d)) / 10 / LITRE;
      const gap = T - 229 - 5 * m;
      const diffusivity = 10 ** (-4.43 - 54 / gap - 0.22 * m - 4);
      out[DIFFUSIVITY] = diffusivity;
      out[DIFFUSIVITY_SLOPE] = (diffusivity * Math.LN10 * (-270 / (gap * gap) - 0.22)) / LITRE;
      out[TRANSFERENCE] = transference;
      out[TRANSFERENCE_SLOPE] = 0;
      const root = Math.sqrt(m);
      out[FACTOR] = (0.601 - 0.24 * root + heat * m * root) / (1 - transference);
      out[FACTOR_SLOPE] = (-0.12 / root + 1.5 * heat * root) / (1 - transference) / LITRE;
    },
  };
}

/** 2 RT/F (1 - t+) times the thermodynamic factor, V: potential per relative change of the salt. */
export function diffusionPotential(properties: Float64Array, thermal: number): number {
  return 2 * thermal * (1 - properties[TRANSFERENCE]!) * properties[FACTOR]!;
}

/** RT/F at a temperature, V. */
export function thermalVoltage(temperature: number): number {
  return (gasConstant * temperature) / faraday;
}
