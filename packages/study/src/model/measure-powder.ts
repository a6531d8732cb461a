import type { Dataset } from '@anodelab/data';
import {
  airOxygen,
  type EdsObservation,
  type ModelSample,
  observeEds,
  observeRaman,
  observeSem,
  observeStem,
  observeTga,
  observeXrd,
  type ParameterValues,
} from '@anodelab/models';
import type { PowderStep } from '../schema/powder-step.ts';

/** Distance of two points of a virtual Raman spectrum, 1/m. */
const RAMAN_STEP = 100;
/** Temperature between two records of a virtual thermobalance, K. */
const HEATING_INTERVAL = 1;

/** What the instrument for that step gives of a powder; of X-ray maps see `measureXrays`. */
export function measurePowder(
  values: ParameterValues,
  powder: ModelSample,
  step: Exclude<PowderStep, { kind: 'eds' }>,
  seed: number,
): Dataset {
  switch (step.kind) {
    case 'xrd':
      return observeXrd(values, powder, {
        from_rad: step.from,
        to_rad: step.to,
        step_rad: step.step,
        time_s: step.time,
        seed,
      });
    case 'raman':
      return observeRaman(values, powder, {
        from_1_m: step.from,
        to_1_m: step.to,
        step_1_m: RAMAN_STEP,
        laser_m: step.laser,
        power_W: step.power,
        time_s: step.time,
        seed,
      });
    case 'tg':
      return observeTga(values, powder, {
        from_K: step.from,
        to_K: step.to,
        heatingRate_K_s: step.rate,
        mass_kg: step.mass,
        oxygen_atm: airOxygen,
        interval_K: HEATING_INTERVAL,
        seed,
      });
    case 'sem':
      return observeSem(values, powder, { field_m: step.field, pixels: step.pixels, seed });
    case 'stem':
      return observeStem(values, powder, { field_m: step.field, pixels: step.pixels, seed });
  }
}

/** The X-ray maps of a powder and their sum spectrum. */
export function measureXrays(
  values: ParameterValues,
  powder: ModelSample,
  step: Extract<PowderStep, { kind: 'eds' }>,
  seed: number,
): EdsObservation {
  return observeEds(values, powder, {
    microscope: step.microscope,
    beam_V: step.beam,
    field_m: step.field,
    pixels: step.pixels,
    dose_C: step.dose,
    seed,
  });
}
