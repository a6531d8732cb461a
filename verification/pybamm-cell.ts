import {
  type CellDescription,
  faraday,
  nyman,
  type PotentialCurve,
  type ReactionLaw,
  saltCounter,
} from '@anodelab/models';

/** Numbers of one case of the reference folder; SI, 1C per geometric area. */
export interface ReferenceCell {
  readonly thickness_m: number;
  readonly porosity: number;
  readonly active: number;
  readonly radius_m: number;
  readonly D_m2_s: number;
  readonly x0: number;
  readonly branch: 'lithiation' | 'delithiation';
  readonly sep_m: number;
  readonly sep_eps: number;
  readonly i1C_A_m2: number;
  readonly rate?: number;
  readonly vmin?: number;
  readonly vmax?: number;
}

/** The cell on which PyBaMM's own times are taken: 30 um of silicon of 150 nm diameter, 1C is 44.7 A/m2. */
export const raceCell: ReferenceCell = {
  thickness_m: 30e-6,
  porosity: 0.5,
  active: 0.2,
  radius_m: 75e-9,
  D_m2_s: 3e-18,
  x0: 0.02,
  branch: 'lithiation',
  sep_m: 25e-6,
  sep_eps: 0.47,
  i1C_A_m2: 44.7,
};

/** Of lithium in silicon, mol/m3. */
export const MAXIMUM = 278000;
/** Verbrugge, Baker and Xiao, J. Electrochem. Soc. 163 (2016) A262, highest power first. */
const LITHIATION = [-96.63, 372.6, -587.6, 489.9, -232.8, 62.99, -9.286, 0.8633];
const DELITHIATION = [-51.02, 161.3, -205.7, 140.2, -58.76, 16.87, -3.792, 0.9937];
// PyBaMM's own term at each end of every potential: A ln(1 + exp(-b (x + c)))
const A = 205.0568622;
const B = 6910.19218;
const C = 7.7e-4;
/** Beyond this the end term is below 1e-14 V. */
const END = 6e-3;

const lithiation: PotentialCurve = (x, out) => {
  polynomial(LITHIATION, x, out);
  const a = 1e-4 / x;
  const b = 1e-4 / (1 - x);
  out[0]! += a - b;
  out[1]! -= a / x + b / (1 - x);
  addEnds(x, out);
};

const delithiation: PotentialCurve = (x, out) => {
  polynomial(DELITHIATION, x, out);
  addEnds(x, out);
};

function polynomial(powers: readonly number[], x: number, out: Float64Array): void {
  let value = 0;
  let slope = 0;
  for (let n = 0; n < powers.length; n++) {
    slope = slope * x + value;
    value = value * x + powers[n]!;
  }
  out[0] = value;
  out[1] = slope;
}

function addEnds(x: number, out: Float64Array): void {
  if (x < END) addEnd(x, 1, out);
  else if (1 - x < END) addEnd(1 - x, -1, out);
}

/** `from` the end: upwards where lithium runs out, downwards where room does. */
function addEnd(from: number, sign: 1 | -1, out: Float64Array): void {
  const e = Math.exp(-B * (from + C));
  out[0]! += sign * A * Math.log1p(e);
  out[1]! -= (A * B * e) / (1 + e);
}

/** A/m2 at c = c0 and both roots 1. */
const PEAK = ((6.48e-7 * 28700) / 278000) * Math.sqrt(1000) * MAXIMUM;
/** Square of the width within which PyBaMM's roots become lines. */
const SMOOTH = 1e-6;

/** PEAK p(c/c0) p(x) p(1 - x) with p(y) = y (y^2 + 1e-6)^(-1/4). */
const reaction: ReactionLaw = (x, c, out) => {
  const r = c / 1000;
  const y = 1 - x;
  const r2 = r * r + SMOOTH;
  const x2 = x * x + SMOOTH;
  const y2 = y * y + SMOOTH;
  const scale = PEAK / Math.sqrt(Math.sqrt(r2 * x2 * y2));
  out[0] = scale * r * x * y;
  out[1] = scale * r * ((1 - (x * x) / (2 * x2)) * y - x * (1 - (y * y) / (2 * y2)));
  out[2] = (scale * (1 - (r * r) / (2 * r2)) * x * y) / 1000;
};

/**
 * A cell of the reference folder, by the equations of its README. PyBaMM's end terms and regularised roots belong to
 * these laws, not to the solver.
 *
 * @param capacitance - of both double layers, F/m2
 */
export function referenceCell(
  cell: ReferenceCell,
  level: CellDescription['level'],
  capacitance = 0,
): CellDescription {
  const branch = cell.branch === 'lithiation' ? lithiation : delithiation;
  return {
    level,
    separator: { thickness: cell.sep_m, porosity: cell.sep_eps, bruggeman: 1.5 },
    electrode: {
      thickness: cell.thickness_m,
      porosity: cell.porosity,
      bruggeman: 1.5,
      conductivity: 33 * (1 - cell.porosity) ** 1.5,
    },
    electrolyte: nyman(),
    counter: saltCounter(3.5e-8, capacitance),
    populations: [
      {
        geometry: 'sphere',
        size: cell.radius_m,
        diffusivity: cell.D_m2_s,
        maximumConcentration: MAXIMUM,
        areaRatio: ((3 * cell.active) / cell.radius_m) * cell.thickness_m,
        filmResistance: 0,
        capacitance,
        potential: { lithiation: branch, delithiation: branch },
        reaction,
        lithiation: cell.x0,
        hysteresis: -1,
      },
    ],
    seriesResistance: 0,
    temperature: 298.15,
  };
}

/** Charge that the silicon of a cell takes from empty to full, C per geometric m2. */
export function referenceCapacity({ active, thickness_m }: ReferenceCell): number {
  return active * thickness_m * MAXIMUM * faraday;
}
