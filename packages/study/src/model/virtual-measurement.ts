import type { Dataset } from '@anodelab/data';
import {
  agedStatesInTurns,
  type EdsObservation,
  type ModelSample,
  observeCvInTurns,
  observeCyclingInTurns,
  observeEis,
  observeElectrodeSurfaceInTurns,
  observeProtocolInTurns,
  observeRateInTurns,
  type ParameterValues,
  paperWindow,
  prepareSample,
  type Turns,
} from '@anodelab/models';
import { isPowderTechnique, type PowderStep } from '../schema/powder-step.ts';
import type { SurfaceStep } from '../schema/surface-step.ts';
import type { StudyTechnique } from '../schema/quantity-path.ts';
import type { Study } from '../schema/study-schema.ts';
import { type ModelInputs, modelInputs } from './model-inputs.ts';
import { measurePowder, measureXrays } from './measure-powder.ts';
import { galvanostatic, type GalvanostaticProtocol, spectra, sweeps } from './model-protocol.ts';

/** One virtual measurement, not yet made. */
export interface VirtualMeasurement {
  /** Unique in the study and safe as a file name, without extension: `PCHS-5.cv-0.1mV-s`. */
  readonly name: string;
  readonly sample: string;
  readonly technique: StudyTechnique;
  /** Cycles before the measurement. */
  readonly after: number;
  /** Everything that decides the data, plain JSON. */
  readonly inputs: { readonly model: ModelInputs; readonly protocol: object };
  /** Makes the data, in turns where it takes long: the same inputs give the same bits. */
  measure(turns?: Turns<string>): Promise<Dataset>;
}

type Maker = <P extends { seed: number }>(
  suffix: string,
  after: number,
  protocol: Omit<P, 'seed'>,
  observe: (powder: ModelSample, protocol: P, turns: Turns<string>) => Dataset | Promise<Dataset>,
  /** Measurements of one specimen share its seed. */
  specimen?: string,
) => VirtualMeasurement;

const POINTS_PER_DECADE = 10;

/**
 * The virtual measurements of a modelled sample by one technique: one each for cycling, rate and diffusivity, one per
 * scan rate, one per spectrum, pattern or heating. Protocols beyond whole cycles run at L1 unless the study states a higher level.
 *
 * @throws {RangeError} for a protocol that the virtual instruments cannot run
 */
