import {
  coatingRivals,
  defaultRivals,
  heatingRivals,
  type ParameterName,
  parameterNames,
  parameters,
} from '@anodelab/models';
import { parseQuantity } from '@anodelab/units';
import { z } from 'zod';
import { analysisFields } from './analysis-options.ts';
import { claimFields } from './claim.ts';
import { figureFields } from './figure.ts';
import { protocolFields } from './protocol.ts';
import { modelSwitches } from './model-switches.ts';
import { quantity } from './quantity.ts';
import { recipeFields, sampleFields } from './sample.ts';

const name = z.string().regex(/^[^/\\\s][^/\\]*$/, 'expected a name without / and \\');

const paper = z.strictObject({
  title: z.string(),
  authors: z.array(z.string()).optional(),
  journal: z.string().optional(),
  year: z.int().optional(),
  doi: z.string().optional(),
});

const electrode = z.strictObject({
  massRatio: z
    .string()
    .regex(/^\d+(\.\d+)?:\d+(\.\d+)?:\d+(\.\d+)?$/, 'expected active:conductive:binder such as "6:2:2"')
    .meta({ description: 'Active material : conductive carbon : binder' })
    .optional(),
  diameter: quantity('length').optional(),
  loading: quantity('loading').meta({ description: 'Active material per geometric area' }).optional(),
});

const parameterName = z.enum(parameterNames as readonly [ParameterName, ...ParameterName[]]);

function namesOf<Name extends string>(rivals: Readonly<Record<Name, object>>) {
  return z.enum(Object.keys(rivals) as [Name, ...Name[]]);
}

const model = z.strictObject({
  layers: z
    .enum(['populations', 'mean'])
    .meta({
      description: 'Layers of the powder bed apart (default), or one powder with their mean conversion',
    })
    .optional(),
  level: z
    .enum(['L0', 'L1', 'L2', 'L3'])
    .meta({
      description:
        'Cell model: closed form (L0, default for whole cycles), single particles (L1, default for the rest), with electrolyte (L2), porous electrode (L3)',
    })
    .optional(),
  electrolyte: z
    .enum(['nyman', 'landesfeind', 'valoen'])
    .meta({ description: 'LiPF6 in carbonates at L2 and L3; nyman when absent' })
    .optional(),
  capacity: quantity('specificCapacity')
    .meta({ description: 'Of the active material, which C-rates count on; that of its silicon when absent' })
    .optional(),
  seed: z.int().min(0).meta({ description: 'Seed of the instrument noise; 1 when absent' }).optional(),
  switches: modelSwitches
    .meta({ description: 'Mechanisms beyond the default model, each on placeholders of its own' })
    .optional(),
  rivals: z
    .strictObject({
      heating: namesOf(heatingRivals)
        .meta({ description: 'Why carbonisation goes on for minutes: lag (default) or no lag' })
        .default(defaultRivals.heating),
      coating: namesOf(coatingRivals)
        .meta({
          description: 'Why the product burns to 70 %: extra (default), lost silicon or stoichiometric',
        })
        .default(defaultRivals.coating),
    })
    .meta({ description: 'Which of several explanations of the same observations the model follows' })
    .optional(),
  parameters: z
    .partialRecord(parameterName, z.string())
    .transform(readParameters)
    .meta({ description: 'Values with units that replace those of the parameter table' })
    .optional(),
});

/** Schema of `study.yaml`. */
export const studySchema = z.strictObject({
  anodelab: z.literal(1).meta({ description: 'Version of the format' }),
  title: z.string(),
  description: z.string().optional(),
  date: z.iso.date().meta({ description: 'Day that the output is published under' }).optional(),
  license: z
    .string()
    .meta({ description: 'Of the output, such as https://spdx.org/licenses/CC-BY-4.0' })
    .optional(),
  paper: paper.optional(),
  recipe: recipeFields.meta({ description: 'Base recipe of the modelled samples' }).optional(),
  electrode: electrode.optional(),
  model: model.optional(),
  samples: z.record(name, sampleFields),
  protocols: protocolFields.optional(),
  analyses: analysisFields.optional(),
  figures: z.record(name, figureFields).optional(),
  claims: z.array(claimFields).optional(),
  outputs: z
    .strictObject({
      figures: z.array(z.enum(['svg', 'png', 'pdf'])).meta({ description: 'svg, png and pdf when absent' }),
    })
    .partial()
    .optional(),
});

/** A study as read: quantities in SI, steps and paths taken apart. */
export type Study = z.output<typeof studySchema>;

function readParameters(
  texts: Partial<Record<ParameterName, string>>,
  context: z.core.$RefinementCtx,
): Partial<Record<ParameterName, number>> {
  const values: Partial<Record<ParameterName, number>> = {};
  for (const key of parameterNames) {
    const text = texts[key];
    if (text === undefined) continue;
    try {
      values[key] = parseQuantity(text, parameters[key].unit).value;
    } catch {
      const message = `expected a value in a unit such as "${parameters[key].unit}", found "${text}"`;
      context.issues.push({ code: 'custom', path: [key], message, input: text });
    }
  }
  return values;
}
