import type { Finding } from '@anodelab/data';
import { faraday, gasConstant } from '../constants.ts';
import type {
  CellDescription,
  CounterDescription,
  PopulationDescription,
  ReactionLaw,
} from '../porous-cell/cell-description.ts';
import {
  CONDUCTIVITY,
  CONDUCTIVITY_SLOPE,
  DIFFUSIVITY,
  DIFFUSIVITY_SLOPE,
  type Electrolyte,
  FACTOR,
  FACTOR_SLOPE,
  TRANSFERENCE,
  TRANSFERENCE_SLOPE,
} from '../porous-cell/electrolyte.ts';
import { saltCounter } from '../porous-cell/foil.ts';
import { saltReaction } from '../porous-cell/reaction.ts';
import type { OpenCircuitPotential } from '../potential/open-circuit.ts';
import type { BpxLaw, BpxSection } from './bpx-section.ts';
import type { Law } from './expression.ts';
import type { BpxElectrode, BpxFile, BpxParticle, BpxRegion } from './read-bpx.ts';

export interface HalfCellOptions {
  /** Which electrode of the file stands against lithium metal. */
  readonly electrode: 'negative' | 'positive';
  /** Default: the file's own model; of a partial file the fullest that it can feed. */
  readonly level?: CellDescription['level'] | undefined;
  /** K; default: the file's initial temperature. */
  readonly temperature?: number | undefined;
}

/** A half cell made of a BPX file. */
export interface BpxHalfCell {
  readonly cell: CellDescription;
  /** Of all electrode pairs together, m2; undefined where the file has no cell. */
  readonly area: number | undefined;
  /** Between the stoichiometry limits, C per geometric m2. */
  readonly capacity: number;
  /** Lowest and highest stoichiometry in use, for each population. */
  readonly limits: readonly (readonly [number, number])[];
  /** What was assumed and what was left out. */
  readonly findings: readonly Finding[];
}

/** Transport numbers that a single-particle file has none of and a single-particle model does not read. */
const UNUSED: BpxRegion = { thickness: 20e-6, porosity: 0.5, transportEfficiency: 0.35 };
/** Rate of the foil where the file says nothing: Xu et al. (2019), 70.6 A/m2 at 1000 mol/m3 (`saltCounter`). */
const FOIL_RATE = 3.5e-8;
const LEVELS = ['SPM', 'SPMe', 'DFN'] as const;

/**
 * One electrode of a BPX file against lithium metal, with the file's separator and electrolyte. BPX describes whole
 * cells: what the metal does is assumed, and said, unless our own section gives it.
 *
 * @throws {RangeError} when the file has no such electrode, or not what the level needs
 */
export function bpxHalfCell(file: BpxFile, options: HalfCellOptions): BpxHalfCell {
  const findings: Finding[] = [...file.findings];
  const note = (code: string, message: string, severity: Finding['severity'] = 'info') =>
    findings.push({ severity, code, message });
  const electrode = file[options.electrode];
  if (electrode === undefined) throw new RangeError(`the file has no ${options.electrode} electrode`);
  const { own } = file;
  const isWhole =
    electrode.region !== undefined && file.electrolyte !== undefined && file.separator !== undefined;
  const level = options.level ?? LEVELS[own?.optionalNumber('Model level') ?? -1] ?? levelOf(file, isWhole);
  if (level !== 'SPM' && !isWhole) {
    throw new RangeError(
      `${level} needs separator, electrolyte and a porous electrode: the file has only what SPM needs`,
    );
  }
  const temperature = options.temperature ?? file.temperature ?? file.referenceTemperature;
  const scale = (energy: number) =>
    Math.exp((energy / gasConstant) * (1 / file.referenceTemperature - 1 / temperature));
  if (file.concentration === undefined && level !== 'SPM') {
    note(
      'assumed-concentration',
      'the file gives no initial electrolyte concentration: 1000 mol/m3 assumed',
      'warning',
    );
  }
  const concentration = file.concentration ?? 1000;
  if (own === undefined) {
    note(
      'lithium-counter',
      `the ${options.electrode} electrode stands against lithium metal in place of the other one; the metal's exchange current is that of Xu et al. (2019), which the file says nothing of`,
    );
  }
  const populations = electrode.particles.map((particle) =>
    populationOf(particle, electrode, { ...options, temperature, concentration, file, scale, note }),
  );
  return {
    cell: {
      level,
      separator: regionOf(file.separator ?? UNUSED),
      electrode: {
        ...regionOf({ ...(electrode.region ?? UNUSED), thickness: electrode.thickness }),
        conductivity: electrode.conductivity ?? 1,
      },
      electrolyte: electrolyteOf(file, concentration, scale),
      counter: counterOf(own),
      populations,
      seriesResistance: own?.optionalNumber('Series resistance [Ohm.m2]') ?? 0,
      temperature,
    },
    area: file.area,
    limits: electrode.particles.map((particle) => [
      particle.minimumStoichiometry,
      particle.maximumStoichiometry,
    ]),
    capacity: electrode.particles.reduce(
      (sum, particle, i) =>
        sum +
        (populations[i]!.areaRatio *
          particle.radius *
          faraday *
          particle.maximumConcentration *
          (particle.maximumStoichiometry - particle.minimumStoichiometry)) /
          (populations[i]!.geometry === 'sphere' ? 3 : 1),
      0,
    ),
    findings,
  };
}