export function virtualMeasurements(
  study: Study,
  sample: string,
  technique: StudyTechnique,
): readonly VirtualMeasurement[] {
  const model = modelInputs(study, sample);
  const { values } = model;
  const prepared = once(() => prepareSample(values, model.recipe, model));
  const make: Maker = <P extends { seed: number }>(
    suffix: string,
    after: number,
    protocol: Omit<P, 'seed'>,
    observe: (powder: ModelSample, protocol: P, turns: Turns<string>) => Dataset | Promise<Dataset>,
    specimen?: string,
  ) => {
    const name = `${fileName(sample)}.${technique}${suffix}`;
    const seeded = { ...protocol, seed: seedOf(model.seed, specimen ?? name) } as P;
    return {
      name,
      sample,
      technique,
      after,
      inputs: { model, protocol: seeded },
      measure: async (turns = {}) => observe(prepared(), seeded, turns),
    };
  };
  if (isPowderTechnique(technique)) {
    const steps: readonly PowderStep[] = protocolFor(study, technique);
    return steps.flatMap((step, i) =>
      powderMeasurements(values, make, step, i === 0 ? '' : `-${i + 1}`, `${fileName(sample)}.specimen-${i}`),
    );
  }
  if (technique === 'electrode-surface') {
    return protocolFor(study, technique).map((step) => surfaceMeasurement(study, values, make, step));
  }
  const items = protocolFor(study, technique);
  const where = `protocols.${technique}`;
  /** A protocol beyond whole cycles, which the closed form of L0 cannot run. */
  const general = (reason: string) => {
    if (model.level === 'L0') throw new RangeError(`${where} at level L0: ${reason}`);
    const settings = { protocol: items, ...porous(model), capacity_C_kg: study.model?.capacity };
    return make<Parameters<typeof observeProtocolInTurns>[2]>('', 0, settings, (powder, protocol, turns) =>
      observeProtocolInTurns(values, powder, protocol, {
        signal: turns.signal,
        onProgress: ({ step, cycle }) => turns.onProgress?.(`step ${step} in cycle ${cycle}`),
      }),
    );
  };
  switch (technique) {
    case 'cycling': {
      const cycles = galvanostatic(items);
      if (typeof cycles === 'string') return [general(cycles)];
      return [
        make<Parameters<typeof observeCyclingInTurns>[2]>(
          '',
          0,
          { ...cycles, ...atLevel(model) },
          (powder, protocol, turns) =>
            observeCyclingInTurns(
              values,
              powder,
              protocol,
              inCycles(
                turns,
                protocol.steps.reduce((sum, { cycles }) => sum + cycles, 0),
              ),
            ),
        ),
      ];
    }
    case 'rate': {
      const cycles = galvanostatic(items);
      const steps = typeof cycles === 'string' ? cycles : rateSteps(cycles);
      if (typeof steps === 'string') return [general(steps)];
      return [
        make<Parameters<typeof observeRateInTurns>[2]>(
          '',
          0,
          { ...steps, ...atLevel(model) },
          (powder, protocol, turns) =>
            observeRateInTurns(
              values,
              powder,
              protocol,
              inCycles(turns, protocol.currentDensities.length * protocol.cyclesPerStep),
            ),
        ),
      ];
    }
    case 'diffusivity':
      return [general('expected cycles, found a titration')];
    case 'cv':
      return sweeps(items, where).map((sweep) =>
        make<Parameters<typeof observeCvInTurns>[2]>(
          `-${decimal(sweep.scanRate_V_s * 1000)}mV-s`,
          0,
          { ...sweep, ...atLevel(model) },
          (powder, protocol, turns) =>
            observeCvInTurns(values, powder, protocol, {
              signal: turns.signal,
              onProgress: ({ cycle }) => turns.onProgress?.(`cycle ${cycle} of ${protocol.cycles}`),
            }),
        ),
      );
    case 'eis': {
      const cycling = study.protocols?.cycling;
      return spectra(items).map(({ after, lithiation = 0.5, lowest, highest }) => {
        if (after > 0 && cycling === undefined) {
          throw new RangeError(
            `${where}: expected a cycling protocol for a spectrum after ${after} cycles, found none`,
          );
        }
        const ageing = after > 0 && cycling ? galvanostatic(cycling) : undefined;
        if (typeof ageing === 'string') throw new RangeError(`protocols.cycling: ${ageing}`);
        const settings = {
          lithiation,
          lowest_Hz: lowest,
          highest_Hz: highest,
          pointsPerDecade: POINTS_PER_DECADE,
          ageing,
          ...atLevel(model),
        };
        return make<Omit<Parameters<typeof observeEis>[2], 'state'> & { ageing: typeof ageing }>(
          `-after-${after}`,
          after,
          settings,
          async (powder, { ageing: protocol, ...spectrum }, turns) => {
            if (protocol === undefined) return observeEis(values, powder, spectrum);
            const cycle = after + 1;
            const life = { ...protocol, ...atLevel(model) };
            const state = await agedStatesInTurns(values, powder, life, cycle, inCycles(turns, cycle));
            return observeEis(values, powder, { ...spectrum, state, cycle });
          },
        );
      });
    }
  }
}

/** One measurement of a powder; X-rays are two files of one look at it. Maps and micrograph in transmission show the same cluster. */
function powderMeasurements(
  values: ParameterValues,
  make: Maker,
  step: PowderStep,
  suffix: string,
  specimen: string,
): readonly VirtualMeasurement[] {
  type Protocol = { step: PowderStep; seed: number };
  if (step.kind !== 'eds') {
    const shared = step.kind === 'stem' ? specimen : undefined;
    return [
      make<Protocol>(
        suffix,
        0,
        { step },
        (powder, { seed }) => measurePowder(values, powder, step, seed),
        shared,
      ),
    ];
  }
  let looked: EdsObservation | undefined;
  const look = (powder: ModelSample, { seed }: Protocol) =>
    (looked ??= measureXrays(values, powder, step, seed));
  return [
    make<Protocol>(suffix, 0, { step }, (powder, protocol) => look(powder, protocol).maps, specimen),
    make<Protocol>(
      `${suffix}-spectrum`,
      0,
      { step },
      (powder, protocol) => look(powder, protocol).spectrum,
      specimen,
    ),
  ];
}

