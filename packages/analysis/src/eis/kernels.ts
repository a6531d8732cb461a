/** Angular frequencies of a spectrum and what every kernel needs of them. */
export interface FrequencyGrid {
  readonly count: number;
  /** rad/s. Shape (count). */
  readonly omega: Float64Array;
  /** Natural logarithm of `omega`. Shape (count). */
  readonly logOmega: Float64Array;
}

/** The grid of these frequencies in Hz. */
export function frequencyGrid(frequency: Float64Array): FrequencyGrid {
  const omega = frequency.map((f) => 2 * Math.PI * f);
  return { count: omega.length, omega, logOmega: omega.map(Math.log) };
}

/**
 * One family of impedance functions of s = j omega with a few real arguments. All elements of both dialects but the
 * porous electrodes are these families with different parameters (docs/methods/eis-circuits.md).
 */
export interface Kernel {
  /** Number of arguments. */
  readonly arguments: number;
  /**
   * Writes impedance and its derivatives with respect to the arguments; allocates nothing.
   *
   * @param out - real parts, then imaginary parts, of Z, dZ/da0, dZ/da1 ... Shape (1 + arguments, 2, count)
   */
  evaluate(a: Float64Array, grid: FrequencyGrid, out: Float64Array): void;
}

const HALF_PI = Math.PI / 2;

/** Z = exp(a0) s^n with a whole n: resistors (0), inductors (1) and capacitors (-1). */
function wholePower(n: -1 | 0 | 1): Kernel {
  return {
    arguments: 1,
    evaluate(a, { count, omega }, out) {
      const gain = Math.exp(a[0]!);
      for (let i = 0; i < count; i++) {
        const re = n === 0 ? gain : 0;
        const im = n === 0 ? 0 : n === 1 ? gain * omega[i]! : -gain / omega[i]!;
        out[i] = re;
        out[count + i] = im;
        out[2 * count + i] = re;
        out[3 * count + i] = im;
      }
    },
  };
}

export const resistor: Kernel = wholePower(0);
export const inductor: Kernel = wholePower(1);
export const capacitor: Kernel = wholePower(-1);

/** Z = exp(a0) s^a1. */
export const powerLaw: Kernel = {
  arguments: 2,
  evaluate(a, { count, logOmega }, out) {
    const [logGain, exponent] = [a[0]!, a[1]!];
    const cosine = Math.cos(exponent * HALF_PI);
    const sine = Math.sin(exponent * HALF_PI);
    for (let i = 0; i < count; i++) {
      const size = Math.exp(logGain + exponent * logOmega[i]!);
      const re = size * cosine;
      const im = size * sine;
      out[i] = re;
      out[count + i] = im;
      out[2 * count + i] = re;
      out[3 * count + i] = im;
      out[4 * count + i] = re * logOmega[i]! - im * HALF_PI;
      out[5 * count + i] = im * logOmega[i]! + re * HALF_PI;
    }
  },
};

/** Z = exp(a0) / (1 + (s exp(a1))^a2)^a3 (Havriliak and Negami, Polymer 1967, 8, 161). */
export const relaxation: Kernel = {
  arguments: 4,
  evaluate(a, { count, logOmega }, out) {
    const [logR, logTau, inner, outer] = [a[0]!, a[1]!, a[2]!, a[3]!];
    const cosine = Math.cos(inner * HALF_PI);
    const sine = Math.sin(inner * HALF_PI);
    for (let i = 0; i < count; i++) {
      const logX = logOmega[i]! + logTau; // ln(s tau) = logX + j pi/2
      const size = Math.exp(inner * logX);
      const baseRe = 1 + size * cosine;
      const baseIm = size * sine;
      const square = baseRe * baseRe + baseIm * baseIm;
      const logBase = 0.5 * Math.log(square);
      const angle = Math.atan2(baseIm, baseRe);
      const scale = Math.exp(logR - outer * logBase);
      const zRe = scale * Math.cos(outer * angle);
      const zIm = -scale * Math.sin(outer * angle);
      // share u / (1 + u) of u = (s tau)^inner
      const shareRe = 1 - baseRe / square;
      const shareIm = baseIm / square;
      const slopeRe = -outer * (zRe * shareRe - zIm * shareIm); // -outer Z u / (1 + u)
      const slopeIm = -outer * (zRe * shareIm + zIm * shareRe);
      out[i] = zRe;
      out[count + i] = zIm;
      out[2 * count + i] = zRe;
      out[3 * count + i] = zIm;
      out[4 * count + i] = inner * slopeRe;
      out[5 * count + i] = inner * slopeIm;
      out[6 * count + i] = slopeRe * logX - slopeIm * HALF_PI;
      out[7 * count + i] = slopeIm * logX + slopeRe * HALF_PI;
      out[8 * count + i] = -(zRe * logBase - zIm * angle);
      out[9 * count + i] = -(zIm * logBase + zRe * angle);
    }
  },
};

