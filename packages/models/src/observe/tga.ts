import type { Dataset, Finding } from '@anodelab/data';
import { createRandom } from '@anodelab/numerics';
import { gasConstant } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';
import { oxideGain, oxideGrowth } from '../thermogravimetry/silicon-oxide.ts';
import { modelledColumn } from './modelled-column.ts';
import { modelProvenance, sampleStages } from './provenance.ts';

/** A thermobalance. */
export interface Thermobalance {
  readonly name: string;
  /** Standard deviation of a reading, kg. */
  readonly noise: number;
  /** Volume of crucible, sample and holder that is not taken off by a blank run, m3: the hot gas buoys it less. */
  readonly uncorrectedVolume: number;
}

/** A common thermobalance: readings to 0.5 ug, a blank run subtracted. */
export const laboratoryThermobalance: Thermobalance = {
  name: 'virtual thermobalance',
  noise: 0.5e-9,
  uncorrectedVolume: 0,
};

/** Heating of a powder at a constant rate. */
export interface TgaProtocol {
  readonly from_K: number;
  readonly to_K: number;
  readonly heatingRate_K_s: number;
  /** Powder in the crucible, kg. */
  readonly mass_kg: number;
  /** Partial pressure of oxygen, atm; 0.2095 in air. 0 burns and oxidises nothing. */
  readonly oxygen_atm: number;
  /** Temperature between two records, K. */
  readonly interval_K: number;
  /** Of the balance's noise. */
  readonly seed: number;
  /** `laboratoryThermobalance` where not given. */
  readonly instrument?: Thermobalance;
}

/** Oxygen in dry air, atm. */
export const airOxygen = 0.2095;
/** Density of air at 298.15 K, kg/m3; it falls as 1/T. */
const AIR_DENSITY = 1.184;
const AIR_TEMPERATURE = 298.15;
/** Longest step of the integration, K. */
const LONGEST_STEP = 1;

/**
 * The mass of the powder while it is heated: polymer and carbon burn off by first-order laws, silicon oxidises (equation
 * 7.10). A minimum and an upturn, whose residue is not the silicon. Method: docs/methods/virtual-tga.md.
 *
 * @throws {RangeError} for temperatures that do not rise, or a rate, mass or interval that is not positive
 */
export function observeTga(values: ParameterValues, sample: ModelSample, protocol: TgaProtocol): Dataset {
  const {
    from_K,
    heatingRate_K_s,
    mass_kg,
    oxygen_atm,
    seed,
    instrument = laboratoryThermobalance,
  } = protocol;
  const temperature = recordTemperatures(sample.name, protocol);
  const share = remainingShare(values, sample, protocol, temperature);
  const random = createRandom(seed);
  const mass = share.map((value, i) => {
    const lighter = AIR_DENSITY * instrument.uncorrectedVolume;
    const buoyancy = lighter * (AIR_TEMPERATURE / from_K - AIR_TEMPERATURE / temperature[i]!);
    return mass_kg * value + buoyancy + instrument.noise * random.normal();
  });
  return {
    technique: 'tg',
    columns: [
      modelledColumn(
        'time_s',
        's',
        temperature.map((value) => (value - from_K) / heatingRate_K_s),
      ),
      modelledColumn('temperature_K', 'K', temperature),
      modelledColumn('mass_kg', 'kg', mass),
    ],
    meta: {
      sample: sample.name,
      instrument: instrument.name,
      heatingRate_K_s,
      sampleMass_kg: mass_kg,
      oxygen: oxygen_atm,
    },
    provenance: modelProvenance(
      'virtual-thermobalance',
      'powder',
      [...sampleStages(sample), 'native oxide', 'thermogravimetry'],
      { values, sample, protocol },
    ),
    findings: residueFinding(sample, share),
  };
}

