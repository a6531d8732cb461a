import { z } from 'zod';
import { quantity } from './quantity.ts';

const off = (description: string) => z.boolean().meta({ description }).optional();

/** Mechanisms of the model that are off by default, by the names of its `ModelSwitches`. */
export const modelSwitches = z.strictObject({
  pyrolysisHeat: off('Heat of the coating’s pyrolysis in the powder bed'),
  coreFracture: off('Fresh surface of bare particles that break in their first lithiation'),
  stressPotential: off('Potential of silicon under the pressure of its shell during lithiation'),
  lifeLaw: z
    .enum(['ductility', 'paris'])
    .meta({
      description: 'What counts the life of a shell: plastic strain (default) or the drive of a crack',
    })
    .optional(),
  firstLithiation: off('Crystalline silicon that lithium must first make amorphous'),
  additive: off('Fluoroethylene carbonate that both electrodes use up'),
  counterResistance: z
    .array(z.strictObject({ cycle: z.int().min(1), resistance: quantity('arealResistance') }))
    .min(1)
    .meta({ description: 'Measured resistance of the ageing lithium electrode beyond that of the fresh one' })
    .optional(),
});