function levelOf(file: BpxFile, isWhole: boolean): CellDescription['level'] {
  if (file.model !== 'Partial') return file.model;
  return isWhole ? 'DFN' : 'SPM';
}

function regionOf({ thickness, porosity, transportEfficiency }: BpxRegion) {
  const bruggeman = porosity === 1 ? 0 : Math.log(transportEfficiency) / Math.log(porosity);
  return { thickness, porosity, bruggeman };
}

interface PopulationContext extends HalfCellOptions {
  readonly temperature: number;
  readonly concentration: number;
  readonly file: BpxFile;
  readonly scale: (energy: number) => number;
  readonly note: (code: string, message: string, severity?: Finding['severity']) => void;
}

function populationOf(
  particle: BpxParticle,
  electrode: BpxElectrode,
  { concentration, temperature, file, scale, note, electrode: side }: PopulationContext,
): PopulationDescription {
  const { own, diffusivity, minimumStoichiometry: low, maximumStoichiometry: high } = particle;
  const where = particle.name === undefined ? '' : `${particle.name}: `;
  const faster = scale(particle.diffusivityEnergy);
  let lithiation = own?.optionalNumber('Initial lithiation');
  if (lithiation === undefined) {
    const charge = file.stateOfCharge ?? 1;
    if (file.stateOfCharge === undefined) {
      note(
        'assumed-state-of-charge',
        `${where}the file gives no state of charge: that of the full cell, 1, assumed`,
      );
    }
    lithiation = side === 'positive' ? high - charge * (high - low) : low + charge * (high - low);
  }
  const { lithiation: down, delithiation: up, hysteresisDecay } = particle;
  const follows =
    down !== undefined && up !== undefined && hysteresisDecay !== undefined && hysteresisDecay > 0;
  if (!follows && (down !== undefined || up !== undefined)) {
    note(
      'bpx-hysteresis',
      `${where}hysteresis is not followed, for want of both branches and a decay constant: OCP [V] serves both ways`,
      'warning',
    );
  }
  const shifted = (law: BpxLaw) =>
    warmed(law.law, particle.entropicChange?.law, temperature - file.referenceTemperature);
  const single = shifted(particle.potential);
  const potential: OpenCircuitPotential = follows
    ? { lithiation: shifted(down), delithiation: shifted(up) }
    : { lithiation: single, delithiation: single };
  return {
    geometry: own?.optionalNumber('Film geometry') === 1 ? 'plane' : 'sphere',
    size: particle.radius,
    diffusivity:
      diffusivity.constant === undefined ? scaled(diffusivity.law, faster) : diffusivity.constant * faster,
    maximumConcentration: particle.maximumConcentration,
    areaRatio: particle.surface * electrode.thickness * (1 - particle.lost),
    filmResistance: own?.optionalNumber('Film resistance [Ohm.m2]') ?? 0,
    capacitance: own?.optionalNumber('Double-layer capacity [F.m-2]') ?? 0,
    potential,
    // BPX: dh/dx = decay (1 -+ h)/2, as its own solver has it; here dh/dx = (1 -+ h)/range
    hysteresisRange: follows ? 2 / hysteresisDecay : undefined,
    reaction: reactionOf(particle, concentration, scale),
    lithiation,
    hysteresis: particle.hysteresis ?? (side === 'positive' ? 1 : -1),
  };
}

