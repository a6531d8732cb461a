import { brokenShareOf } from '../ageing/laws.ts';
import { wear } from '../ageing/wear.ts';
import { cellTemperature, maximumConcentration } from '../constants.ts';
import type { ParameterValues, Stage } from '../parameters.ts';
import type { CellDescription } from '../porous-cell/cell-description.ts';
import type { CellRun } from '../porous-cell/cell-run.ts';
import { CONDUCTIVITY, type Electrolyte, landesfeind, nyman, valoen } from '../porous-cell/electrolyte.ts';
import { constantCounter } from '../porous-cell/foil.ts';
import { type PhaseMemory, phasePotential, phaseReaction } from '../potential/silicon-phases.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { type PressingShells, stressedPotential } from '../shell/shell-cycle.ts';
import { lifeStages } from '../switches.ts';
import { sampleStages } from './provenance.ts';

/** L1: single particles. L2: with electrolyte. L3: porous electrode. */
export type PorousLevel = 'L1' | 'L2' | 'L3';
/** Of every cell model; L0 is the closed form at constant current. */
export type CellLevel = 'L0' | PorousLevel;

/** LiPF6 in carbonates; the default is `nyman`. */
export type ElectrolyteName = 'nyman' | 'landesfeind' | 'valoen';

/** How a sample is made a cell. */
export interface PorousCellOptions {
  readonly level: PorousLevel;
  /** What ageing did to each population, or to each node of each; a fresh cell where not given. */
  readonly state?: readonly AgeState[] | undefined;
  /** That begins in this state, for the age of the lithium electrode; default 1. */
  readonly cycle?: number | undefined;
  readonly electrolyte?: ElectrolyteName | undefined;
  /** Of every population at the start; where not given that of its state, or of a fresh cell. */
  readonly lithiation?: number | undefined;
  /** Branch at the start, -1 lithiation, +1 delithiation; default +1, -1 for a crystal. */
  readonly branch?: number;
}

/** A sample as a cell. */
export interface PorousCell {
  /** Of the fresh cell, filled as its age left it. */
  readonly description: CellDescription;
  /** What its populations remember between half cycles, and how their shells press. */
  readonly memories: readonly PhaseMemory[];
  readonly shells: readonly PressingShells[];
  /** Gives a run of the description the surfaces, films and lithium electrode of its age. */
  readonly wear: (run: CellRun) => void;
}

const systems = { L1: 'SPM', L2: 'SPMe', L3: 'DFN' } as const;
const electrolytes: Readonly<Record<ElectrolyteName, (temperature: number) => Electrolyte>> = {
  nyman,
  landesfeind,
  valoen,
};
/** The cycle that a shell went through before, for the potential under it: about that at 1 A/g between 0.01 and 1.2 V. */
const PRESSED = { low: 0.01, high: 0.85 };
/** Lithiation of a cell that was never cycled in the model: a trace; no potential is defined without any lithium. */
const FRESH_LITHIATION = 0.02;
const LEAST_LITHIATION = 1e-3;

/**
 * The half cell of a sample: one population per bed layer, with its shell and interphase as film, against a lithium foil.
 * Where the electrolyte is resolved (L2, L3), its resistance in the fresh
 * cell is taken out of the series resistance, which holds it at L0 and L1.
 *
 * @throws {RangeError} when `state` is not one for each population or so many for each
 */
