/** A complex number; the few operations that a transmission line needs. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const complex = (re: number, im = 0): Complex => ({ re, im });
export const ZERO: Complex = complex(0);
export const ONE: Complex = complex(1);

export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function scale(a: Complex, factor: number): Complex {
  return { re: a.re * factor, im: a.im * factor };
}

export function divide(a: Complex, b: Complex): Complex {
  const square = b.re * b.re + b.im * b.im;
  return { re: (a.re * b.re + a.im * b.im) / square, im: (a.im * b.re - a.re * b.im) / square };
}

/** The root with a real part of zero or more. */
export function squareRoot({ re, im }: Complex): Complex {
  const modulus = Math.hypot(re, im);
  if (re >= 0) {
    const root = Math.sqrt((modulus + re) / 2);
    return { re: root, im: root === 0 ? 0 : im / (2 * root) };
  }
  const root = Math.sqrt((modulus - re) / 2);
  return { re: Math.abs(im) / (2 * root), im: im < 0 ? -root : root };
}

export function exponential({ re, im }: Complex): Complex {
  const size = Math.exp(re);
  return { re: size * Math.cos(im), im: size * Math.sin(im) };
}
