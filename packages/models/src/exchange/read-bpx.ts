import { type Finding, FormatError } from '@anodelab/data';
import { type BpxLaw, BpxSection } from './bpx-section.ts';

/** Name of our part of a file's `User-defined` section. */
export const NAMESPACE = 'Anodelab half cell';

/** What a BPX file says of one active material, SI, at the reference temperature; energies in J/mol. */
export interface BpxParticle {
  /** Undefined in an electrode of one material. */
  readonly name: string | undefined;
  readonly minimumStoichiometry: number;
  readonly maximumStoichiometry: number;
  readonly maximumConcentration: number;
  readonly radius: number;
  /** Surface per volume of electrode, 1/m. */
  readonly surface: number;
  readonly diffusivity: BpxLaw;
  readonly diffusivityEnergy: number;
  readonly potential: BpxLaw;
  readonly lithiation: BpxLaw | undefined;
  readonly delithiation: BpxLaw | undefined;
  readonly hysteresisDecay: number | undefined;
  /** dU/dT, V/K. */
  readonly entropicChange: BpxLaw | undefined;
  /** i0/F at half lithiation times 2, mol/(m2 s). */
  readonly rate: number;
  readonly rateEnergy: number;
  /** Of the start: +1 delithiation branch, -1 lithiation branch. */
  readonly hysteresis: number | undefined;
  /** Share of the material that is lost. */
  readonly lost: number;
  /** Its part of our own section. */
  readonly own: BpxSection | undefined;
}

/** A porous region; the transport efficiency is effective over bulk transport property. */
export interface BpxRegion {
  readonly thickness: number;
  readonly porosity: number;
  readonly transportEfficiency: number;
}

export interface BpxElectrode {
  readonly thickness: number;
  /** Undefined in a single-particle file, as is `conductivity` (S/m, of the porous electrode). */
  readonly region: BpxRegion | undefined;
  readonly conductivity: number | undefined;
  readonly particles: readonly BpxParticle[];
}

interface BpxElectrolyte {
  readonly transference: number;
  readonly diffusivity: BpxLaw;
  readonly diffusivityEnergy: number;
  readonly conductivity: BpxLaw;
  readonly conductivityEnergy: number;
}

/** A BPX file as read. Values are checked, laws are ready to be evaluated. */
export interface BpxFile {
  readonly version: string;
  readonly title: string | undefined;
  readonly model: 'SPM' | 'SPMe' | 'DFN' | 'Partial';
  /** Of all electrode pairs together, m2; undefined where a partial file has no cell. */
  readonly area: number | undefined;
  readonly referenceTemperature: number;
  readonly electrolyte: BpxElectrolyte | undefined;
  readonly separator: BpxRegion | undefined;
  readonly negative: BpxElectrode | undefined;
  readonly positive: BpxElectrode | undefined;
  /** Share of full charge, mol/m3 and K at the start. */
  readonly stateOfCharge: number | undefined;
  readonly concentration: number | undefined;
  readonly temperature: number | undefined;
  /** Our own part of `User-defined`. */
  readonly own: BpxSection | undefined;
  readonly findings: readonly Finding[];
}

const MODELS = ['SPM', 'SPMe', 'DFN', 'Partial'] as const;
const SPM_NEEDS = 'only "Partial" files may leave this out';

/**
 * Reads a file of the battery parameter exchange format BPX, versions 0.x and 1.x, as JSON. Single and blended
 * electrodes; values as numbers, expressions of x and tables (docs/formats/bpx.md).
 *
 * @param text - the whole file
 * @param file - its name, for errors
 * @throws {FormatError} with the path in the file, what was expected and what was found
 */
