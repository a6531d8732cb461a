import { z } from 'zod';
import { readQuantity } from './quantity.ts';
import { parseQuantityPath, type QuantityPath } from './quantity-path.ts';

const path = z
  .string()
  .transform((text, context): QuantityPath => {
    try {
      return parseQuantityPath(text);
    } catch (error) {
      context.issues.push({
        code: 'custom',
        message: error instanceof Error ? error.message : '',
        input: text,
      });
      return z.NEVER;
    }
  })
  .meta({
    examples: ['PCHS-5/rate/capacity@5A/g', 'nmSi/eis@100/resistance@0.01Hz', 'PCHS-5/cv/capacitiveShare@*'],
  });

const paths = z
  .union([path, z.array(path).min(1)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const check = z
  .strictObject({
    quantity: paths.meta({ description: 'One quantity; several, or one with @*, make a series' }),
    relation: z.enum(['about', 'above', 'below', 'increases', 'decreases']),
    value: z.string().meta({ description: 'With its unit' }).optional(),
    tolerance: z.string().meta({ description: 'With a unit, or % of the value; 5 % when absent' }).optional(),
    than: paths.meta({ description: 'Compared with each of these' }).optional(),
    times: z.number().positive().meta({ description: 'Factor on `than`; 1 when absent' }).optional(),
  })
  .transform((fields, context): Check => {
    const kind = fields.quantity[0]?.kind ?? 'ratio';
    const fail = (message: string, ...at: string[]) => {
      context.issues.push({ code: 'custom', message, path: at, input: fields });
      return z.NEVER;
    };
    for (const [key, list] of [
      ['quantity', fields.quantity],
      ['than', fields.than ?? []],
    ] as const) {
      const odd = list.find((other) => other.kind !== kind);
      if (odd !== undefined) return fail(`expected a ${kind}, found "${odd.text}", a ${odd.kind}`, key);
    }
    const { quantity, relation, than, times = 1 } = fields;
    if (relation === 'increases' || relation === 'decreases') {
      const extra = (['value', 'than'] as const).find((key) => fields[key] !== undefined);
      return extra === undefined
        ? { kind: 'trend', quantity, relation }
        : fail(`expected no ${extra} with "${relation}"`, extra);
    }
    if ((fields.value === undefined) === (than === undefined))
      return fail('expected either `value` or `than`');
    try {
      const value = fields.value === undefined ? undefined : readQuantity(fields.value, kind);
      const tolerance = readTolerance(fields.tolerance ?? '5 %', kind);
      return { kind: 'comparison', quantity, relation, reference: value ?? than ?? [], times, tolerance };
    } catch (error) {
      const why = error instanceof Error ? error.message : 'expected a value';
      return fail(why.slice(why.indexOf('expected')), fields.value === undefined ? 'tolerance' : 'value');
    }
  });

/** A sentence of the paper and what would have to be true of the results. */
export const claimFields = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'expected letters, digits and hyphens'),
  sentence: z.string().meta({ description: 'The words of the paper' }),
  section: z.string().optional(),
  checks: z.array(check).meta({ description: 'All must hold' }).optional(),
  needs: z
    .string()
    .meta({ description: 'What would be needed to test it, where it cannot be tested here' })
    .optional(),
  class: z
    .enum(['fitted', 'tuned', 'predicted'])
    .meta({ description: 'Whether the model was fitted to it, tuned to it alone, or did not see it' })
    .optional(),
  note: z.string().optional(),
});

/** The tolerance of `about`: absolute in SI, or relative to the expected value. */
type Tolerance = { readonly absolute: number } | { readonly relative: number };

/** The series of quantities rises or falls in its order. */
type Trend = {
  readonly kind: 'trend';
  readonly quantity: readonly QuantityPath[];
  readonly relation: 'increases' | 'decreases';
};

/** Each quantity against a value (SI) or against other quantities, times a factor. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly quantity: readonly QuantityPath[];
  readonly relation: 'about' | 'above' | 'below';
  readonly reference: number | readonly QuantityPath[];
  readonly times: number;
  readonly tolerance: Tolerance;
}

export type Check = Trend | Comparison;

export type ClaimFields = z.output<typeof claimFields>;

function readTolerance(text: string, kind: QuantityPath['kind']): Tolerance {
  return text.trim().endsWith('%') && kind !== 'ratio'
    ? { relative: readQuantity(text, 'ratio') }
    : { absolute: readQuantity(text, kind) };
}