/** Z = exp(a0) / (1 + (s exp(a1))^a2)^a3 / s: a capacitor that relaxes, a3 below zero. */
export const relaxingCapacitor: Kernel = {
  arguments: 4,
  evaluate(a, grid, out) {
    relaxation.evaluate(a, grid, out);
    const { count, omega } = grid;
    for (let row = 0; row < out.length; row += 2 * count) {
      for (let i = 0; i < count; i++) {
        const re = out[row + i]!;
        out[row + i] = out[row + count + i]! / omega[i]!;
        out[row + count + i] = -re / omega[i]!;
      }
    }
  },
};

const tangent = new Float64Array(2);
const slope = new Float64Array(4);

/** Writes tanh(re + j im) for re >= 0. */
function hyperbolicTangent(re: number, im: number): void {
  if (re > 20) {
    tangent[0] = 1;
    tangent[1] = 0;
    return;
  }
  const grown = Math.expm1(2 * re);
  const sinh = (grown + grown / (grown + 1)) / 2;
  const cosh = (grown + 1 + 1 / (grown + 1)) / 2;
  const denominator = cosh + Math.cos(2 * im);
  tangent[0] = sinh / denominator;
  tangent[1] = Math.sin(2 * im) / denominator;
}

/** Writes f = c(x) / x and x df/dx = 1 - c^2 - f, c being coth (`open`) or tanh. */
function lineFunction(re: number, im: number, open: boolean): void {
  hyperbolicTangent(re, im);
  let cRe = tangent[0]!;
  let cIm = tangent[1]!;
  if (open) {
    const square = cRe * cRe + cIm * cIm;
    cRe /= square;
    cIm /= -square;
  }
  const square = re * re + im * im;
  slope[0] = (cRe * re + cIm * im) / square;
  slope[1] = (cIm * re - cRe * im) / square;
  slope[2] = 1 - (cRe * cRe - cIm * cIm) - slope[0];
  slope[3] = -2 * cRe * cIm - slope[1];
}

function line(open: boolean): Kernel {
  return {
    arguments: 3,
    evaluate(a, { count, omega, logOmega }, out) {
      const [logGain, logX, power] = [a[0]!, a[1]!, a[2]!];
      const scale = Math.exp(logX);
      const gain = Math.exp(logGain);
      const cosine = Math.cos(power * HALF_PI);
      const sine = Math.sin(power * HALF_PI);
      for (let i = 0; i < count; i++) {
        const size = power === 0.5 ? scale * Math.sqrt(omega[i]!) : Math.exp(logX + power * logOmega[i]!);
        lineFunction(size * cosine, size * sine, open);
        const zRe = gain * slope[0]!;
        const zIm = gain * slope[1]!;
        const dRe = gain * slope[2]!;
        const dIm = gain * slope[3]!;
        out[i] = zRe;
        out[count + i] = zIm;
        out[2 * count + i] = zRe;
        out[3 * count + i] = zIm;
        out[4 * count + i] = dRe;
        out[5 * count + i] = dIm;
        out[6 * count + i] = dRe * logOmega[i]! - dIm * HALF_PI;
        out[7 * count + i] = dIm * logOmega[i]! + dRe * HALF_PI;
      }
    },
  };
}

/** Z = exp(a0) coth(x) / x with x = exp(a1) s^a2: a diffusion layer or porous line with a blocked end. */
export const openLine: Kernel = line(true);

/** Z = exp(a0) tanh(x) / x with x = exp(a1) s^a2: the same with a conducting end. */
export const shortLine: Kernel = line(false);

