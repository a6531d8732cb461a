import { siliconDensity } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import type { AgeState, ModelSample, Population } from '../sample.ts';
import { avogadro, type Element, elementFacts, elements } from './elements.ts';
import { projectThickness } from './projection.ts';
import type { Particle } from './sphere-packing.ts';

/** Density and molar mass of silica. */
const SILICA_DENSITY = 2200; // kg/m3
const SILICA_MASS = 60.084e-3; // kg/mol
/** Hydrogen mass per nitrogen of the shell: C4H3N units. */
const HYDROGEN_PER_NITROGEN = 0.216;
/** Carbon and oxygen atoms in a molecule of interphase (lithium ethylene dicarbonate). */
const INTERPHASE = { C: 4, O: 6 } as const;

/** Atoms of each element under each pixel, 1/m2. */
export type ElementMaps = Readonly<Record<Element, Float64Array>>;

/**
 * What a beam from above meets: silicon cores of chord 2 sqrt(r^2 - rho^2), their native oxide within the radius that was
 * bought, shells of chord(r + d) - chord(r), and the interphase outside them after cycling. Shells hold carbon and nitrogen by
 * their nitrogen fraction; hydrogen and dopants make no lines and are left out.
 */
export function elementMaps(
  values: ParameterValues,
  sample: ModelSample,
  particles: readonly Particle[],
  pixels: number,
  pixelSize: number,
  state?: readonly AgeState[],
): ElementMaps {
  const maps: ElementMaps = { C: blank(pixels), N: blank(pixels), O: blank(pixels), Si: blank(pixels) };
  const oxide = values.nativeOxideThickness;
  sample.populations.forEach((population, index) => {
    const own = particles.filter((one) => one.population === index);
    const project = (outer: (one: Particle) => number, inner?: (one: Particle) => number) =>
      projectThickness(own, pixels, pixels, pixelSize, outer, inner);
    const silicon = (one: Particle) => Math.max(0, one.core - oxide);
    const core = (one: Particle) => one.core;
    const shell = (one: Particle) => one.radius;
    const film = state?.[index]?.seiThickness ?? 0;
    add(maps.Si, project(silicon), (siliconDensity * avogadro) / elementFacts.Si.molarMass);
    const silica = project(core, silicon);
    add(maps.Si, silica, (SILICA_DENSITY * avogadro) / SILICA_MASS);
    add(maps.O, silica, (2 * SILICA_DENSITY * avogadro) / SILICA_MASS);
    const coating = project(shell, core);
    const { carbon, nitrogen } = shellAtoms(values, population);
    add(maps.C, coating, carbon);
    add(maps.N, coating, nitrogen);
    if (film === 0) return;
    const interphase = project((one) => one.radius + film, shell);
    add(maps.C, interphase, (INTERPHASE.C * avogadro) / values.seiMolarVolume);
    add(maps.O, interphase, (INTERPHASE.O * avogadro) / values.seiMolarVolume);
  });
  return maps;
}

/** Atoms per volume of a population's shell, 1/m3. */
export function shellAtoms(
  values: ParameterValues,
  { carbonVolumeFraction, conversions, nitrogenFraction }: Population,
): { readonly carbon: number; readonly nitrogen: number } {
  const solid =
    carbonVolumeFraction * values.carbonDensity + (1 - carbonVolumeFraction) * values.polymerDensity;
  const density = solid * (1 - values.shellPorosity * conversions[2]);
  const carbonFraction = 1 - nitrogenFraction * (1 + HYDROGEN_PER_NITROGEN);
  return {
    carbon: (density * carbonFraction * avogadro) / elementFacts.C.molarMass,
    nitrogen: (density * nitrogenFraction * avogadro) / elementFacts.N.molarMass,
  };
}

/** The elements that occur at all. */
export function occurring(maps: ElementMaps): readonly Element[] {
  return elements.filter((element) => maps[element].some((value) => value > 0));
}

function blank(pixels: number): Float64Array {
  return new Float64Array(pixels * pixels);
}

function add(map: Float64Array, thickness: Float64Array, atoms: number): void {
  for (let k = 0; k < map.length; k++) map[k]! += atoms * thickness[k]!;
}
