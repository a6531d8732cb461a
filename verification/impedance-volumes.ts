import {
  type CellDescription,
  CellRun,
  cellImpedance,
  diffusionElement,
  faraday,
  gasConstant,
} from '@anodelab/models';
import { type Check, check } from './check.ts';
import { raceCell, referenceCell } from './pybamm-cell.ts';

type Complex = readonly [re: number, im: number];
const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
const times = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const over = (a: Complex, b: Complex): Complex => {
  const square = b[0] * b[0] + b[1] * b[1];
  return [(a[0] * b[0] + a[1] * b[1]) / square, (a[1] * b[0] - a[0] * b[1]) / square];
};
const real = (value: number): Complex => [value, 0];

/** Volumes of a region; they grow from both of its ends by this factor. */
const CELLS = 160;
const GROWTH = 1.05;
/** Unknowns beside the diagonal: salt and potential of the electrolyte, potential of the solid, of the neighbours. */
const BAND = 5;

/**
 * Layers in closed form against a few hundred finite volumes of the same cell at rest, one complex banded elimination
 * for each frequency: a cell of the race, a thick dense one of low conductivity with a film, and a thin one without double layer.
 */
export function impedanceByVolumesChecks(): Check[] {
  const race = referenceCell({ ...raceCell, x0: 0.5 }, 'DFN', 0.2);
  const thick = referenceCell(
    { ...raceCell, x0: 0.2, thickness_m: 110e-6, porosity: 0.33, sep_m: 60e-6 },
    'DFN',
    0.1,
  );
  const thin = referenceCell({ ...raceCell, x0: 0.8, thickness_m: 12e-6, radius_m: 4e-7 }, 'DFN', 0);
  const resistive: CellDescription = {
    ...thick,
    electrode: { ...thick.electrode, conductivity: 1 },
    populations: thick.populations.map((population) => ({ ...population, filmResistance: 0.05 })),
    seriesResistance: 1e-4,
  };
  const frequencies = Float64Array.from({ length: 15 }, (_, k) => 10 ** (5 - k / 2));
  return Object.entries({ race, resistive, thin }).map(([name, cell]) => {
    const { system, state } = new CellRun(cell);
    const found = cellImpedance(system, state, frequencies);
    const worst = frequencies.reduce((most, frequency, k) => {
      const [re, im] = impedanceByVolumes(cell, 2 * Math.PI * frequency);
      return Math.max(most, Math.hypot(found.real[k]! - re, found.imaginary[k]! - im) / Math.hypot(re, im));
    }, 0);
    return check(
      `V16/volumes/${name}`,
      'porous electrode, largest |dZ|/|Z| from 10 mHz to 100 kHz',
      `${CELLS} + ${CELLS} finite volumes`,
      0,
      worst,
      2e-4,
    );
  });
}

/** Positions of the nodes of a region from `start` on, the last one included. */
function nodesOf(start: number, thickness: number): number[] {
  const widths = Array.from({ length: CELLS }, (_, n) => GROWTH ** Math.min(n, CELLS - 1 - n));
  const sum = widths.reduce((total, width) => total + width, 0);
  let at = start;
  return widths.map((width) => (at += (thickness * width) / sum));
}

