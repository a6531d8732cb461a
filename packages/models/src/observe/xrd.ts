import type { Dataset, Finding } from '@anodelab/data';
import { createRandom, poisson } from '@anodelab/numerics';
import { amorphousSiliconHalos, phaseHalos } from '../diffraction/halos.ts';
import {
  type Caglioti,
  convolved,
  instrumentWidth,
  pseudoVoigt,
  scherrerWidth,
} from '../diffraction/line-profile.ts';
import { siliconLines } from '../diffraction/silicon-lines.ts';
import type { ParameterValues, Stage } from '../parameters.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { lifeStages } from '../switches.ts';
import { modelledColumn } from './modelled-column.ts';
import { powderComposition } from './powder-composition.ts';
import { modelProvenance, sampleStages } from './provenance.ts';

/** A powder diffractometer in reflection. Angles in rad, rates in counts per second. */
export interface Diffractometer {
  readonly name: string;
  /** Wavelengths, m, with their intensities relative to the first. */
  readonly radiation: readonly { readonly wavelength: number; readonly intensity: number }[];
  readonly width: Caglioti;
  /** Area of the (111) line of pure crystalline silicon, all wavelengths together, counts rad/s. */
  readonly brightness: number;
  /** Constant background. */
  readonly background: number;
  /** Scattering by air: at 2 theta = 0, and the angle over which it falls to 1/e. */
  readonly air: { readonly rate: number; readonly angle: number };
}

const DEGREE = Math.PI / 180;

/** A common laboratory instrument with a copper tube and no monochromator: (111) of silicon gives about 5000 counts per second. */
export const laboratoryDiffractometer: Diffractometer = {
  name: 'virtual powder diffractometer, Cu K-alpha',
  radiation: [
    { wavelength: 1.54056e-10, intensity: 1 },
    { wavelength: 1.54439e-10, intensity: 0.5 },
  ],
  width: { u: 0.004 * DEGREE ** 2, v: -0.004 * DEGREE ** 2, w: 0.0065 * DEGREE ** 2 },
  brightness: 700 * DEGREE,
  background: 40,
  air: { rate: 400, angle: 10 * DEGREE },
};

/** A theta-2 theta scan. */
export interface XrdProtocol {
  /** 2 theta, rad, both ends measured. */
  readonly from_rad: number;
  readonly to_rad: number;
  readonly step_rad: number;
  /** Counting time of a step, s. */
  readonly time_s: number;
  /** Of the counts. */
  readonly seed: number;
  /** `laboratoryDiffractometer` where not given. */
  readonly instrument?: Diffractometer;
  /** What ageing did to each population; powder as made where not given. */
  readonly state?: readonly AgeState[];
}

/**
 * The diffraction pattern of the powder in counts: lines of crystalline silicon on the halos of polymer, carbon, native
 * oxide and silicon made amorphous, each in proportion to its mass. Absorption and texture are left out.
 * Method: docs/methods/virtual-xrd.md.
 *
 * @throws {RangeError} for angles that do not rise inside (0, pi), or a step or time that is not positive
 */
export function observeXrd(values: ParameterValues, sample: ModelSample, protocol: XrdProtocol): Dataset {
  const { step_rad, time_s, seed, state, instrument = laboratoryDiffractometer } = protocol;
  const angle = scanAngles(sample.name, protocol);
  const rate = patternRate(values, sample, instrument, angle, state);
  const random = createRandom(seed);
  const counts = rate.map((value) => poisson(random, value * time_s));
  const stages: readonly Stage[] = [
    ...sampleStages(sample),
    ...(state === undefined ? [] : lifeStages(sample.switches, sample.coated)),
    'native oxide',
    'diffraction',
  ];
  return {
    technique: 'xrd',
    columns: [modelledColumn('twoTheta_rad', 'rad', angle), modelledColumn('counts', '1', counts)],
    meta: {
      sample: sample.name,
      instrument: instrument.name,
      wavelength_m: instrument.radiation[0]?.wavelength ?? null,
      wavelength2_m: instrument.radiation[1]?.wavelength ?? null,
      intensityRatio: instrument.radiation[1]?.intensity ?? null,
      scanStep_rad: step_rad,
      timePerStep_s: time_s,
    },
    provenance: modelProvenance('virtual-diffractometer', 'powder', stages, { values, sample, protocol }),
    findings: haloFinding(sample),
  };
}

/** Expected counts per second at each angle, without noise. */
export function patternRate(
  values: ParameterValues,
  sample: ModelSample,
  instrument: Diffractometer,
  angle: Float64Array,
  state?: readonly AgeState[],
): Float64Array {
  const powder = powderComposition(values, sample, state);
  const radius = sample.populations.reduce((sum, { weight, radius: r }) => sum + weight * r, 0);
  const size = 2 * radius * values.crystalliteShare;
  const rate = angle.map(
    (each) => instrument.background + instrument.air.rate * Math.exp(-each / instrument.air.angle),
  );
  const whole = instrument.radiation.reduce((sum, { intensity }) => sum + intensity, 0);
  for (const { wavelength, intensity } of instrument.radiation) {
    for (const line of siliconLines(values.siliconCellEdge, wavelength)) {
      const shape = convolved(
        instrumentWidth(instrument.width, line.angle),
        scherrerWidth(size, wavelength, line.angle),
      );
      const area = instrument.brightness * powder.crystalline * line.area * (intensity / whole);
      add(rate, angle, (distance) => area * pseudoVoigt(shape, distance), line.angle);
    }
  }
  const areas = siliconLines(values.siliconCellEdge, instrument.radiation[0]?.wavelength ?? NaN).map(
    (line) => line.area,
  );
  const phases = phaseHalos(values);
  const halos = [
    [powder.polymer, phases.polymer],
    [powder.carbon, phases.carbon],
    [powder.silica, phases.silica],
    [powder.amorphous, amorphousSiliconHalos(areas)],
  ] as const;
  for (const [mass, maxima] of halos) {
    for (const { angle: centre, width, area } of maxima) {
      const height = instrument.brightness * mass * area;
      add(rate, angle, (distance) => height * pseudoVoigt({ width, lorentzian: 0 }, distance), centre);
    }
  }
  return rate;
}

function add(
  rate: Float64Array,
  angle: Float64Array,
  shape: (distance: number) => number,
  centre: number,
): void {
  for (let i = 0; i < rate.length; i++) rate[i]! += shape(angle[i]! - centre);
}

function scanAngles(name: string, { from_rad, to_rad, step_rad, time_s }: XrdProtocol): Float64Array {
  if (!(from_rad > 0 && to_rad > from_rad && to_rad < Math.PI && step_rad > 0 && time_s > 0)) {
    throw new RangeError(
      `XRD of ${name}: 2 theta from ${from_rad} to ${to_rad} rad in steps of ${step_rad} rad, ${time_s} s each; expected rising inside (0, pi), positive step and time`,
    );
  }
  const steps = Math.floor((to_rad - from_rad) / step_rad + 1e-9);
  return Float64Array.from({ length: steps + 1 }, (_, i) => from_rad + i * step_rad);
}

function haloFinding({ coated }: ModelSample): Finding[] {
  if (!coated) return [];
  return [
    {
      severity: 'info',
      code: 'halos-overlap',
      message:
        'the halos of polypyrrole (22.1 deg), carbon (24.5 deg) and native oxide (21.5 deg) overlap within their widths: the pattern alone does not tell them apart',
    },
  ];
}
