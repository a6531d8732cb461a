import type { Dataset } from '@anodelab/data';
import {
  airOxygen,
  type ModelSample,
  observeRaman,
  observeTga,
  observeXrd,
  type ParameterValues,
} from '@anodelab/models';
import type { PowderStep } from '../schema/powder-step.ts';

/** Distance of two points of a virtual Raman spectrum, 1/m. */
const RAMAN_STEP = 100;
/** Temperature between two records of a virtual thermobalance, K. */
const HEATING_INTERVAL = 1;

/** What the instrument for that step gives of a powder. */
export function measurePowder(
  values: ParameterValues,
  powder: ModelSample,
  step: PowderStep,
  seed: number,
): Dataset {
  const { from, to } = step;
  switch (step.kind) {
    case 'xrd':
      return observeXrd(values, powder, {
        from_rad: from,
        to_rad: to,
        step_rad: step.step,
        time_s: step.time,
        seed,
      });
    case 'raman':
      return observeRaman(values, powder, {
        from_1_m: from,
        to_1_m: to,
        step_1_m: RAMAN_STEP,
        laser_m: step.laser,
        power_W: step.power,
        time_s: step.time,
        seed,
      });
    case 'tg':
      return observeTga(values, powder, {
        from_K: from,
        to_K: to,
        heatingRate_K_s: step.rate,
        mass_kg: step.mass,
        oxygen_atm: airOxygen,
        interval_K: HEATING_INTERVAL,
        seed,
      });
  }
}
