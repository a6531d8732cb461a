import type { Dataset } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { gaussianBlur } from '../microscopy/blur.ts';
import { detectElectrons } from '../microscopy/electron-detector.ts';
import { heightMap } from '../microscopy/projection.ts';
import { secondaryYield } from '../microscopy/secondary-electrons.ts';
import { pourClusters } from '../microscopy/sphere-packing.ts';
import type { ParameterValues } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';
import { modelProvenance, sampleStages } from './provenance.ts';

/** A secondary-electron image of the powder. */
export interface SemProtocol {
  /** Width of the square field, m. */
  readonly field_m: number;
  /** Pixels along each side. */
  readonly pixels: number;
  /** Of powder and noise. */
  readonly seed: number;
}

/** Clusters poured per area of one cluster: the ground is covered, some lie on others. */
const LAYERS = 1.6;
/** Standard deviation of the probe, m: a field-emission microscope at 5 kV. */
const PROBE = 1.5e-9;

/**
 * The picture of the powder, 8 bits, with the particles whose middles lie in the field counted in `meta`.
 * Method: docs/methods/virtual-microscopy.md.
 *
 * @throws {RangeError} for a field or pixels that cannot be
 */
export function observeSem(values: ParameterValues, sample: ModelSample, protocol: SemProtocol): Dataset {
  const { field_m, pixels, seed } = protocol;
  checkField(`SEM of ${sample.name}`, field_m, pixels);
  const random = createRandom(seed);
  const margin = 2 * values.clusterDiameter;
  const side = field_m + 2 * margin;
  const count = Math.ceil((LAYERS * side ** 2) / ((Math.PI / 4) * values.clusterDiameter ** 2));
  const particles = pourClusters(values, sample, random, side, side, count).map((one) => ({
    ...one,
    x: one.x - margin,
    y: one.y - margin,
  }));
  const pixelSize = field_m / pixels;
  const surface = heightMap(particles, pixels, pixels, pixelSize);
  const electronYield = secondaryYield(
    surface.map((each) => each / pixelSize),
    pixels,
    pixels,
  );
  const seen = gaussianBlur(electronYield, pixels, pixels, PROBE / pixelSize);
  const inside = particles.filter(({ x, y }) => x >= 0 && x < field_m && y >= 0 && y < field_m);
  return {
    technique: 'sem',
    columns: [],
    meta: {
      sample: sample.name,
      seed,
      particles: inside.length,
      meanParticleDiameter_m: inside.reduce((sum, { radius }) => sum + 2 * radius, 0) / inside.length,
    },
    provenance: modelProvenance('virtual-sem', 'sphere packing', [...sampleStages(sample), 'microscopy'], {
      values,
      sample,
      protocol,
    }),
    findings: [],
    raster: {
      width: pixels,
      height: pixels,
      pixelSize_m: pixelSize,
      channels: [{ name: 'SE', unit: null, origin: 'modelled', values: detectElectrons(random, seen) }],
    },
  };
}

/** @throws {RangeError} for a field that is no length, or fewer than eight pixels */
export function checkField(what: string, field: number, pixels: number): void {
  if (field > 0 && field < Infinity && Number.isInteger(pixels) && pixels >= 8 && pixels <= 8192) return;
  throw new RangeError(
    `${what}: field of ${field} m with ${pixels} pixels; expected a length above zero and 8 to 8192 pixels`,
  );
}
