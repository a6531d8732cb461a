import type { Dataset, Finding } from '@anodelab/data';
import { createRandom, poisson } from '@anodelab/numerics';
import { siliconDensity } from '../constants.ts';
import { gaussianBlur } from '../microscopy/blur.ts';
import { type Element, elementFacts, ionisation, xrayRange } from '../microscopy/elements.ts';
import { elementMaps, occurring } from '../microscopy/element-maps.ts';
import { packCluster, pourClusters } from '../microscopy/sphere-packing.ts';
import { expectedSpectrum } from '../microscopy/xray-spectrum.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { modelledColumn } from './modelled-column.ts';
import { modelProvenance, sampleStages } from './provenance.ts';
import { checkField } from './sem.ts';
import { clusterFacts, inMiddle } from './stem.ts';

/** X-ray maps: of one cluster in transmission (`stem`), or of powder on a holder (`sem`). */
export interface EdsProtocol {
  readonly microscope: 'stem' | 'sem';
  /** V. */
  readonly beam_V: number;
  readonly field_m: number;
  readonly pixels: number;
  /** Charge of the beam per pixel, C. */
  readonly dose_C: number;
  /** Of powder and counts. */
  readonly seed: number;
  /** What ageing did to each population; powder as made where not given. */
  readonly state?: readonly AgeState[];
}

/** Maps with a channel per element, and the spectrum of all pixels. */
export interface EdsObservation {
  readonly maps: Dataset;
  readonly spectrum: Dataset;
}

/** Electron charge, C. */
const CHARGE = 1.602176634e-19;
/** Solid angles of the detectors, sr: four segments about a thin specimen, one over a holder. */
const SOLID_ANGLE = { stem: 0.9, sem: 0.05 } as const;
/** Standard deviation of the probe in transmission, m. */
const PROBE = 0.5e-9;
/** Clusters poured per area of one cluster on a holder. */
const LAYERS = 4;
const CHANNELS = 2048;
/** Width of a channel, eV. */
const STEP = 10;

/**
 * Counts per pixel of each element's K lines, Poisson about atoms x ionisation cross-section x fluorescence yield x solid
 * angle, blurred by the probe or, on a holder, by the range of the electrons; and the sum spectrum, drawn about the same expected
 * counts. No absorption, no secondary fluorescence. Method: docs/methods/virtual-microscopy.md.
 *
 * @throws {RangeError} for a field, pixels, beam or dose that cannot be
 */
export function observeEds(
  values: ParameterValues,
  sample: ModelSample,
  protocol: EdsProtocol,
): EdsObservation {
  const { microscope, beam_V, field_m, pixels, dose_C, seed, state } = protocol;
  checkField(`EDS of ${sample.name}`, field_m, pixels);
  if (!(beam_V >= 1000 && beam_V <= 1e6 && dose_C > 0 && dose_C < Infinity))
    throw new RangeError(
      `EDS of ${sample.name}: ${beam_V} V and ${dose_C} C; expected 1 kV to 1 MV and a dose`,
    );
  const random = createRandom(seed);
  const pixelSize = field_m / pixels;
  const particles = microscope === 'stem' ? inMiddle(packCluster(values, sample, random), field_m) : powder();
  const atoms = elementMaps(values, sample, particles, pixels, pixelSize, state);
  const detected = ((dose_C / CHARGE) * SOLID_ANGLE[microscope]) / (4 * Math.PI);
  const expected = occurring(atoms).map((element) => {
    const facts = elementFacts[element];
    const perAtom = detected * ionisation(facts, beam_V) * facts.fluorescence;
    const blurred = gaussianBlur(atoms[element], pixels, pixels, deviation(element) / pixelSize);
    return { element, map: blurred.map((count) => perAtom * count) };
  });
  const provenance = modelProvenance('virtual-eds', 'projection', [...sampleStages(sample), 'microscopy'], {
    values,
    sample,
    protocol,
  });
  const facts = {
    sample: sample.name,
    seed,
    beamVoltage_V: beam_V,
    detectorSolidAngle_sr: SOLID_ANGLE[microscope],
    ...(microscope === 'stem' ? clusterFacts(sample, particles) : {}),
  };
  const channels = expected.map(({ element, map }) => ({
    name: element,
    unit: 'counts',
    origin: 'modelled' as const,
    values: Uint16Array.from(map, (mean) => Math.min(0xffff, poisson(random, mean))),
  }));
  const energies = Float64Array.from({ length: CHANNELS }, (_, k) => STEP * k);
  const totals = Object.fromEntries(
    expected.map(({ element, map }) => [element, map.reduce((sum, mean) => sum + mean, 0)]),
  ) as Partial<Record<Element, number>>;
  const mean = expectedSpectrum(energies, totals, beam_V, values.bremsstrahlungShare);
  const findings = microscope === 'sem' ? [blurFinding(deviation('Si'))] : [];
  const common = { technique: 'eds', meta: facts, provenance, findings } as const;
  return {
    maps: {
      ...common,
      columns: [],
      raster: { width: pixels, height: pixels, pixelSize_m: pixelSize, channels },
    },
    spectrum: {
      ...common,
      columns: [
        modelledColumn('energy_eV', 'eV', energies),
        modelledColumn(
          'counts',
          '1',
          mean.map((count) => poisson(random, count)),
        ),
      ],
    },
  };

  /** Standard deviation of where the counts of an element come from, m. */
  function deviation(element: Element): number {
    if (microscope === 'stem') return PROBE;
    const density = siliconDensity * values.powderDensityRatio;
    return values.interactionWidth * xrayRange(elementFacts[element], beam_V, density);
  }

  function powder() {
    const margin = 2 * values.clusterDiameter;
    const side = field_m + 2 * margin;
    const count = Math.ceil((LAYERS * side ** 2) / ((Math.PI / 4) * values.clusterDiameter ** 2));
    const poured = pourClusters(values, sample, random, side, side, count);
    return poured.map((one) => ({ ...one, x: one.x - margin, y: one.y - margin }));
  }
}

function blurFinding(deviation: number): Finding {
  return {
    severity: 'warning',
    code: 'map-blurred-by-beam',
    message: `silicon's X-rays come from ${Math.round(2.3548 * deviation * 1e9)} nm around the beam (full width at half maximum): even maps say nothing of shells`,
  };
}
