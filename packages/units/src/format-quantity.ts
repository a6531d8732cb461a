import { superscript } from './dimension.ts';
import { parseFactors } from './parse-factors.ts';
import { fromSI } from './parse-unit.ts';

/** The unit in journal style: `mAh/g` is `mA h g⁻¹`, `Ohm cm2` is `Ω cm²`, `degC` is `°C`. */
export function formatUnit(text: string): string {
  const factors = parseFactors(text).filter((factor) => factor.symbol.print !== '1');
  return factors.map(({ prefix, symbol, exponent }) => prefix + power(symbol.print, exponent)).join(' ');
}

/** `A h` to a power is `A⁻¹ h⁻¹`. */
function power(print: string, exponent: number): string {
  return print.replaceAll(/[^ ]+/g, (word) => word + superscript(exponent));
}

/**
 * A SI value in that unit as printed in journals, rounded to significant digits: `350.2 mA h g⁻¹`, `−0.12 V`,
 * `3.1 × 10⁻¹⁴ m² s⁻¹`; `–` where the value is not finite.
 */
export function formatQuantity(value: number, unit: string, digits = 4): string {
  const printed = formatUnit(unit);
  const separator = printed === '' || printed === '°' ? printed : ` ${printed}`;
  return formatNumber(fromSI(value, unit), digits) + separator;
}

/** A number rounded to significant digits, with a true minus and powers of ten as superscripts. */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return '–';
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) {
    const [mantissa, exponent] = rounded.toExponential().split('e');
    return `${minus(mantissa ?? '')} × 10${superscript(Number(exponent)) || '¹'}`;
  }
  return minus(String(rounded));
}

function minus(text: string): string {
  return text.replace('-', '−');
}
