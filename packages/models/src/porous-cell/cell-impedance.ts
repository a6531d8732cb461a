import { faraday } from '../constants.ts';
import { diffusionElement } from '../particle/impedance.ts';
import type { CellMesh } from './cell-description.ts';
import { DfnSystem } from './dfn-system.ts';
import { CONDUCTIVITY, DIFFUSIVITY } from './electrolyte.ts';
import { remesh } from './remesh.ts';
import type { CellSystem, ReactionSite, SmallSignal } from './cell-system.ts';

/** What an impedance has beyond the time-dependent model; the defaults are that model. */
export interface CellImpedanceOptions {
  /** Of shell and interphase, F s^(exponent - 1) per m2 real; default 0. */
  readonly filmCapacitance?: number;
  /** Of the constant-phase elements that stand for film and double layer; default 1, capacitors. */
  readonly exponent?: number;
  /** Multiplies the degrees of the mesh across the cell, to see how far it has converged; default 1. */
  readonly refinement?: number;
}

/** Ohm per geometric m2; a capacitive imaginary part is negative. Shape (frequencies). */
export interface CellImpedance {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * Impedance of the whole linearised cell at a state, at rest or under current (docs/methods/impedance-model.md). Diffusion in the
 * particles is the exact solution, so that the mesh matters for electrolyte and potentials only.
 *
 * @param frequencies - Hz, positive
 * @throws {RangeError} where the electrolyte is used up, so that there is nothing to linearise
 */
export function cellImpedance(
  system: CellSystem,
  y: Float64Array,
  frequencies: Float64Array,
  options: CellImpedanceOptions = {},
): CellImpedance {
  const real = new Float64Array(frequencies.length);
  const imaginary = new Float64Array(frequencies.length);
  const all = Array.from(frequencies, (_, f) => f);
  if (!(system instanceof DfnSystem)) solveBand(system, y, frequencies, all, options, { real, imaginary });
  else {
    const [slow, fast, layer] = borders(system, y, frequencies);
    const { refinement = 1 } = options;
    for (const [mesh, band] of [
      [SLOW_MESH, all.filter((f) => frequencies[f]! < slow)],
      [MEDIUM_MESH, all.filter((f) => frequencies[f]! >= slow && frequencies[f]! < fast)],
      [fastMesh(system, layer), all.filter((f) => frequencies[f]! >= Math.max(slow, fast))],
    ] as const) {
      if (band.length === 0) continue;
      const finer = (degrees: readonly number[]) => degrees.map((degree) => degree * refinement);
      const there = remesh(system, y, {
        ...mesh,
        separator: finer(mesh.separator),
        electrode: finer(mesh.electrode),
      });
      solveBand(there.system, there.y, frequencies, band, options, { real, imaginary });
    }
  }
  return { real, imaginary };
}

/**
 * Where salt has time to cross the separator; where its layers are thin. Within 1e-3 of a four times finer mesh on
 * ordinary cells (docs/methods/porous-cell.md).
 */
const SLOW_MESH = { separator: [5], electrode: [6], radial: 2 };
const MEDIUM_MESH = { separator: [12], electrode: [8], radial: 2 };
/** An element at the electrode's front is so many times as thick as a signal goes into it, the next one so many times more. */
const LAYER = 5;
const GROWTH = 6;

/** Where the current enters only the electrode's front: elements that grow from one that holds what it reaches, m. */
function fastMesh({ description }: DfnSystem, depth: number): CellMesh {
  const { thickness } = description.electrode;
  const electrodeShares: number[] = [];
  let left = thickness;
  for (let next = LAYER * depth; left > 2.5 * next; next *= GROWTH) {
    electrodeShares.push(next / thickness);
    left -= next;
  }
  electrodeShares.push(left / thickness);
  const electrode = electrodeShares.length === 1 ? [12] : electrodeShares.map(() => 6);
  return { separator: [10], electrode, electrodeShares, radial: 2 };
}

/**
 * Hz at which salt diffuses through a quarter of the separator, and at which a signal enters the electrode to a
 * tenth of its thickness; depth to which one of the highest frequency enters, m: sqrt(kappa / (omega a C)).
 */
function borders(
  system: DfnSystem,
  y: Float64Array,
  frequencies: Float64Array,
): readonly [slow: number, fast: number, depth: number] {
  const { electrode, separator, electrolyte, populations } = system.description;
  const properties = new Float64Array(8);
  electrolyte.properties(y[2 + system.mesh.electrodeStart]!, properties);
  const diffusivity = properties[DIFFUSIVITY]! * separator.porosity ** (separator.bruggeman - 1);
  const kappa = properties[CONDUCTIVITY]! * electrode.porosity ** electrode.bruggeman;
  const storage = populations.reduce((sum, p) => sum + p.areaRatio * Math.max(p.capacitance, 1e-3), 0);
  const highest = frequencies.reduce((most, f) => Math.max(most, f), 0);
  const depthAt = (f: number) => Math.sqrt((kappa * electrode.thickness) / (storage * 2 * Math.PI * f));
  return [
    diffusivity / (separator.thickness / 4) ** 2 / (2 * Math.PI),
    highest * (depthAt(highest) / (electrode.thickness / 10)) ** 2,
    Math.max(depthAt(highest), 1e-3 * electrode.thickness),
  ];
}

function solveBand(
  system: CellSystem,
  y: Float64Array,
  frequencies: Float64Array,
  band: readonly number[],
  options: CellImpedanceOptions,
  { real, imaginary }: CellImpedance,
): void {
  const cell = system.smallSignal(y);
  if (cell === undefined) throw new RangeError('impedance: the electrolyte is used up somewhere in the cell');
  const reduced = reduce(cell);
  const sites = cell.sites.map((site) => siteOf(site, y, reduced.place));
  const { count } = reduced;
  const re = new Float64Array(count * (count + 1));
  const im = new Float64Array(count * (count + 1));
  const z = new Float64Array(2);
  const response = new Float64Array(8);
  for (const f of band) {
    const omega = 2 * Math.PI * frequencies[f]!;
    re.set(reduced.rows);
    im.fill(0);
    for (let n = 0; n < count; n++) im[n * (count + 1) + n] = omega * reduced.mass[n]!;
    for (const site of sites) {
      respond(site, omega, options, response);
      enter(site, response, re, im, count);
    }
    solveComplex(re, im, count, reduced.separate);
    z[0] = reduced.direct;
    z[1] = 0;
    for (let n = 0; n < count; n++) {
      z[0]! += reduced.voltage[n]! * re[n * (count + 1) + count]!;
      z[1]! += reduced.voltage[n]! * im[n * (count + 1) + count]!;
    }
    real[f] = -z[0]!;
    imaginary[f] = -z[1]!;
  }
}

/** The rows that change with frequency, after the others have been eliminated once, in real numbers. */
interface Reduced {
  readonly count: number;
  /** Each row with its right-hand side for unit current behind. */
  readonly rows: Float64Array;
  readonly mass: Float64Array;
  /** Voltage per unknown left, and per unit current without them. */
  readonly voltage: Float64Array;
  readonly direct: number;
  /** Place among the rows left, by place in the cell. */
  readonly place: Int32Array;
  /** So many of the first unknowns are tied to each other and the next one only. */
  readonly separate: number;
}

function reduce(cell: SmallSignal): Reduced {
  const { size, matrix, sites } = cell;
  const dynamic = new Uint8Array(size);
  cell.mass.forEach((mass, n) => {
    if (mass !== 0) dynamic[n] = 1;
  });
  for (const site of sites) dynamic[site.potential] = 1;
  const place = new Int32Array(size).fill(-1);
  const left: number[] = [];
  const fixed: number[] = [];
  for (const n of cell.separate) if (dynamic[n] === 1) left.push(n);
  const separate = left.length;
  for (let n = 0; n < size; n++) {
    if (dynamic[n] === 0) fixed.push(n);
    else if (!left.includes(n)) left.push(n);
  }
  left.forEach((n, at) => {
    place[n] = at;
  });
  // rows: fixed first; columns: fixed, then left, then the right-hand side; one more row for the voltage
  const order = [...fixed, ...left];
  const width = size + 1;
  const work = new Float64Array((size + 1) * width);
  order.forEach((row, r) => {
    order.forEach((column, c) => {
      work[r * width + c] = matrix[row * size + column]!;
    });
    if (row === cell.current) work[r * width + size] = 1;
  });
  order.forEach((column, c) => {
    work[size * width + c] = -cell.voltage[column]!;
  });
  for (let k = 0; k < fixed.length; k++) {
    let pivot = k;
    for (let r = k; r < fixed.length; r++) {
      if (Math.abs(work[r * width + k]!) > Math.abs(work[pivot * width + k]!)) pivot = r;
    }
    for (let c = 0; c < width; c++) {
      const swapped = work[k * width + c]!;
      work[k * width + c] = work[pivot * width + c]!;
      work[pivot * width + c] = swapped;
    }
    for (let r = k + 1; r <= size; r++) {
      const factor = work[r * width + k]! / work[k * width + k]!;
      if (factor === 0) continue;
      for (let c = k; c < width; c++) work[r * width + c]! -= factor * work[k * width + c]!;
    }
  }
  const count = left.length;
  const rows = new Float64Array(count * (count + 1));
  for (let r = 0; r < count; r++) {
    for (let c = 0; c <= count; c++) {
      rows[r * (count + 1) + c] = work[(fixed.length + r) * width + fixed.length + c]!;
    }
  }
  return {
    count,
    rows,
    mass: Float64Array.from(left, (n) => cell.mass[n] ?? 0),
    voltage: Float64Array.from(left, (_, c) => -work[size * width + fixed.length + c]!),
    direct: work[size * width + size]!,
    place,
    separate,
  };
}

/** A reaction site with its numbers at the state. */
interface Site {
  readonly area: number;
  readonly potential: number;
  readonly salts: Int32Array;
  readonly saltWeights: Float64Array;
  readonly geometry: 'sphere' | 'plane';
  /** size / (F c_max D), and size / sqrt(2 D). */
  readonly diffusionScale: number;
  readonly depth: number;
  readonly transfer: number;
  readonly surfaceDrop: number;
  readonly saltDrop: number;
  readonly film: number;
  readonly capacitance: number;
}

function siteOf(site: ReactionSite, y: Float64Array, place: Int32Array): Site {
  const { population, node, concentration } = site;
  const { geometry, size, maximumConcentration, capacitance } = population.description;
  const numbers = new Float64Array(3);
  population.smallSignal(y, node, concentration, numbers);
  const d = population.diffusivityAt(y, node);
  return {
    area: site.area,
    potential: place[site.potential]!,
    salts: site.salts.map((n) => place[n]!),
    saltWeights: site.saltWeights,
    geometry,
    diffusionScale: size / (faraday * maximumConcentration * d),
    depth: size / Math.sqrt(2 * d),
    transfer: numbers[0]!,
    surfaceDrop: numbers[1]!,
    saltDrop: numbers[2]!,
    film: population.film[node]!,
    capacitance,
  };
}

const element = new Float64Array(2);

/** Reaction and total current density per potential and per concentration: re, im of four numbers into `out`. */
function respond(site: Site, omega: number, options: CellImpedanceOptions, out: Float64Array): void {
  const { exponent = 1, filmCapacitance = 0 } = options;
  diffusionElement(site.geometry, site.depth * Math.sqrt(omega), element);
  const drop = site.surfaceDrop * site.diffusionScale;
  const zRe = site.transfer + drop * element[0]!;
  const zIm = drop * element[1]!;
  const square = zRe * zRe + zIm * zIm;
  const gRe = zRe / square; // 1/Z of the reaction
  const gIm = -zIm / square;
  const power = omega ** exponent;
  const cos = exponent === 1 ? 0 : Math.cos((exponent * Math.PI) / 2);
  const sin = exponent === 1 ? 1 : Math.sin((exponent * Math.PI) / 2);
  const yRe = gRe + site.capacitance * power * cos;
  const yIm = gIm + site.capacitance * power * sin;
  // film, with its capacitor
  const bRe = 1 + site.film * filmCapacitance * power * cos;
  const bIm = site.film * filmCapacitance * power * sin;
  const bSquare = bRe * bRe + bIm * bIm;
  const fRe = (site.film * bRe) / bSquare;
  const fIm = (-site.film * bIm) / bSquare;
  const dRe = 1 + fRe * yRe - fIm * yIm;
  const dIm = fRe * yIm + fIm * yRe;
  const dSquare = dRe * dRe + dIm * dIm;
  // total per potential: -Y / d; per concentration: -g s / d
  const tRe = -(yRe * dRe + yIm * dIm) / dSquare;
  const tIm = -(yIm * dRe - yRe * dIm) / dSquare;
  const sRe = (-site.saltDrop * (gRe * dRe + gIm * dIm)) / dSquare;
  const sIm = (-site.saltDrop * (gIm * dRe - gRe * dIm)) / dSquare;
  // inner potential = outer + film * total; reaction = -(inner + s c) g
  const eRe = 1 + fRe * tRe - fIm * tIm;
  const eIm = fRe * tIm + fIm * tRe;
  const cRe = fRe * sRe - fIm * sIm + site.saltDrop;
  const cIm = fRe * sIm + fIm * sRe;
  out[0] = -(eRe * gRe - eIm * gIm);
  out[1] = -(eRe * gIm + eIm * gRe);
  out[2] = -(cRe * gRe - cIm * gIm);
  out[3] = -(cRe * gIm + cIm * gRe);
  out[4] = tRe;
  out[5] = tIm;
  out[6] = sRe;
  out[7] = sIm;
}

/** Adds a site's currents to the rows: the total leaves the charge balance, the reaction takes salt. */
function enter(site: Site, response: Float64Array, re: Float64Array, im: Float64Array, count: number): void {
  const { area, potential, salts, saltWeights } = site;
  const row = potential * (count + 1);
  re[row + potential]! -= area * response[4]!;
  im[row + potential]! -= area * response[5]!;
  for (let a = 0; a < salts.length; a++) {
    const weight = area * saltWeights[a]!;
    re[row + salts[a]!]! -= weight * response[6]!;
    im[row + salts[a]!]! -= weight * response[7]!;
    if (salts.length > 1) continue; // an even reaction takes its salt by the current, which is in the matrix
    const saltRow = salts[a]! * (count + 1);
    re[saltRow + potential]! += (weight * response[0]!) / faraday;
    im[saltRow + potential]! += (weight * response[1]!) / faraday;
    re[saltRow + salts[a]!]! += (weight * response[2]!) / faraday;
    im[saltRow + salts[a]!]! += (weight * response[3]!) / faraday;
  }
}

/**
 * Solves a small complex system in place, rows with their right-hand side behind; partial pivoting. The first
 * `separate` unknowns are tied to each other and the next one only.
 */
function solveComplex(re: Float64Array, im: Float64Array, count: number, separate: number): void {
  const width = count + 1;
  for (let k = 0; k < count; k++) {
    let pivot = k;
    let largest = -1;
    const lastPivot = k < separate ? separate : count;
    for (let r = k; r < lastPivot; r++) {
      const at = r * width + k;
      const size = Math.abs(re[at]!) + Math.abs(im[at]!);
      if (size > largest) {
        largest = size;
        pivot = r;
      }
    }
    if (pivot !== k) {
      for (let c = k; c < width; c++) {
        const a = k * width + c;
        const b = pivot * width + c;
        const x = re[a]!;
        re[a] = re[b]!;
        re[b] = x;
        const y = im[a]!;
        im[a] = im[b]!;
        im[b] = y;
      }
    }
    const at = k * width + k;
    const square = re[at]! * re[at]! + im[at]! * im[at]!;
    const ir = re[at]! / square;
    const ii = -im[at]! / square;
    const lastRow = k < separate ? separate + 1 : count;
    const lastColumn = k < separate ? separate + 1 : width;
    for (let r = k + 1; r < lastRow; r++) {
      const row = r * width;
      if (re[row + k] === 0 && im[row + k] === 0) continue;
      const fr = re[row + k]! * ir - im[row + k]! * ii;
      const fi = re[row + k]! * ii + im[row + k]! * ir;
      for (let c = k + 1; c < lastColumn; c++) {
        const a = re[k * width + c]!;
        const b = im[k * width + c]!;
        re[row + c]! -= fr * a - fi * b;
        im[row + c]! -= fr * b + fi * a;
      }
      if (lastColumn === width) continue;
      const a = re[k * width + count]!;
      const b = im[k * width + count]!;
      re[row + count]! -= fr * a - fi * b;
      im[row + count]! -= fr * b + fi * a;
    }
  }
  for (let k = count - 1; k >= 0; k--) {
    const row = k * width;
    let sr = re[row + count]!;
    let si = im[row + count]!;
    const last = k < separate ? separate + 1 : count;
    for (let c = k + 1; c < last; c++) {
      const a = re[row + c]!;
      const b = im[row + c]!;
      const xr = re[c * width + count]!;
      const xi = im[c * width + count]!;
      sr -= a * xr - b * xi;
      si -= a * xi + b * xr;
    }
    const square = re[row + k]! * re[row + k]! + im[row + k]! * im[row + k]!;
    re[row + count] = (sr * re[row + k]! + si * im[row + k]!) / square;
    im[row + count] = (si * re[row + k]! - sr * im[row + k]!) / square;
  }
}