/** Impedance of a cell at rest with one population, Ohm m2. */
export function impedanceByVolumes(cell: CellDescription, omega: number): Complex {
  const { separator, electrode, electrolyte, counter, seriesResistance } = cell;
  const nodes = [0, ...nodesOf(0, separator.thickness), ...nodesOf(separator.thickness, electrode.thickness)];
  const count = nodes.length;
  const c = electrolyte.initialConcentration;
  const p = new Float64Array(8);
  electrolyte.properties(c, p);
  const [kappa, , diffusivity, , transference, , factor] = p as unknown as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const thermal = (gasConstant * cell.temperature) / faraday;
  const lever = (2 * thermal * (1 - transference) * factor) / c;
  const { reaction, total } = surface(cell, omega, thermal);
  const pair = new Float64Array(3);
  counter.exchange(c, pair);
  const foil = pair[0]! / thermal;

  // unknowns: salt, potential of the electrolyte, of the solid at 3 n, 3 n + 1, 3 n + 2
  const width = 2 * BAND + 1;
  const rows: Complex[][] = Array.from({ length: 3 * count }, () =>
    Array.from({ length: width }, () => real(0)),
  );
  const right: Complex[] = rows.map(() => real(0));
  const put = (row: number, column: number, value: Complex) => {
    const at = column - row + BAND;
    rows[row]![at] = add(rows[row]![at]!, value);
  };
  for (let n = 0; n < count; n++) {
    if (n < CELLS) put(3 * n + 2, 3 * n + 2, real(1)); // no solid in the separator
    for (const side of [n, n + 1]) {
      if (side < 1 || side >= count) continue;
      // half of the segment between nodes side - 1 and side belongs to node n
      const inElectrode = side > CELLS;
      const region = inElectrode ? electrode : separator;
      const length = nodes[side]! - nodes[side - 1]!;
      const tortuous = region.porosity ** region.bruggeman;
      put(3 * n, 3 * n, [0, (omega * region.porosity * length) / 2]);
      const other = side === n ? n - 1 : n + 1;
      const ohmic = (kappa * tortuous) / length;
      // ionic current out of the node: ohmic ((phi_n - phi_o) - lever (c_n - c_o)); salt with it
      for (const [at, sign] of [
        [n, 1],
        [other, -1],
      ] as const) {
        put(3 * n + 1, 3 * at + 1, real(sign * ohmic));
        put(3 * n + 1, 3 * at, real(-sign * ohmic * lever));
        put(3 * n, 3 * at + 1, real((sign * transference * ohmic) / faraday));
        put(
          3 * n,
          3 * at,
          real(sign * ((diffusivity * tortuous) / length - (transference * ohmic * lever) / faraday)),
        );
        if (inElectrode) put(3 * n + 2, 3 * at + 2, real((sign * electrode.conductivity) / length));
      }
      if (!inElectrode) continue;
      // a potential of the solid above the electrolyte's draws current out of the particles: total, reaction < 0
      const share = length / 2 / electrode.thickness;
      for (const [column, sign] of [
        [3 * n + 2, 1],
        [3 * n + 1, -1],
      ] as const) {
        put(3 * n + 1, column, times(real(sign * share), total));
        put(3 * n + 2, column, times(real(-sign * share), total));
        put(3 * n, column, times(real((sign * share) / faraday), reaction));
      }
    }
  }
  // a unit current: out of the solid at the collector, into the electrolyte at the foil, whose potential it sets
  const admittance: Complex = [foil, omega * counter.capacitance];
  rows[1]!.fill(real(0));
  put(1, 1, real(1));
  right[1] = over(real(-1), admittance);
  right[0] = times(real(foil / faraday), over(real(1), admittance));
  right[3 * count - 1] = real(-1);
  const solution = solveBand(rows, right);
  return add(real(seriesResistance), times(real(-1), solution[3 * count - 1]!));
}

/** Current into the particles of a whole electrode per potential, and what of it reacts; both negative at rest. */
function surface(cell: CellDescription, omega: number, thermal: number) {
  const [population] = cell.populations;
  const { size, maximumConcentration, areaRatio, capacitance, filmResistance, lithiation } = population!;
  const d = population!.diffusivity as number;
  const numbers = new Float64Array(3);
  population!.potential.lithiation(lithiation, numbers);
  const scale = (-numbers[1]! * size) / (faraday * maximumConcentration * d);
  population!.reaction(lithiation, cell.electrolyte.initialConcentration, numbers);
  const element = new Float64Array(2);
  diffusionElement(population!.geometry, size * Math.sqrt(omega / (2 * d)), element);
  const faradaic: Complex = [thermal / numbers[0]! + scale * element[0]!, scale * element[1]!];
  const inner = add(over(real(1), faradaic), [0, omega * capacitance]);
  const outer = over(real(1), add(over(real(1), inner), real(filmResistance)));
  const reacts = over(over(real(1), faradaic), inner);
  return { total: times(real(-areaRatio), outer), reaction: times(real(-areaRatio), times(outer, reacts)) };
}

/** Gaussian elimination in the band; the balances dominate their diagonals well enough without pivots. */
function solveBand(rows: Complex[][], right: Complex[]): readonly Complex[] {
  const { length } = rows;
  for (let k = 0; k < length; k++) {
    for (let r = k + 1; r <= Math.min(length - 1, k + BAND); r++) {
      const low = rows[r]![k - r + BAND]!;
      if (low[0] === 0 && low[1] === 0) continue;
      const scaled = over(low, rows[k]![BAND]!);
      const minus: Complex = [-scaled[0], -scaled[1]];
      for (let column = k; column <= Math.min(length - 1, k + BAND); column++) {
        const at = column - r + BAND;
        rows[r]![at] = add(rows[r]![at]!, times(minus, rows[k]![column - k + BAND]!));
      }
      right[r] = add(right[r]!, times(minus, right[k]!));
    }
  }
  for (let k = length - 1; k >= 0; k--) {
    let sum = right[k]!;
    for (let column = k + 1; column <= Math.min(length - 1, k + BAND); column++) {
      sum = add(sum, times(times(real(-1), rows[k]![column - k + BAND]!), right[column]!));
    }
    right[k] = over(sum, rows[k]![BAND]!);
  }
  return right;
}
