import { describe, expect, it } from 'vitest';
import { faraday, gasConstant } from '../constants.ts';
import type { CellDescription, PopulationDescription } from '../porous-cell/cell-description.ts';
import { CellRun } from '../porous-cell/cell-run.ts';
import { hold } from '../porous-cell/control.ts';
import { landesfeind } from '../porous-cell/electrolyte.ts';
import { constantCounter } from '../porous-cell/foil.ts';
import { madeCell } from '../porous-cell/testing/made-cell.ts';
import { type CellImpedance, cellImpedance } from './cell-impedance.ts';
import { diffusionElement } from './diffusion-element.ts';

const levels = ['SPM', 'SPMe', 'DFN'] as const;
const frequencies = Float64Array.from({ length: 22 }, (_, k) => 10 ** (5 - k / 3));
const all: Partial<PopulationDescription> = { filmResistance: 0.01, capacitance: 0.1, lithiation: 0.4 };

/** Resolves the depth of the sines along the radius too. */
const fine = { separator: [5], electrode: [8], radial: 20 };

/** Impedance at the state of a run from the voltages of two runs on, with a small sine and with its negative. */
function bySine(start: () => CellRun, frequency: number): readonly [re: number, im: number] {
  const omega = 2 * Math.PI * frequency;
  const amplitude = 0.5;
  const periods = 8;
  const count = 400;
  const readings = [1, -1].map((sign) => {
    const run = start();
    const began = run.time;
    const mean = run.current;
    const voltages: number[] = [];
    const step = {
      control: {
        quantity: 'current' as const,
        isConstant: false,
        at: (t: number) => mean + sign * amplitude * Math.sin(omega * t),
        slope: (t: number) => sign * amplitude * omega * Math.cos(omega * t),
      },
      duration: periods / frequency,
      stops: [],
    };
    run.run(step, (part) => {
      for (;;) {
        const t = began + (periods - 1 + voltages.length / count) / frequency;
        if (voltages.length === count || t > part.to || t < part.from) break;
        voltages.push(part.voltageAt(t));
      }
    });
    expect(voltages).toHaveLength(count);
    return [...voltages, run.voltage];
  });
  // what the mean current does is even; what is left of the sine's beginning is a drift
  const odd = readings[0]!.map((v, n) => (v - readings[1]![n]!) / 2);
  let re = 0;
  let im = 0;
  for (let n = 0; n < count; n++) {
    const v = odd[n]! - (n / count) * (odd[count]! - odd[0]!) - odd[0]!;
    re -= (2 * v * Math.sin((2 * Math.PI * n) / count)) / count / amplitude;
    im -= (2 * v * Math.cos((2 * Math.PI * n) / count)) / count / amplitude;
  }
  return [re, im];
}

function largestDifference(found: CellImpedance, other: CellImpedance): number {
  return found.real.reduce((most, re, k) => {
    const distance = Math.hypot(re - other.real[k]!, found.imaginary[k]! - other.imaginary[k]!);
    return Math.max(most, distance / Math.hypot(other.real[k]!, other.imaginary[k]!));
  }, 0);
}

describe.each(levels)('the impedance of %s', (level) => {
  it.each([
    ['at rest', 0, 0.02],
    ['under a current', 44.7, 0.5],
  ])('%s is what a small sine in time draws', (_, current, frequency) => {
    const start = (further = 0) => {
      const run = new CellRun(madeCell(level, {}, all), { tolerance: 1e-6, mesh: fine });
      run.run({ control: hold('current', current), duration: 300 + further, stops: [] });
      return run;
    };
    // as it is in the middle of the period that is read
    const { system, state } = start(7.5 / frequency);
    const z = cellImpedance(system, state, Float64Array.of(frequency));
    const [re, im] = bySine(start, frequency);
    const size = Math.hypot(z.real[0]!, z.imaginary[0]!);
    expect(Math.hypot(re - z.real[0]!, im - z.imaginary[0]!) / size).toBeLessThan(2e-3);
  });

  it.each([0, 44.7, 150])('does not change with four times the layers after 60 s at %d A/m2', (current) => {
    const cell: Partial<CellDescription> = {
      electrolyte: landesfeind(),
      counter: constantCounter(20, 0.1),
      separator: { thickness: 60e-6, porosity: 0.5, bruggeman: 1.5 },
      electrode: { thickness: 80e-6, porosity: 0.35, bruggeman: 1.5, conductivity: 2 },
    };
    const run = new CellRun(madeCell(level, cell, { ...all, areaRatio: 600 }));
    run.run({ control: hold('current', current), duration: 60, stops: [] });
    const found = cellImpedance(run.system, run.state, frequencies);
    const finer = cellImpedance(run.system, run.state, frequencies, { refinement: 4 });
    expect(largestDifference(found, finer)).toBeLessThan(1e-3);
    if (current === 0) expect(largestDifference(found, finer)).toBeLessThan(1e-10);
  });
});

