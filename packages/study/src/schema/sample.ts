import { z } from 'zod';
import { quantity } from './quantity.ts';
import { studyTechniques } from './quantity-path.ts';

/** What is weighed in and how it is flashed; the base of the study, or a sample's difference from it. */
export const recipeFields = z.strictObject({
  coating: z
    .enum(['polypyrrole', 'none'])
    .meta({ description: 'none: bare silicon, neither coated nor heated' })
    .optional(),
  silicon: quantity('mass').optional(),
  particleDiameter: quantity('length')
    .meta({ description: 'Number median of the silicon particles' })
    .optional(),
  surfactant: quantity('mass').meta({ description: 'Sodium dodecyl sulfate' }).optional(),
  pyrrole: quantity('volume').optional(),
  oxidant: quantity('mass').meta({ description: 'Ammonium persulfate' }).optional(),
  acid: quantity('amount').meta({ description: 'Hydrochloric acid' }).optional(),
  furnace: quantity('temperature').meta({ description: 'Temperature of the preheated furnace' }).optional(),
  flash: quantity('time').meta({ description: 'Time in the furnace; 0 min: not heated' }).optional(),
});

const globs = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .meta({ description: 'File names or globs, relative to the study file' });

const byCycles = z
  .record(z.string().regex(/^\d+$/, 'expected a number of cycles such as 0'), globs)
  .meta({ description: 'Files by the number of cycles before the measurement' })
  .optional();

const files = z.strictObject({
  cycling: globs.optional(),
  rate: globs.optional(),
  cv: globs.meta({ description: 'One file per scan rate, or one with all' }).optional(),
  xrd: globs.optional(),
  raman: globs.optional(),
  tg: globs.meta({ description: 'Thermogravimetry' }).optional(),
  sem: globs.meta({ description: 'Micrographs of the powder, each for itself' }).optional(),
  stem: globs.meta({ description: 'Micrographs in transmission, each for itself' }).optional(),
  eds: globs.meta({ description: 'X-ray maps of one place and their spectrum' }).optional(),
  'electrode-surface': byCycles,
  diffusivity: globs
    .meta({ description: 'Pulses, pauses, impedance and voltammograms of one electrode together' })
    .optional(),
  eis: byCycles,
});

const cell = z.strictObject({
  cycling: globs.optional(),
  rate: globs.optional(),
  activeMass: quantity('mass')
    .meta({ description: 'Of this cell; replaces the mass of the files' })
    .optional(),
});

/** A sample: modelled (`recipe`), measured (`files`), or both, which are then drawn beside each other. */
export const sampleFields = z
  .strictObject({
    label: z.string().meta({ description: 'Name in figures; the key when absent' }).optional(),
    recipe: recipeFields.meta({ description: 'Modelled: what differs from the base recipe' }).optional(),
    techniques: z
      .array(z.enum(studyTechniques))
      .meta({ description: 'Techniques by which it is modelled; all that have a protocol when absent' })
      .optional(),
    files: files
      .meta({ description: 'Measured: files by technique, the format is recognised by content' })
      .optional(),
    cells: z
      .record(z.string().regex(/^(?!modelled$)./, 'expected a name of a cell such as "cell 1"'), cell)
      .meta({ description: 'Cells made alike of this sample, by name: each is a test of its own' })
      .optional(),
    activeMass: quantity('mass').meta({ description: 'Replaces the mass of the files' }).optional(),
    area: quantity('area').meta({ description: 'Geometric area of the electrode' }).optional(),
    workingElectrode: z.enum(['anode', 'cathode', 'full']).optional(),
  })
  .refine(
    ({ recipe, files: measured, cells }) =>
      recipe !== undefined || measured !== undefined || cells !== undefined,
    { message: 'expected `recipe` (modelled), `files` or `cells` (measured), or several, found none' },
  )
  .refine(
    ({ files: measured, cells = {} }) =>
      Object.values(cells).every((each) => !measured?.cycling || !each.cycling) &&
      Object.values(cells).every((each) => !measured?.rate || !each.rate),
    { message: 'expected the files of a technique in `files` (one cell) or in `cells`, found both' },
  );

export type RecipeFields = z.output<typeof recipeFields>;
export type SampleFields = z.output<typeof sampleFields>;
