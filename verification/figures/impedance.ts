import {
  type CellDescription,
  CellRun,
  type CellStep,
  cellImpedance,
  constantCounter,
  faraday,
  gasConstant,
  lithiationPotential,
  silicon,
} from '@anodelab/models';
import { raceCell, referenceCell } from '../pybamm-cell.ts';
import { readStep } from '../read-step.ts';
import type { MethodFigure } from './method-figure.ts';
import { logSpaced } from './spaced.ts';

type Complex = readonly [re: number, im: number];

/** Impedance of the porous cell against sines in time and against the transmission line. */
export function impedanceFigures(): MethodFigure[] {
  return [sines(), transmissionLine()];
}

function spectrum(cell: CellDescription, frequencies: readonly number[]): Complex[] {
  const run = new CellRun(cell);
  const { real, imaginary } = cellImpedance(run.system, run.state, Float64Array.from(frequencies));
  return frequencies.map((_, k) => [real[k]!, imaginary[k]!] as const);
}

/** Nyquist plot in Ohm cm2. */
function nyquist(label: string, as: 'line' | 'markers', points: readonly Complex[]) {
  return { label, as, x: points.map(([re]) => 1e4 * re), y: points.map(([, im]) => -1e4 * im) };
}

const axes = {
  x: { label: '*Z*′ (Ω cm²)', scale: 'linear' },
  y: { label: '−*Z*″ (Ω cm²)', scale: 'linear' },
  equalScales: true,
  aspect: 0.42,
} as const;

function worst(found: readonly Complex[], expected: readonly Complex[]): number {
  return found.reduce((most, [re, im], k) => {
    const [a, b] = expected[k]!;
    return Math.max(most, Math.hypot(re - a, im - b) / Math.hypot(a, b));
  }, 0);
}

function sines(): MethodFigure {
  const cell = referenceCell({ ...raceCell, x0: 0.5 }, 'DFN', 0.2);
  const few = [1e-2, 3e-2, 0.1, 0.3, 1, 3, 10, 30, 100, 1000];
  const measured = few.map((frequency) => sine(cell, frequency));
  return {
    name: 'impedance-sine',
    page: 'impedance-model',
    title: 'Impedance of the porous cell and its answer to sines in time',
    compared:
      'Porous cell (DFN) at *x* = 0.5 with double layers. Line: the linearised equations, 10 mHz to 10 kHz; markers: the cell run in time under a sine of 0.1 A m⁻², eighth period, from 10 mHz to 1 kHz.',
    outcomes: [{ what: 'Largest |Δ*Z*|/|*Z*|', value: worst(measured, spectrum(cell, few)), bound: 0.01 }],
    panels: [
      {
        ...axes,
        curves: [
          nyquist('linearised', 'line', spectrum(cell, logSpaced(1e-2, 1e4, 121))),
          nyquist('sines in time', 'markers', measured),
        ],
      },
    ],
  };
}

/** Voltage over current of the eighth period, without its drift. */
function sine(cell: CellDescription, frequency: number): Complex {
  const run = new CellRun(cell, { tolerance: 1e-7 });
  const omega = 2 * Math.PI * frequency;
  const amplitude = 0.1; // A/m2
  const step: CellStep = {
    control: {
      quantity: 'current',
      isConstant: false,
      at: (t) => amplitude * Math.sin(omega * t),
      slope: (t) => amplitude * omega * Math.cos(omega * t),
    },
    duration: 8 / frequency,
    stops: [],
  };
  const count = 200;
  const times = Array.from({ length: count + 1 }, (_, n) => (7 + n / count) / frequency);
  const { voltage } = readStep(run, step, times);
  const drift = (voltage[count]! - voltage[0]!) / count;
  let re = 0;
  let im = 0;
  for (let n = 0; n < count; n++) {
    const flat = voltage[n]! - voltage[0]! - drift * n;
    re -= (2 * flat * Math.sin((2 * Math.PI * n) / count)) / count / amplitude;
    im -= (2 * flat * Math.cos((2 * Math.PI * n) / count)) / count / amplitude;
  }
  return [re, im];
}

const LINE = {
  separator: { thickness: 25e-6, porosity: 0.47, bruggeman: 1.5 },
  electrode: { thickness: 60e-6, porosity: 0.4, bruggeman: 1.5, conductivity: 1e9 },
  conductivity: 0.9, // S/m of the free electrolyte
  exchange: 0.3, // A/m2 real
  capacitance: 0.2, // F/m2 real
  film: 0.01, // Ohm m2 real
  areaRatio: 400,
  size: 75e-9,
  diffusivity: 1e-16,
  maximumConcentration: 278000,
  lithiation: 0.5,
  temperature: 298.15,
};

