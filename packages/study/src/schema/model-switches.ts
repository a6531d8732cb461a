import { z } from 'zod';
import { quantity } from './quantity.ts';

const off = (description: string) => z.boolean().meta({ description }).default(false);

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
    .default('ductility'),
  firstLithiation: off('Crystalline silicon that lithium must first make amorphous'),
  lithiumSilicide: off('Crystalline Li15Si4 at deep lithiation'),
  additive: off('Fluoroethylene carbonate that both electrodes use up'),
  counterResistance: z
    .array(z.strictObject({ cycle: z.int().min(1), resistance: quantity('arealResistance') }))
    .meta({ description: 'Measured resistance of the ageing lithium electrode beyond that of the fresh one' })
    .default([]),
});