/** Mass over the first mass at each temperature of a heating at a constant rate, without noise and buoyancy. */
export function remainingShare(
  values: ParameterValues,
  { populations }: ModelSample,
  { from_K, heatingRate_K_s, oxygen_atm }: Pick<TgaProtocol, 'from_K' | 'heatingRate_K_s' | 'oxygen_atm'>,
  temperature: Float64Array,
): Float64Array {
  const share = new Float64Array(temperature.length);
  const burning = oxygen_atm > 0;
  const rates = (at: number) =>
    [
      burning ? values.polymerBurnFactor * Math.exp(-values.polymerBurnEnergy / (gasConstant * at)) : 0,
      burning ? values.carbonBurnFactor * Math.exp(-values.carbonBurnEnergy / (gasConstant * at)) : 0,
    ] as const;
  let at = from_K;
  let exposure: readonly [polymer: number, carbon: number] = [0, 0];
  const oxides = populations.map(() => values.nativeOxideThickness);
  for (const [i, target] of temperature.entries()) {
    const steps = Math.ceil((target - at) / LONGEST_STEP);
    const step = steps === 0 ? 0 : (target - at) / steps;
    for (let n = 0; n < steps; n++) {
      const seconds = step / heatingRate_K_s;
      const [begin, middle, end] = [rates(at), rates(at + step / 2), rates(at + step)];
      const simpson = (pool: 0 | 1) => (seconds * (begin[pool] + 4 * middle[pool] + end[pool])) / 6;
      exposure = [exposure[0] + simpson(0), exposure[1] + simpson(1)];
      for (const [k, thickness] of oxides.entries())
        oxides[k] = thickened(thickness, seconds, (x, part) =>
          oxideGrowth(values, x, at + part * step, oxygen_atm),
        );
      at += step;
    }
    const [polymer, carbon] = exposure.map((value) => Math.exp(-value));
    populations.forEach(({ weight, radius, siliconFraction, carbonFraction }, k) => {
      const grown =
        (1 + oxideGain(oxides[k]!, radius)) / (1 + oxideGain(values.nativeOxideThickness, radius));
      const burnt = (1 - siliconFraction - carbonFraction) * polymer! + carbonFraction * carbon!;
      share[i]! += weight * (siliconFraction * grown + burnt);
    });
  }
  return share;
}

/** One classical Runge-Kutta step of the oxide's growth; `part` runs from 0 to 1 over it. */
function thickened(x: number, seconds: number, growth: (x: number, part: number) => number): number {
  const k1 = growth(x, 0);
  const k2 = growth(x + (seconds / 2) * k1, 0.5);
  const k3 = growth(x + (seconds / 2) * k2, 0.5);
  const k4 = growth(x + seconds * k3, 1);
  return x + (seconds / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
}

function recordTemperatures(name: string, protocol: TgaProtocol): Float64Array {
  const { from_K, to_K, heatingRate_K_s, mass_kg, interval_K, oxygen_atm } = protocol;
  const positive = Math.min(heatingRate_K_s, mass_kg, interval_K) > 0 && oxygen_atm >= 0;
  if (!(from_K > 0 && to_K > from_K && positive)) {
    throw new RangeError(
      `TG of ${name}: ${mass_kg} kg at ${heatingRate_K_s} K/s from ${from_K} K to ${to_K} K every ${interval_K} K in ${oxygen_atm} atm of oxygen; expected rising temperatures, positive rate, mass and interval`,
    );
  }
  const steps = Math.floor((to_K - from_K) / interval_K + 1e-9);
  return Float64Array.from({ length: steps + 1 }, (_, i) => from_K + i * interval_K);
}

function residueFinding({ siliconFraction }: ModelSample, share: Float64Array): Finding[] {
  const residue = share.at(-1) ?? NaN;
  if (Math.abs(residue / siliconFraction - 1) < 1e-3) return [];
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
  return [
    {
      severity: 'info',
      code: 'residue-not-silicon',
      message: `the residue of ${percent(residue)} is not the silicon: that was ${percent(siliconFraction)}, native oxide included; the rest is oxide grown in the balance and what has not burnt`,
    },
  ];
}
