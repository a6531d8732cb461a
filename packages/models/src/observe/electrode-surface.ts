import type { Dataset } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { age } from '../ageing/age.ts';
import type { AgeProtocol } from '../ageing/protocol.ts';
import { type CrackStatistics, crackStatistics } from '../electrode/crack-statistics.ts';
import { CrackingFilm } from '../electrode/cracking-film.ts';
import { filmMisfit } from '../electrode/film-misfit.ts';
import { drawCracks } from '../electrode/draw-cracks.ts';
import type { Border } from '../electrode/triangular-lattice.ts';
import { detectElectrons } from '../microscopy/electron-detector.ts';
import { atOnce, inTurns, type Turns } from '../in-turns.ts';
import type { ParameterValues } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';
import { lifeStages } from '../switches.ts';
import { modelProvenance, sampleStages } from './provenance.ts';

/** An electrode that is taken out after `cycles` cycles, delithiated, and looked at from above. */
export interface ElectrodeSurfaceProtocol {
  /** How it was cycled; at least `cycles` cycles. */
  readonly cycling: AgeProtocol;
  /** 0: as it was made. */
  readonly cycles: number;
  /** Side of the film in bonds (`bondLength` each); even. */
  readonly bonds: number;
  /** Pixels across. */
  readonly pixels: number;
  readonly border: Border;
  /** Of the film's strengths and the microscope's noise. */
  readonly seed: number;
}

/** Cycles between two equilibria of the film. */
const STEP = 5;

/**
 * The picture of the electrode after cycling, with the share of each pixel that is crack as its second channel, and the
 * statistics of the cracks in `meta`. Method: docs/methods/electrode-cracks.md.
 *
 * @throws {RangeError} for cycles, bonds or pixels that cannot be
 */
export function observeElectrodeSurface(
  values: ParameterValues,
  sample: ModelSample,
  protocol: ElectrodeSurfaceProtocol,
): Dataset {
  return atOnce(crackFilm(values, sample, protocol));
}

/** As `observeElectrodeSurface`, handing the thread back between cycles: tells progress, and stops when told to. */
export function observeElectrodeSurfaceInTurns(
  values: ParameterValues,
  sample: ModelSample,
  protocol: ElectrodeSurfaceProtocol,
  turns: Turns<number> = {},
): Promise<Dataset> {
  return inTurns(crackFilm(values, sample, protocol), turns);
}

/** Yields the cycle that the film has reached. */
function* crackFilm(
  values: ParameterValues,
  sample: ModelSample,
  protocol: ElectrodeSurfaceProtocol,
): Generator<number, Dataset> {
  const { cycling, cycles, bonds, pixels, border, seed } = protocol;
  if (!(Number.isInteger(cycles) && cycles >= 0 && Number.isInteger(pixels) && pixels >= 8)) {
    throw new RangeError(
      `electrode of ${sample.name}: ${cycles} cycles, ${pixels} pixels; expected a whole number of cycles and eight pixels or more`,
    );
  }
  const history = age(values, sample, cycling);
  const film = new CrackingFilm({
    columns: bonds,
    rows: bonds,
    border,
    substrate: values.substrateStiffness,
    strength: values.bondStrength,
    shape: values.bondStrengthShape,
    fatigue: values.bondFatigue,
    fatigueExponent: values.bondFatigueExponent,
    seed,
  });
  let misfit = cycles === 0 ? 0 : filmMisfit(values, history, 1);
  film.shrink(misfit);
  for (let cycle = 1; cycle < cycles; ) {
    yield cycle;
    const step = Math.min(STEP, cycles - cycle);
    film.tire(step);
    cycle += step;
    misfit = filmMisfit(values, history, cycle);
    film.shrink(misfit);
  }
  const random = createRandom(seed ^ 0x5eed);
  const picture = drawCracks(film, misfit, pixels, random);
  const { width, height, crackShare } = picture;
  const statistics = crackStatistics(film.lattice);
  const stages = [
    ...sampleStages(sample),
    ...lifeStages(sample.switches, sample.coated),
    'electrode cracks',
  ] as const;
  return {
    technique: 'sem',
    columns: [],
    meta: { sample: sample.name, cycles, misfit, seed, ...facts(statistics, values.bondLength, crackShare) },
    provenance: modelProvenance('virtual-sem', 'spring lattice', stages, { values, sample, protocol }),
    findings: [],
    raster: {
      width,
      height,
      pixelSize_m: (film.lattice.width * values.bondLength) / width,
      channels: [
        {
          name: 'SE',
          unit: null,
          origin: 'modelled',
          values: detectElectrons(random, picture.electronYield),
        },
        {
          name: 'crack mask',
          unit: null,
          origin: 'modelled',
          values: Uint8Array.from(crackShare, (share) => Math.round(255 * share)),
        },
      ],
    },
  };
}

function facts(statistics: CrackStatistics, bondLength: number, crackShare: Float64Array) {
  return {
    brokenBondShare: statistics.brokenShare,
    crackLengthDensity_1_m: statistics.lengthDensity / bondLength,
    crackAreaShare: crackShare.reduce((sum, share) => sum + share, 0) / crackShare.length,
    crackClusters: statistics.clusters,
    largestClusterShare: statistics.largestShare,
    isSpanning: statistics.isSpanning,
  };
}
