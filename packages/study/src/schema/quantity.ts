import { parseQuantity } from '@anodelab/units';
import { z } from 'zod';

/** SI unit and an example of each kind of quantity that a study file holds. */
const kinds = {
  mass: { unit: 'kg', example: '150 mg' },
  amount: { unit: 'mol', example: '0.5 mmol' },
  volume: { unit: 'm3', example: '140 uL' },
  temperature: { unit: 'K', example: '800 degC' },
  time: { unit: 's', example: '5 min' },
  length: { unit: 'm', example: '150 nm' },
  area: { unit: 'm2', example: '1.131 cm2' },
  loading: { unit: 'kg/m2', example: '0.8 mg/cm2' },
  potential: { unit: 'V', example: '0.01 V' },
  voltage: { unit: 'V', example: '200 kV' },
  charge: { unit: 'C', example: '5 pC' },
  specificCurrent: { unit: 'A/kg', example: '1 A/g' },
  scanRate: { unit: 'V/s', example: '0.1 mV/s' },
  frequency: { unit: 'Hz', example: '100 kHz' },
  specificCapacity: { unit: 'C/kg', example: '2050 mAh/g' },
  resistance: { unit: 'Ohm', example: '50 Ohm' },
  arealResistance: { unit: 'Ohm m2', example: '40 Ohm cm2' },
  diffusivity: { unit: 'm2/s', example: '1e-16 m2/s' },
  concentration: { unit: 'mol/m3', example: '3.1e5 mol/m3' },
  angle: { unit: 'rad', example: '0.02 deg' },
  wavenumber: { unit: '1/m', example: '100 cm-1' },
  heatingRate: { unit: 'K/s', example: '10 K/min' },
  power: { unit: 'W', example: '1 mW' },
  ratio: { unit: '1', example: '50 %' },
} as const;

export type QuantityKind = keyof typeof kinds;

/**
 * The SI value of a quantity as people write it.
 * @throws {UnitError} when it is no quantity or of another dimension
 */
export function readQuantity(text: string, kind: QuantityKind): number {
  return parseQuantity(text, kinds[kind].unit).value;
}

/** A field that is written with its unit and read as an SI number. */
export function quantity(kind: QuantityKind) {
  const { example } = kinds[kind];
  return z
    .string()
    .transform((text, context) => {
      try {
        return readQuantity(text, kind);
      } catch {
        context.issues.push({
          code: 'custom',
          message: `expected a ${spoken(kind)} such as "${example}", found "${text}"`,
          input: text,
        });
        return z.NEVER;
      }
    })
    .meta({ examples: [example] });
}

function spoken(kind: QuantityKind): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