/** A cell whose salt cannot run short: with a transference number of 1 only Ohm's law is left of the electrolyte. */
function saltless(): CellDescription {
  const { areaRatio, size, diffusivity, maximumConcentration, lithiation, temperature } = LINE;
  return {
    level: 'DFN',
    separator: LINE.separator,
    electrode: LINE.electrode,
    electrolyte: {
      name: 'single-ion conductor',
      initialConcentration: 1000,
      properties: (_c, out) => {
        out.fill(0);
        out[0] = LINE.conductivity;
        out[2] = 1e-10;
        out[4] = 1;
        out[6] = 1;
      },
    },
    counter: constantCounter(1e9, 0),
    populations: [
      {
        geometry: 'sphere',
        size,
        diffusivity,
        maximumConcentration,
        areaRatio,
        filmResistance: LINE.film,
        capacitance: LINE.capacitance,
        potential: silicon,
        reaction: (_x, _c, out) => {
          out.fill(0);
          out[0] = LINE.exchange;
        },
        lithiation,
        hysteresis: -1,
      },
    ],
    seriesResistance: 0,
    temperature,
  };
}

function transmissionLine(): MethodFigure {
  const frequencies = logSpaced(1e-2, 1e5, 141);
  const few = frequencies.filter((_, k) => k % 7 === 0);
  const cell = saltless();
  const expected = few.map(deLevie);
  return {
    name: 'impedance-line',
    page: 'impedance-model',
    title: 'Impedance of a porous electrode without salt gradients and the transmission line',
    compared:
      'Porous electrode of 60 µm in a single-ion conductor (*t*₊ = 1), so that only Ohm’s law is left of the electrolyte; 10 mHz to 100 kHz. Line: the linearised equations; markers: de Levie’s line √(*R*_e *Z*_i) coth √(*R*_e/*Z*_i) with film, charge transfer, double layer and the diffusion element of a sphere in *Z*_i.',
    outcomes: [{ what: 'Largest |Δ*Z*|/|*Z*|', value: worst(spectrum(cell, few), expected), bound: 1e-8 }],
    panels: [
      {
        ...axes,
        curves: [
          nyquist('linearised', 'line', spectrum(cell, frequencies)),
          nyquist('transmission line', 'markers', expected),
        ],
      },
    ],
  };
}

/** The same cell as a line of resistors with the particles' impedance between them, Ohm m2. */
function deLevie(frequency: number): Complex {
  const { separator, electrode, conductivity, temperature, lithiation, size, diffusivity } = LINE;
  const omega = 2 * Math.PI * frequency;
  const resistance = (of: typeof separator) => of.thickness / (conductivity * of.porosity ** of.bruggeman);
  const step = 1e-6;
  const slope =
    (lithiationPotential(lithiation + step) - lithiationPotential(lithiation - step)) / (2 * step);
  // tanh psi/(psi - tanh psi), psi = r sqrt(i omega/D)
  const half = size * Math.sqrt(omega / (2 * diffusivity));
  const psi: Complex = [half, half];
  const tangent = tanh(psi);
  const element = divide(tangent, [psi[0] - tangent[0], psi[1] - tangent[1]]);
  const diffusion = (-slope * size) / (faraday * LINE.maximumConcentration * diffusivity);
  const transfer = (gasConstant * temperature) / (faraday * LINE.exchange);
  const faradaic: Complex = [transfer + diffusion * element[0], diffusion * element[1]];
  const inverse = divide([1, 0], faradaic);
  const real = divide([1, 0], [inverse[0], inverse[1] + omega * LINE.capacitance]);
  const interfacial: Complex = [(real[0] + LINE.film) / LINE.areaRatio, real[1] / LINE.areaRatio];
  const along = resistance(electrode);
  const depth = root(divide([along, 0], interfacial));
  const [re, im] = divide(root([along * interfacial[0], along * interfacial[1]]), tanh(depth));
  const foil = (gasConstant * temperature) / (faraday * 1e9);
  return [re + resistance(separator) + foil, im];
}

function divide([a, b]: Complex, [c, d]: Complex): Complex {
  const square = c * c + d * d;
  return [(a * c + b * d) / square, (b * c - a * d) / square];
}

function root([a, b]: Complex): Complex {
  const size = Math.hypot(a, b);
  return [Math.sqrt((size + a) / 2), Math.sign(b) * Math.sqrt((size - a) / 2)];
}

function tanh([a, b]: Complex): Complex {
  const down = Math.exp(-2 * a);
  const whole = 1 + down * down + 2 * down * Math.cos(2 * b);
  return [(1 - down * down) / whole, (2 * down * Math.sin(2 * b)) / whole];
}