it('of a single particle is its circuit, with constant-phase elements', () => {
  const cell = madeCell(
    'SPM',
    { seriesResistance: 1e-4 },
    { ...all, capacitance: 0.1, filmResistance: 0.05 },
  );
  const { system, state } = new CellRun(cell);
  const [population] = cell.populations;
  const { size, areaRatio, maximumConcentration, potential, reaction } = population!;
  const numbers = new Float64Array(3);
  potential.lithiation(0.4, numbers);
  const slope = numbers[1]!;
  reaction(0.4, 1000, numbers);
  const thermal = (gasConstant * 298.15) / faraday;
  const found = cellImpedance(system, state, frequencies, { exponent: 0.9, filmCapacitance: 0.01 });
  const element = new Float64Array(2);
  frequencies.forEach((frequency, k) => {
    const omega = 2 * Math.PI * frequency;
    diffusionElement('sphere', size * Math.sqrt(omega / 6e-18), element);
    const scale = (-slope * size) / (faraday * maximumConcentration * 3e-18);
    const phase = [Math.cos(0.45 * Math.PI), Math.sin(0.45 * Math.PI)].map((part) => part * omega ** 0.9);
    const parallel = (re: number, im: number, capacitance: number) => {
      const square = re * re + im * im;
      const g = [re / square + capacitance * phase[0]!, -im / square + capacitance * phase[1]!] as const;
      const size2 = g[0] * g[0] + g[1] * g[1];
      return [g[0] / size2, -g[1] / size2] as const;
    };
    const surface = parallel(thermal / numbers[0]! + scale * element[0]!, scale * element[1]!, 0.1);
    const film = parallel(0.05, 0, 0.01);
    expect(found.real[k]! / ((surface[0] + film[0]) / areaRatio + thermal / 20 + 1e-4)).toBeCloseTo(1, 8);
    expect(found.imaginary[k]! / ((surface[1] + film[1]) / areaRatio)).toBeCloseTo(1, 8);
  });
});

it('of a porous electrode without salt effects is the transmission line', () => {
  // salt that diffuses at once: two conductors with the surface between them
  const plain = madeCell('DFN').electrolyte;
  const electrolyte = {
    ...plain,
    properties: (c: number, out: Float64Array) => {
      plain.properties(c, out);
      out[2] = 1e3; // m2/s
      out[3] = 0;
    },
  };
  const cell = madeCell('DFN', { electrolyte }, all);
  const { system, state } = new CellRun(cell);
  const z = cellImpedance(system, state, frequencies);
  const { electrode, separator } = cell;
  const numbers = new Float64Array(8);
  electrolyte.properties(1000, numbers);
  const kappa = numbers[0]! * electrode.porosity ** 1.5;
  const particle = new CellRun(madeCell('SPM', { counter: constantCounter(1e12, 0) }, all));
  const surface = cellImpedance(particle.system, particle.state, frequencies);
  const ohmic =
    separator.thickness / (numbers[0]! * separator.porosity ** 1.5) + (gasConstant * 298.15) / faraday / 20;
  frequencies.forEach((_, k) => {
    // L/(kappa + sigma) (1 + (2 + (sigma/kappa + kappa/sigma) cosh n)/(n sinh n)), n^2 = L (1/kappa + 1/sigma)/Z
    const { thickness: length, conductivity: sigma } = electrode;
    const [re, im] = [surface.real[k]!, surface.imaginary[k]!];
    const square = (length * (1 / kappa + 1 / sigma)) / Math.hypot(re, im);
    const n = complexSqrt(square * Math.cos(Math.atan2(-im, re)), square * Math.sin(Math.atan2(-im, re)));
    const cosh = [Math.cosh(n[0]) * Math.cos(n[1]), Math.sinh(n[0]) * Math.sin(n[1])] as const;
    const sinh = [Math.sinh(n[0]) * Math.cos(n[1]), Math.cosh(n[0]) * Math.sin(n[1])] as const;
    const down = [n[0] * sinh[0] - n[1] * sinh[1], n[0] * sinh[1] + n[1] * sinh[0]] as const;
    const mixed = sigma / kappa + kappa / sigma;
    const top = [2 + mixed * cosh[0], mixed * cosh[1]] as const;
    const down2 = down[0] ** 2 + down[1] ** 2;
    const scale = length / (kappa + sigma);
    const line = [
      scale * (1 + (top[0] * down[0] + top[1] * down[1]) / down2),
      (scale * (top[1] * down[0] - top[0] * down[1])) / down2,
    ] as const;
    const size = Math.hypot(...line);
    expect(Math.abs(z.real[k]! - ohmic - line[0]) / size).toBeLessThan(1e-5);
    expect(Math.abs(z.imaginary[k]! - line[1]) / size).toBeLessThan(1e-5);
  });
});

it('of two equal populations is that of one with twice the area', () => {
  for (const level of levels) {
    const one = new CellRun(madeCell(level, {}, all));
    const [population] = madeCell(level, {}, { ...all, areaRatio: 120 }).populations;
    const two = new CellRun({ ...madeCell(level), populations: [population!, population!] });
    const z = cellImpedance(one.system, one.state, frequencies);
    expect(largestDifference(cellImpedance(two.system, two.state, frequencies), z)).toBeLessThan(1e-12);
  }
});

function complexSqrt(re: number, im: number): readonly [number, number] {
  const size = Math.sqrt(Math.hypot(re, im));
  const angle = Math.atan2(im, re) / 2;
  return [size * Math.cos(angle), size * Math.sin(angle)];
}
