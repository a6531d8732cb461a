import type { Dataset, Finding } from '@anodelab/data';
import { createRandom, poisson } from '@anodelab/numerics';
import type { ParameterValues, Stage } from '../parameters.ts';
import {
  amorphousSiliconBands,
  bandHeight,
  carbonBands,
  polypyrroleBands,
  type RamanBand,
  siliconBands,
} from '../raman/bands.ts';
import type { AgeState, ModelSample, Population } from '../sample.ts';
import { orderingLength } from '../shell/diagnostics.ts';
import { lifeStages } from '../switches.ts';
import { modelledColumn } from './modelled-column.ts';
import { modelProvenance, sampleStages } from './provenance.ts';

/** A Raman microscope with a camera. */
export interface RamanMicroscope {
  readonly name: string;
  /** Counts per second and watt at the top of the 520.7 1/cm line of pure silicon. */
  readonly brightness: number;
  /** Dark counts per second. */
  readonly dark: number;
  /** Standard deviation of reading the camera out, counts. */
  readonly readNoise: number;
}

/** A common microscope: 1 mW on silicon gives 2000 counts per second. */
export const laboratoryMicroscope: RamanMicroscope = {
  name: 'virtual Raman microscope',
  brightness: 2e6,
  dark: 5,
  readNoise: 3,
};

/** One exposure. Shifts in 1/m. */
export interface RamanProtocol {
  readonly from_1_m: number;
  readonly to_1_m: number;
  readonly step_1_m: number;
  /** Wavelength of the laser, m. */
  readonly laser_m: number;
  /** On the sample, W. */
  readonly power_W: number;
  /** Exposure, s. */
  readonly time_s: number;
  /** Of shot and read noise. */
  readonly seed: number;
  /** `laboratoryMicroscope` where not given. */
  readonly instrument?: RamanMicroscope;
  /** What ageing did to each population; powder as made where not given. */
  readonly state?: readonly AgeState[];
}

/** Shift of the silicon line with temperature, 1/cm per K (Balkanski, Wallis and Haro, Phys. Rev. B 1983, as recalled). */
const THERMAL_SHIFT = -0.02;
/** Laser at which `bandRatioFactor` holds, m. */
const RATIO_LASER = 514.5e-9;
const PER_CENTIMETRE = 100; // 1/m

/**
 * The Raman spectrum of the powder in counts: silicon seen through its shell and shifted by the laser's heat, bands of
 * carbon and of polypyrrole by the volume shares of the shell, a background that the polymer gives.
 * Method: docs/methods/virtual-raman.md.
 *
 * @throws {RangeError} for shifts that do not rise, or a step, laser, power or time that is not positive
 */
export function observeRaman(values: ParameterValues, sample: ModelSample, protocol: RamanProtocol): Dataset {
  const { laser_m, power_W, time_s, seed, state, instrument = laboratoryMicroscope } = protocol;
  const shift = shifts(sample.name, protocol);
  const signal = ramanSignal(values, sample, shift, power_W, state);
  const random = createRandom(seed);
  const counts = signal.map((value) => {
    const expected = (value * instrument.brightness * power_W + instrument.dark) * time_s;
    return poisson(random, expected) + instrument.readNoise * random.normal();
  });
  const stages: readonly Stage[] = [
    ...sampleStages(sample),
    ...(state === undefined ? [] : lifeStages(sample.switches, sample.coated)),
    ...(sample.coated ? (['shell diagnostics'] as const) : []),
    'raman',
  ];
  return {
    technique: 'raman',
    columns: [modelledColumn('ramanShift_1_m', '1/m', shift), modelledColumn('counts', '1', counts)],
    meta: {
      sample: sample.name,
      instrument: instrument.name,
      laser_m,
      power_W,
      exposure_s: time_s,
    },
    provenance: modelProvenance('virtual-raman-microscope', 'powder', stages, { values, sample, protocol }),
    findings: [...overlapFinding(sample), ...laserFinding(sample, laser_m)],
  };
}

/**
 * Signal at each shift without noise and dark counts, the top of pure silicon's line being 1.
 *
 * @param shift - 1/m
 * @param power - W
 */