/** Bonds along a side of the film that the model can bear. */
const BONDS = [8, 200] as const;

/** The electrode after the cycles of the study's cycling protocol; of all looks at one electrode the film is the same. */
function surfaceMeasurement(
  study: Study,
  values: ParameterValues,
  make: Maker,
  { field, pixels, after }: SurfaceStep,
): VirtualMeasurement {
  const where = 'protocols.electrode-surface';
  const bonds = 2 * Math.round(field / values.bondLength / 2);
  if (!(bonds >= BONDS[0] && bonds <= BONDS[1])) {
    const [least, most] = BONDS.map((each) => `${decimal(each * values.bondLength * 1e6)} um`);
    throw new RangeError(
      `${where}: expected a field of ${least} to ${most}, found ${decimal(field * 1e6)} um`,
    );
  }
  const cycling = study.protocols?.cycling;
  if (cycling === undefined && after > 0)
    throw new RangeError(
      `${where}: expected a cycling protocol for a look after ${after} cycles, found none`,
    );
  const whole = cycling === undefined ? FRESH : galvanostatic(cycling);
  if (typeof whole === 'string') throw new RangeError(`protocols.cycling: ${whole}`);
  const planned = whole.steps.reduce((sum, step) => sum + step.cycles, 0);
  if (after > planned)
    throw new RangeError(
      `${where}: expected at most the ${planned} cycles of protocols.cycling, found ${after}`,
    );
  const protocol = { cycling: whole, cycles: after, bonds, pixels, border: 'periodic' as const };
  return make<Parameters<typeof observeElectrodeSurfaceInTurns>[2]>(
    `-after-${after}`,
    after,
    protocol,
    (powder, seeded, turns) => observeElectrodeSurfaceInTurns(values, powder, seeded, inCycles(turns, after)),
    'electrode',
  );
}

/** Of an electrode that was not cycled: what it would be cycled by does not matter. */
const FRESH = { steps: [{ currentDensity: 1000, cycles: 1 }], ...paperWindow };

function protocolFor<T extends StudyTechnique>(
  study: Study,
  technique: T,
): NonNullable<NonNullable<Study['protocols']>[T]> {
  const items = study.protocols?.[technique];
  if (items === undefined || items === null)
    throw new RangeError(`the study has no protocol for ${technique}`);
  return items;
}

/** A name as a file name: what file systems or shells may not take becomes `-`. */
export function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}@._+-]+/gu, '-');
}

/** Level and electrolyte where the study states them; the closed form stands for curves at L0 alone. */
function atLevel({ level, electrolyte }: ModelInputs) {
  return {
    ...(level !== undefined && level !== 'L0' && { level }),
    ...(electrolyte !== undefined && { electrolyte }),
  };
}

/** Turns that count cycles. */
function inCycles({ signal, onProgress }: Turns<string>, cycles: number): Turns<number> {
  return { signal, onProgress: (cycle) => onProgress?.(`cycle ${cycle} of ${cycles}`) };
}

function porous(model: ModelInputs) {
  return { level: 'L1' as const, ...atLevel(model) };
}

/** Cycles at each of several currents; or in words why they are no rate test of the instrument's. */
function rateSteps({ steps, lower_V, upper_V }: GalvanostaticProtocol) {
  const cyclesPerStep = steps[0]?.cycles ?? 0;
  const odd = steps.find((step) => step.cycles !== cyclesPerStep);
  if (odd !== undefined) return `expected ${cyclesPerStep} cycles at each current, found ${odd.cycles}`;
  return { currentDensities: steps.map((step) => step.currentDensity), cyclesPerStep, lower_V, upper_V };
}

/** A seed for each measurement, so that adding one does not change the others (FNV-1a). */
function seedOf(base: number, name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(`${base}/${name}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

function decimal(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