/** Z = exp(a0) coth(x) / x with x = exp(a1) (1 + exp(a2) s^a3)^(1/2): a line with a leak along its length. */
export const leakyLine: Kernel = {
  arguments: 4,
  evaluate(a, { count, logOmega }, out) {
    const [logGain, logX, logT, power] = [a[0]!, a[1]!, a[2]!, a[3]!];
    const gain = Math.exp(logGain);
    const cosine = Math.cos(power * HALF_PI);
    const sine = Math.sin(power * HALF_PI);
    const scale = Math.exp(logX);
    for (let i = 0; i < count; i++) {
      const size = Math.exp(logT + power * logOmega[i]!);
      const baseRe = 1 + size * cosine;
      const baseIm = size * sine;
      const square = baseRe * baseRe + baseIm * baseIm;
      const modulus = Math.sqrt(square);
      const rootRe = Math.sqrt((modulus + baseRe) / 2);
      const rootIm = baseIm / (2 * rootRe);
      lineFunction(scale * rootRe, scale * rootIm, true);
      const shareRe = (1 - baseRe / square) / 2; // d ln x / d ln u = u / (2 (1 + u))
      const shareIm = baseIm / square / 2;
      const dRe = gain * slope[2]!;
      const dIm = gain * slope[3]!;
      const leakRe = dRe * shareRe - dIm * shareIm;
      const leakIm = dRe * shareIm + dIm * shareRe;
      out[i] = gain * slope[0]!;
      out[count + i] = gain * slope[1]!;
      out[2 * count + i] = out[i]!;
      out[3 * count + i] = out[count + i]!;
      out[4 * count + i] = dRe;
      out[5 * count + i] = dIm;
      out[6 * count + i] = leakRe;
      out[7 * count + i] = leakIm;
      out[8 * count + i] = leakRe * logOmega[i]! - leakIm * HALF_PI;
      out[9 * count + i] = leakIm * logOmega[i]! + leakRe * HALF_PI;
    }
  },
};

/**
 * Z = exp(a0) coth(b)/b + exp(a1)/(b sinh(b)) with b = (exp(a2) + exp(a3) s)^(1/2): a macropore
 * (Paasch, Micka and Gersdorf, Electrochim. Acta 1993, 38, 2653).
 */
export const macropore: Kernel = {
  arguments: 4,
  evaluate(a, { count, omega }, out) {
    const [gain, second, offset, rate] = [Math.exp(a[0]!), Math.exp(a[1]!), Math.exp(a[2]!), Math.exp(a[3]!)];
    for (let i = 0; i < count; i++) {
      const squareIm = rate * omega[i]!;
      const modulus = Math.hypot(offset, squareIm);
      const re = Math.sqrt((modulus + offset) / 2);
      const im = squareIm / (2 * re);
      lineFunction(re, im, true);
      const cothRe = slope[0]! * re - slope[1]! * im;
      const cothIm = slope[0]! * im + slope[1]! * re;
      // g = 1 / (b sinh b); b dg/db = -g (1 + b coth b)
      const decay = Math.exp(-re);
      const sinhRe = ((1 / decay - decay) / 2) * Math.cos(im);
      const sinhIm = ((1 / decay + decay) / 2) * Math.sin(im);
      const productRe = re * sinhRe - im * sinhIm;
      const productIm = re * sinhIm + im * sinhRe;
      const productSquare = productRe * productRe + productIm * productIm;
      const gRe = Number.isFinite(productSquare) ? productRe / productSquare : 0;
      const gIm = Number.isFinite(productSquare) ? -productIm / productSquare : 0;
      const factorRe = -(1 + re * cothRe - im * cothIm);
      const factorIm = -(re * cothIm + im * cothRe);
      const dRe = gain * slope[2]! + second * (gRe * factorRe - gIm * factorIm);
      const dIm = gain * slope[3]! + second * (gRe * factorIm + gIm * factorRe);
      // d ln b / d ln offset = offset / (2 b^2), d ln b / d ln rate = j omega rate / (2 b^2)
      const shareRe = offset / (2 * modulus * modulus);
      const share = squareIm / (2 * modulus * modulus);
      out[2 * count + i] = gain * slope[0]!;
      out[3 * count + i] = gain * slope[1]!;
      out[4 * count + i] = second * gRe;
      out[5 * count + i] = second * gIm;
      out[i] = out[2 * count + i]! + out[4 * count + i]!;
      out[count + i] = out[3 * count + i]! + out[5 * count + i]!;
      out[6 * count + i] = shareRe * (dRe * offset + dIm * squareIm);
      out[7 * count + i] = shareRe * (dIm * offset - dRe * squareIm);
      out[8 * count + i] = share * (dRe * squareIm - dIm * offset);
      out[9 * count + i] = share * (dIm * squareIm + dRe * offset);
    }
  },
};