export function porousCellOf(
  values: ParameterValues,
  sample: ModelSample,
  options: PorousCellOptions,
): PorousCell {
  const { level, state, cycle = 1, electrolyte: name = 'nyman', lithiation, branch } = options;
  const { populations, switches } = sample;
  const nodes = (state?.length ?? 0) / populations.length;
  if (state !== undefined && !(nodes >= 1 && Number.isInteger(nodes))) {
    throw new RangeError(`${sample.name}: ${state.length} age states for ${populations.length} populations`);
  }
  /** Mean of a property over the states of population p. */
  const aged = (p: number, property: (age: AgeState) => number): number | undefined =>
    state?.slice(p * nodes, (p + 1) * nodes).reduce((sum, age) => sum + property(age) / nodes, 0);
  const electrolyte = electrolytes[name](cellTemperature);
  const separator = {
    thickness: values.separatorThickness,
    porosity: values.separatorPorosity,
    bruggeman: values.bruggemanExponent,
  };
  const electrode = {
    thickness: values.electrodeThickness,
    porosity: values.electrodePorosity,
    bruggeman: values.bruggemanExponent,
    conductivity: values.electrodeConductivity,
  };
  const resolved = level === 'L1' ? 0 : electrolyteResistance(electrolyte, separator, electrode);
  const memories = populations.map((_, p): PhaseMemory => {
    const amorphous = aged(p, (age) => age.amorphous) ?? (switches.firstLithiation ? 0 : 1);
    return { amorphous, silicide: 0 };
  });
  const shells = populations.map((population, p): PressingShells => {
    return { ...PRESSED, broken: aged(p, (age) => brokenShareOf(values, population, age.damage)) ?? 0 };
  });
  return {
    memories,
    shells,
    wear: (run) => {
      if (state !== undefined) wear(values, sample, run, state, cycle);
    },
    description: {
      level: systems[level],
      separator,
      electrode,
      electrolyte,
      counter: constantCounter(values.counterExchangeCurrentDensity, 0),
      populations: populations.map((population, p) => {
        const memory = memories[p]!;
        const silicon = values.loading * population.weight * population.siliconFraction;
        const interphase = values.seiInitialThickness / values.seiConductivity;
        const fresh = memory.amorphous > 0 ? FRESH_LITHIATION : 0;
        return {
          geometry: 'sphere',
          size: population.radius,
          diffusivity: values.lithiumDiffusivity,
          maximumConcentration,
          areaRatio: silicon * population.specificArea,
          filmResistance: population.filmResistance + interphase,
          capacitance: values.doubleLayerCapacitance,
          hysteresisRange: values.hysteresisRange,
          potential: switches.stressPotential
            ? stressedPotential(values, population, phasePotential(values, memory), shells[p]!)
            : phasePotential(values, memory),
          reaction: phaseReaction(values, memory),
          lithiation: Math.max(LEAST_LITHIATION, lithiation ?? aged(p, (age) => age.lithiation) ?? fresh),
          hysteresis: branch ?? (memory.amorphous > 0 ? 1 : -1),
        };
      }),
      seriesResistance: Math.max(0, values.seriesResistance - resolved),
      temperature: cellTemperature,
    },
  };
}

/** The parts of the chain behind such a cell: an aged one also rests on the life of its shell. */
export function porousStages(
  { switches, coated, ...sample }: ModelSample,
  { level, state }: Pick<PorousCellOptions, 'level' | 'state'>,
): readonly Stage[] {
  const stages: Stage[] = [...sampleStages({ switches, coated, ...sample }), 'cell', 'impedance', 'ageing'];
  if (level !== 'L1') stages.push('porous electrode');
  if (state !== undefined) stages.push(...lifeStages(switches, coated));
  if (switches.firstLithiation) stages.push('first lithiation');
  if (switches.lithiumSilicide) stages.push('lithium silicide');
  return [...new Set(stages)];
}

/** Of separator and, a third of it, electrode, with the fresh salt; Ohm m2. */
function electrolyteResistance(
  electrolyte: Electrolyte,
  separator: CellDescription['separator'],
  electrode: CellDescription['electrode'],
): number {
  const properties = new Float64Array(8);
  electrolyte.properties(electrolyte.initialConcentration, properties);
  const of = (region: CellDescription['separator']) =>
    region.thickness / (properties[CONDUCTIVITY]! * region.porosity ** region.bruggeman);
  return of(separator) + of(electrode) / 3;
}
