import { exposed, fastestConversion, kissingerPeak } from '../furnace.ts';
import type { MethodFigure } from './method-figure.ts';
import { farthest, logSpaced } from './spaced.ts';

const GAS_CONSTANT = 8.314463; // J/(mol K)
const CELSIUS = 273.15;
const pool = { mean: 300.4e3, spread: 15e3 };

/** Conversions against the integral over activation energies, and the fastest conversion against Kissinger's equation. */
export function carbonisationFigures(): MethodFigure[] {
  return [isothermal(), kissinger()];
}

/** 1 - <exp(-k(E) t)> at constant temperature, by the trapezoid rule over eight spreads in 4000 parts. */
function exact(temperature: number, time: number): number {
  const parts = 4000;
  let left = 0;
  for (let n = 0; n <= parts; n++) {
    const z = -8 + (16 * n) / parts;
    const rate = 1e13 * Math.exp(-(pool.mean + z * pool.spread) / (GAS_CONSTANT * temperature));
    left += ((16 / parts) * Math.exp((-z * z) / 2 - rate * time)) / Math.sqrt(2 * Math.PI);
  }
  return 1 - left;
}

function isothermal(): MethodFigure {
  const times = logSpaced(1, 1e4, 81);
  const few = times.filter((_, n) => n % 5 === 0);
  const cases = [750, 800, 850].map((celsius) => {
    const temperature = celsius + CELSIUS;
    const found = exposed([pool], () => temperature, [0, ...times]).slice(1);
    return { label: `${celsius} °C`, found, expected: few.map((t) => exact(temperature, t)) };
  });
  return {
    name: 'carbonisation-isothermal',
    page: 'carbonisation',
    title: 'Conversion at constant temperature equals the integral over activation energies',
    compared:
      'Conversion of the condensing pool (300.4 ± 15 kJ/mol) at constant temperature. Lines: 31 Gauss-Hermite nodes, their exposures interpolated between sixteen followed energies; markers: 3.1 by the trapezoid rule over 4000 energies.',
    outcomes: [
      {
        what: 'Largest difference',
        value: Math.max(
          ...cases.map(({ found, expected }) =>
            farthest(
              found.filter((_, n) => n % 5 === 0),
              expected,
            ),
          ),
        ),
        bound: 1e-3,
      },
    ],
    panels: [
      {
        x: { label: 'Time (s)', scale: 'log' },
        y: { label: 'Conversion *α*₃', scale: 'linear' },
        curves: cases.flatMap(({ label, found, expected }) => [
          { label, as: 'line', x: times, y: found } as const,
          { label, as: 'markers', x: few, y: expected } as const,
        ]),
      },
    ],
  };
}

function kissinger(): MethodFigure {
  const rates = logSpaced(1, 100, 9); // K/min
  const line = logSpaced(1, 100, 60);
  const cases = [140, 150, 160].map((energy) => ({
    label: `${energy} kJ/mol`,
    found: rates.map((rate) => fastestConversion(energy * 1e3, rate / 60)),
    expected: rates.map((rate) => kissingerPeak(energy * 1e3, rate / 60)),
    law: line.map((rate) => kissingerPeak(energy * 1e3, rate / 60) - CELSIUS),
  }));
  return {
    name: 'carbonisation-kissinger',
    page: 'carbonisation',
    title: "Temperatures of fastest conversion follow Kissinger's equation",
    compared:
      'Temperature at which a reaction of one activation energy (10¹³ s⁻¹) is fastest while it is heated. Markers: steepest conversion of the followed history; dashed: Kissinger’s equation.',
    outcomes: [
      {
        what: 'Largest difference',
        value: Math.max(...cases.map(({ found, expected }) => farthest(found, expected))),
        bound: 0.05,
        unit: 'K',
      },
    ],
    panels: [
      {
        x: { label: 'Heating rate (K min⁻¹)', scale: 'log' },
        y: { label: 'Fastest at (°C)', scale: 'linear' },
        curves: cases.flatMap(({ label, found, law }) => [
          { label: 'Kissinger', as: 'law', x: line, y: law } as const,
          { label, as: 'markers', x: rates, y: found.map((T) => T - CELSIUS) } as const,
        ]),
      },
    ],
  };
}
