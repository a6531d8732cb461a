import type { Dataset } from '@anodelab/data';
import { createRandom, poisson } from '@anodelab/numerics';
import { gaussianBlur } from '../microscopy/blur.ts';
import { elementFacts, elements } from '../microscopy/elements.ts';
import { elementMaps } from '../microscopy/element-maps.ts';
import { packCluster, type Particle } from '../microscopy/sphere-packing.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { modelProvenance, sampleStages } from './provenance.ts';
import { checkField } from './sem.ts';

/** A dark-field image of one cluster in transmission. */
export interface StemProtocol {
  /** Width of the square field, m. */
  readonly field_m: number;
  readonly pixels: number;
  /** Of cluster and noise. */
  readonly seed: number;
  /** What ageing did to each population; powder as made where not given. */
  readonly state?: readonly AgeState[];
}

/** Electrons per pixel: 50 pA for 16 us. */
const ELECTRONS = 5000;
/** Standard deviation of the probe, m. */
const PROBE = 0.2e-9;
/** Dark-field cross-section of hydrogen, m2; it goes as Z^1.7 (150 nm of silicon scatter a fifth of the electrons). */
const DARK_FIELD = 3.4e-25;
const POWER = 1.7;

/**
 * The high-angle dark-field picture of a cluster: electrons counted in each pixel, whose expectation goes as the atoms under it
 * times Z^1.7. Method: docs/methods/virtual-microscopy.md.
 *
 * @throws {RangeError} for a field or pixels that cannot be
 */
export function observeStem(values: ParameterValues, sample: ModelSample, protocol: StemProtocol): Dataset {
  const { field_m, pixels, seed, state } = protocol;
  checkField(`STEM of ${sample.name}`, field_m, pixels);
  const random = createRandom(seed);
  const cluster = inMiddle(packCluster(values, sample, random), field_m);
  const pixelSize = field_m / pixels;
  const maps = elementMaps(values, sample, cluster, pixels, pixelSize, state);
  const scattered = Float64Array.from({ length: pixels * pixels }, (_, k) => {
    let power = 0;
    for (const element of elements) power += maps[element][k]! * elementFacts[element].number ** POWER;
    return -Math.expm1(-DARK_FIELD * power);
  });
  const seen = gaussianBlur(scattered, pixels, pixels, PROBE / pixelSize);
  return {
    technique: 'stem',
    columns: [],
    meta: { sample: sample.name, seed, ...clusterFacts(sample, cluster) },
    provenance: modelProvenance('virtual-stem', 'projection', [...sampleStages(sample), 'microscopy'], {
      values,
      sample,
      protocol,
    }),
    findings: [],
    raster: {
      width: pixels,
      height: pixels,
      pixelSize_m: pixelSize,
      channels: [
        {
          name: 'HAADF',
          unit: 'counts',
          origin: 'modelled',
          values: Uint16Array.from(seen, (share) => Math.min(0xffff, poisson(random, ELECTRONS * share))),
        },
      ],
    },
  };
}

/** A cluster moved so that its box lies in the middle of the field. */
export function inMiddle(cluster: readonly Particle[], field: number): readonly Particle[] {
  const middle = (of: (one: Particle) => number) =>
    (Math.min(...cluster.map((one) => of(one) - one.radius)) +
      Math.max(...cluster.map((one) => of(one) + one.radius))) /
    2;
  const [x, y] = [middle((one) => one.x), middle((one) => one.y)];
  return cluster.map((one) => ({ ...one, x: one.x - x + field / 2, y: one.y - y + field / 2 }));
}

/** What the picture shows, for whoever measures it. */
export function clusterFacts({ populations }: ModelSample, cluster: readonly Particle[]) {
  return {
    particles: cluster.length,
    coreDiameters_m: cluster.map(({ core }) => 2 * core),
    shellThickness_m: cluster.map(({ population }) => populations[population]!.shellThickness),
  };
}
