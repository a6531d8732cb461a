import type { Column, Finding } from '@anodelab/data';

/** Fewer rows prove nothing. */
const FEWEST_ROWS = 5;

/**
 * Three columns without headers as an impedance spectrum, or undefined where they do not look like one: the first is
 * positive and only rises or only falls, the second is mostly positive. Frequency, Re Z and Im Z keep unit null, because
 * nothing states them; the finding says what was assumed.
 */
export function bareSpectrum(
  columns: readonly Column[],
): { columns: Column[]; finding: Finding } | undefined {
  const [frequency, re, im] = columns.map(({ values }) => values);
  if (columns.length !== 3 || columns.some(({ header }) => header !== null && header !== ''))
    return undefined;
  if (!(frequency instanceof Float64Array && re instanceof Float64Array && im instanceof Float64Array))
    return undefined;
  if (frequency.length < FEWEST_ROWS || !isSweep(frequency) || !mostlyPositive(re)) return undefined;
  const isNegated = mostlyPositive(im);
  const named = (name: string, values: Float64Array): Column => {
    return { name, unit: null, header: null, origin: 'measured', values };
  };
  return {
    columns: [
      named('freq', frequency),
      named('zRe', re),
      named('zIm', isNegated ? im.map((value) => -value) : im),
    ],
    finding: {
      severity: 'warning',
      code: 'columns-assumed',
      message: `no headers: taken as frequency, Re Z and ${isNegated ? '−Im Z (most are positive)' : 'Im Z'} of a spectrum`,
    },
  };
}

function isSweep(frequency: Float64Array): boolean {
  const direction = Math.sign(frequency[1]! - frequency[0]!);
  return (
    frequency.every(
      (value, i) => value > 0 && (i === 0 || Math.sign(value - frequency[i - 1]!) === direction),
    ) && direction !== 0
  );
}

function mostlyPositive(values: Float64Array): boolean {
  return 2 * values.filter((value) => value > 0).length > values.length;
}