export function readBpx(text: string, file: string): BpxFile {
  const findings: Finding[] = [];
  const top = new BpxSection(parseJson(text, file), '', file);
  const header = top.section('Header');
  const version = header.isText('BPX') ? header.text('BPX') : String(header.number('BPX'));
  const major = Number(
    /^(\d+)(\.\d+){0,2}$/.exec(version)?.[1] ?? header.fail('BPX', 'a version such as "1.1.0"'),
  );
  if (major > 1) header.fail('BPX', 'version 0 or 1');
  const isLegacy = major === 0;
  const title = header.has('Title') ? header.text('Title') : undefined;
  for (const key of ['Description', 'References']) if (header.has(key)) header.text(key);
  const model =
    MODELS.find((name) => name === header.text('Model')) ?? header.fail('Model', MODELS.join(', '));
  header.end();

  const all = top.section('Parameterisation');
  const isPartial = model === 'Partial';
  const hasRegions = model === 'DFN' || model === 'SPMe';
  const part = (key: string, isNeeded: boolean): BpxSection | undefined => {
    if (isNeeded && !all.has(key)) all.fail(key, `an object (${SPM_NEEDS})`);
    return all.optionalSection(key);
  };
  const cell = part('Cell', !isPartial);
  const electrolyte = part('Electrolyte', hasRegions);
  const separator = part('Separator', hasRegions);
  const negative = part('Negative electrode', !isPartial);
  const positive = part('Positive electrode', !isPartial);
  const user = all.optionalSection('User-defined');
  all.end();
  const others = user?.keys().filter((key) => key !== NAMESPACE && key !== 'description') ?? [];
  if (others.length > 0) {
    findings.push(info('bpx-user-defined', `User-defined values are not used: ${others.join(', ')}`));
  }
  const own = user?.optionalSection(NAMESPACE);

  const state = top.optionalSection('State');
  const initial = state?.optionalSection('Initial conditions');
  const lost = state?.optionalSection('Degradation');
  state?.optionalSection('Thermal environment');
  state?.end();
  if ((lost?.optionalNumber('LLI') ?? 0) !== 0) {
    findings.push(
      info('bpx-lli', 'a loss of lithium inventory means nothing against lithium metal: not used'),
    );
  }
  if (top.has('Validation')) {
    findings.push(info('bpx-validation', 'the measured curves under Validation are not read'));
  }
  top.end();
  if (isLegacy) {
    findings.push(
      info('bpx-legacy', `version ${version}: temperatures and concentration taken from where it has them`),
    );
  }

  const electrode = (section: BpxSection | undefined, name: string): BpxElectrode | undefined =>
    section === undefined
      ? undefined
      : readElectrode(section, {
          hasRegion: isPartial ? section.has('Conductivity [S.m-1]') : hasRegions,
          hysteresis: (material) => initial?.numberOf(`Initial hysteresis state: ${name}`, material),
          lost: (material) => lost?.numberOf(`LAM: ${name}`, material) ?? 0,
          own: own?.optionalSection('Particles'),
        });
  const found = cell === undefined ? undefined : readCell(cell, isLegacy);
  const solution = electrolyte === undefined ? undefined : readElectrolyte(electrolyte, isLegacy);
  return {
    version,
    title,
    model,
    area: found?.area,
    referenceTemperature: found?.referenceTemperature ?? 298.15,
    electrolyte: solution,
    separator: separator === undefined ? undefined : readRegion(separator, true),
    negative: electrode(negative, 'Negative electrode'),
    positive: electrode(positive, 'Positive electrode'),
    stateOfCharge: initial?.has('Initial state-of-charge')
      ? initial.share('Initial state-of-charge')
      : undefined,
    concentration:
      initial?.optionalNumber('Initial electrolyte concentration [mol.m-3]') ?? solution?.legacyConcentration,
    temperature: initial?.optionalNumber('Initial temperature [K]') ?? found?.legacyTemperature,
    own,
    findings,
  };
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new FormatError(file, `expected JSON, found something else: ${(error as Error).message}`);
  }
}

function info(code: string, message: string): Finding {
  return { severity: 'info', code, message };
}

function readCell(cell: BpxSection, isLegacy: boolean) {
  const area = cell.positive('Electrode area [m2]');
  const pairs = cell.positive('Number of electrode pairs connected in parallel to make a cell');
  for (const key of ['Lower voltage cut-off [V]', 'Upper voltage cut-off [V]', 'Nominal cell capacity [A.h]'])
    cell.number(key);
  for (const key of [
    'External surface area [m2]',
    'Volume [m3]',
    'Density [kg.m-3]',
    'Specific heat capacity [J.K-1.kg-1]',
  ]) {
    cell.optionalNumber(key);
  }
  const referenceTemperature = cell.has('Reference temperature [K]')
    ? cell.positive('Reference temperature [K]')
    : 298.15;
  let legacyTemperature: number | undefined;
  if (isLegacy) {
    const ambient = cell.optionalNumber('Ambient temperature [K]');
    legacyTemperature = cell.optionalNumber('Initial temperature [K]') ?? ambient;
    cell.optionalNumber('Thermal conductivity [W.m-1.K-1]');
  }
  cell.end();
  return { area: area * pairs, referenceTemperature, legacyTemperature };
}