export function ramanSignal(
  values: ParameterValues,
  sample: ModelSample,
  shift: Float64Array,
  power: number,
  state?: readonly AgeState[],
): Float64Array {
  const { name, populations } = sample;
  if (state !== undefined && state.length !== populations.length)
    throw new RangeError(`${name}: ${state.length} age states for ${populations.length} populations`);
  const signal = new Float64Array(shift.length);
  const warmer = THERMAL_SHIFT * values.laserHeating * power;
  populations.forEach((population, i) => {
    const { weight, siliconFraction, carbonVolumeFraction: phi, conversions } = population;
    const shell = weight * (1 - siliconFraction);
    const silicon = weight * siliconFraction * transmission(values, population);
    const amorphous = state?.[i]?.amorphous ?? 0;
    const size = orderingLength(values, conversions[2], sample.furnaceTime);
    const ratio = bandRatio(values, size);
    add(signal, shift, siliconBands, silicon * (1 - amorphous), warmer);
    add(signal, shift, amorphousSiliconBands, silicon * amorphous, warmer);
    add(signal, shift, carbonBands(ratio), shell * phi * values.carbonRamanStrength, 0);
    add(signal, shift, polypyrroleBands, shell * (1 - phi) * values.polymerRamanStrength, 0);
    const background = shell * (1 - phi) * values.polymerFluorescence;
    for (let k = 0; k < signal.length; k++) signal[k]! += background * fluorescence(shift[k]!);
  });
  return signal;
}

/** Size of aromatic domains at which D over G is largest, m: Ferrari and Robertson's law meets that of Tuinstra and Koenig. */
const LARGEST_RATIO_SIZE = 2e-9;

/**
 * Height of D over that of G for aromatic domains of a size, m: it grows with their area while they are small and falls
 * with their edge when they are large (A. C. Ferrari and J. Robertson, Phys. Rev. B 2000, 61, 14095).
 */
export function bandRatio(values: ParameterValues, size: number): number {
  return values.bandRatioFactor * Math.min(size * size, LARGEST_RATIO_SIZE ** 3 / size);
}

/** Share of the light that comes back through the shell: in and out, by the mean decay of its two phases. */
function transmission(
  values: ParameterValues,
  { shellThickness, carbonVolumeFraction: phi }: Population,
): number {
  const decay = phi / values.carbonRamanDepth + (1 - phi) / values.polymerRamanDepth;
  return Math.exp(-2 * shellThickness * decay);
}

/** Shape of the background: a broad hump about 1800 1/cm wide, 1 high. */
function fluorescence(shift: number): number {
  const x = (shift / PER_CENTIMETRE - 1800) / 1800;
  return Math.exp(-x * x);
}

function add(
  signal: Float64Array,
  shift: Float64Array,
  bands: readonly RamanBand[],
  height: number,
  moved: number,
): void {
  if (height === 0) return;
  for (const band of bands)
    for (let k = 0; k < signal.length; k++)
      signal[k]! += height * bandHeight(band, shift[k]! / PER_CENTIMETRE - moved);
}

function shifts(name: string, protocol: RamanProtocol): Float64Array {
  const { from_1_m, to_1_m, step_1_m, laser_m, power_W, time_s } = protocol;
  if (!(from_1_m > 0 && to_1_m > from_1_m && Math.min(step_1_m, laser_m, power_W, time_s) > 0)) {
    throw new RangeError(
      `Raman of ${name}: ${from_1_m} to ${to_1_m} 1/m in steps of ${step_1_m} 1/m, laser ${laser_m} m, ${power_W} W for ${time_s} s; expected rising shifts and positive settings`,
    );
  }
  const steps = Math.floor((to_1_m - from_1_m) / step_1_m + 1e-9);
  return Float64Array.from({ length: steps + 1 }, (_, i) => from_1_m + i * step_1_m);
}

function overlapFinding({ coated }: ModelSample): Finding[] {
  if (!coated) return [];
  return [
    {
      severity: 'info',
      code: 'bands-overlap',
      message:
        'polypyrrole at 935 and 970 1/cm lies on the second order of silicon (930-990), at 1370 and 1580 on D and G of carbon: these bands alone do not show polypyrrole',
    },
  ];
}

function laserFinding({ coated }: ModelSample, laser: number): Finding[] {
  if (!coated || Math.abs(laser - RATIO_LASER) < 1e-9) return [];
  return [
    {
      severity: 'info',
      code: 'ratio-of-other-laser',
      message: `I(D)/I(G) is taken as at 514.5 nm; how it changes to ${Number((laser * 1e9).toFixed(1))} nm is not modelled`,
    },
  ];
}