function reactionOf(
  particle: BpxParticle,
  concentration: number,
  scale: (energy: number) => number,
): ReactionLaw {
  const standard = saltReaction((faraday * particle.rate * scale(particle.rateEnergy)) / 2, concentration);
  const ratio = particle.own?.optionalLaw('Exchange current over that of the rate constant')?.law;
  const power = particle.own?.optionalNumber('Further exponent of the electrolyte concentration') ?? 0;
  if (ratio === undefined && power === 0) return standard;
  const pair = new Float64Array(2);
  return (x, c, out) => {
    standard(x, c, out);
    pair[0] = 1;
    pair[1] = 0;
    ratio?.(x, pair);
    const salt = (c / concentration) ** power;
    const value = out[0]!;
    out[0] = value * pair[0]! * salt;
    out[1] = (out[1]! * pair[0]! + value * pair[1]!) * salt;
    out[2] = (out[2]! + (value * power) / c) * pair[0]! * salt;
  };
}

/** U(x, T) = U(x) + (T - T_ref) dU/dT. */
function warmed(law: Law, change: Law | undefined, degrees: number): Law {
  if (change === undefined || degrees === 0) return law;
  const pair = new Float64Array(2);
  return (x, out) => {
    change(x, pair);
    law(x, out);
    out[0]! += degrees * pair[0]!;
    out[1]! += degrees * pair[1]!;
  };
}

function scaled(law: Law, factor: number): Law {
  return (x, out) => {
    law(x, out);
    out[0]! *= factor;
    out[1]! *= factor;
  };
}

function electrolyteOf(file: BpxFile, concentration: number, scale: (energy: number) => number): Electrolyte {
  const { electrolyte, own } = file;
  const pair = new Float64Array(2);
  const constant =
    (value: number): Law =>
    (_c, out) => {
      out[0] = value;
      out[1] = 0;
    };
  const conductivity = electrolyte?.conductivity.law ?? constant(1);
  const diffusivity = electrolyte?.diffusivity.law ?? constant(3e-10);
  const transference =
    own?.optionalLaw('Cation transference number')?.law ?? constant(electrolyte?.transference ?? 0.25);
  const factor = own?.optionalLaw('Thermodynamic factor')?.law ?? constant(1);
  const write = (law: Law, c: number, times: number, out: Float64Array, value: number, slope: number) => {
    law(c, pair);
    out[value] = times * pair[0]!;
    out[slope] = times * pair[1]!;
  };
  const conducts = scale(electrolyte?.conductivityEnergy ?? 0);
  const diffuses = scale(electrolyte?.diffusivityEnergy ?? 0);
  return {
    name: file.title ?? 'BPX',
    initialConcentration: concentration,
    properties(c, out) {
      write(conductivity, c, conducts, out, CONDUCTIVITY, CONDUCTIVITY_SLOPE);
      write(diffusivity, c, diffuses, out, DIFFUSIVITY, DIFFUSIVITY_SLOPE);
      write(transference, c, 1, out, TRANSFERENCE, TRANSFERENCE_SLOPE);
      write(factor, c, 1, out, FACTOR, FACTOR_SLOPE);
    },
  };
}

function counterOf(own: BpxSection | undefined): CounterDescription {
  const capacitance = own?.optionalNumber('Counter double-layer capacity [F.m-2]') ?? 0;
  const exchange = own?.optionalLaw('Counter exchange current [A.m-2]')?.law;
  return exchange === undefined ? saltCounter(FOIL_RATE, capacitance) : { capacitance, exchange };
}