function readElectrolyte(section: BpxSection, isLegacy: boolean) {
  const electrolyte = {
    transference: section.number('Cation transference number'),
    diffusivity: section.law('Diffusivity [m2.s-1]'),
    diffusivityEnergy: section.optionalNumber('Diffusivity activation energy [J.mol-1]') ?? 0,
    conductivity: section.law('Conductivity [S.m-1]'),
    conductivityEnergy: section.optionalNumber('Conductivity activation energy [J.mol-1]') ?? 0,
    legacyConcentration: isLegacy ? section.optionalNumber('Initial concentration [mol.m-3]') : undefined,
  };
  section.end();
  return electrolyte;
}

function readRegion(section: BpxSection, isWhole: boolean): BpxRegion {
  const region = {
    thickness: section.positive('Thickness [m]'),
    porosity: section.share('Porosity'),
    transportEfficiency: section.share('Transport efficiency'),
  };
  if (region.porosity === 0) section.fail('Porosity', 'a number above 0');
  if (region.transportEfficiency === 0) section.fail('Transport efficiency', 'a number above 0');
  if (isWhole) section.end();
  return region;
}

interface ElectrodeContext {
  readonly hasRegion: boolean;
  readonly hysteresis: (material: string | undefined) => number | undefined;
  readonly lost: (material: string | undefined) => number;
  readonly own: BpxSection | undefined;
}

function readElectrode(section: BpxSection, context: ElectrodeContext): BpxElectrode {
  const thickness = section.positive('Thickness [m]');
  const region = context.hasRegion ? readRegion(section, false) : undefined;
  const conductivity = context.hasRegion ? section.positive('Conductivity [S.m-1]') : undefined;
  const materials = section.optionalSection('Particle');
  if (materials === undefined) {
    const particle = readParticle(section, undefined, context);
    section.end();
    return { thickness, region, conductivity, particles: [particle] };
  }
  section.end();
  if (materials.keys().length === 0) section.fail('Particle', 'at least one material');
  const particles = materials.keys().map((name) => {
    const material = materials.section(name);
    const particle = readParticle(material, name, context);
    material.end();
    return particle;
  });
  return { thickness, region, conductivity, particles };
}

function readParticle(section: BpxSection, name: string | undefined, context: ElectrodeContext): BpxParticle {
  const minimumStoichiometry = section.share('Minimum stoichiometry');
  const maximumStoichiometry = section.share('Maximum stoichiometry');
  if (!(minimumStoichiometry < maximumStoichiometry)) {
    section.fail('Maximum stoichiometry', `a number above the minimum stoichiometry ${minimumStoichiometry}`);
  }
  return {
    name,
    minimumStoichiometry,
    maximumStoichiometry,
    maximumConcentration: section.positive('Maximum concentration [mol.m-3]'),
    radius: section.positive('Particle radius [m]'),
    surface: section.positive('Surface area per unit volume [m-1]'),
    diffusivity: section.law('Diffusivity [m2.s-1]'),
    diffusivityEnergy: section.optionalNumber('Diffusivity activation energy [J.mol-1]') ?? 0,
    potential: section.law('OCP [V]'),
    lithiation: section.optionalLaw('OCP (lithiation) [V]'),
    delithiation: section.optionalLaw('OCP (delithiation) [V]'),
    hysteresisDecay: section.optionalNumber('OCP hysteresis decay constant'),
    entropicChange: section.optionalLaw('Entropic change coefficient [V.K-1]'),
    rate: section.positive('Reaction rate constant [mol.m-2.s-1]'),
    rateEnergy: section.optionalNumber('Reaction rate constant activation energy [J.mol-1]') ?? 0,
    hysteresis: context.hysteresis(name),
    lost: context.lost(name),
    own: context.own?.optionalSection(name ?? 'Electrode'),
  };
}
