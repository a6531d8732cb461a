import { z } from 'zod';
import { type ProtocolItem, type Step, stepField } from './step.ts';

const repeat = z.strictObject({
  repeat: z.int().min(1).max(100_000),
  steps: z.array(stepField).min(1),
});

const item = z.union([stepField, repeat]).meta({
  description: 'A step in words, or { repeat: times, steps: [...] }',
});

function protocolOf(...allowed: readonly Step['kind'][]) {
  return z
    .array(item)
    .min(1)
    .superRefine((items, context) => {
      for (const [index, entry] of items.entries()) {
        for (const [inner, step] of stepsOf(entry).entries()) {
          if (allowed.includes(step.kind)) continue;
          context.issues.push({
            code: 'custom',
            path: 'repeat' in entry ? [index, 'steps', inner] : [index],
            message: `expected steps of kind ${allowed.join(', ')}, found ${step.kind}`,
            input: entry,
          });
        }
      }
    });
}

function stepsOf(entry: ProtocolItem): readonly Step[] {
  return 'repeat' in entry ? entry.steps.flatMap(stepsOf) : [entry];
}

/** What is done to modelled samples, by technique. */
export const protocolFields = z.strictObject({
  cycling: protocolOf('charge', 'discharge', 'rest').optional(),
  rate: protocolOf('charge', 'discharge', 'rest').optional(),
  cv: protocolOf('sweep').optional(),
  eis: protocolOf('impedance').optional(),
});

/** The steps in the order in which they run; `repeat` written out. */
export function flatSteps(items: readonly ProtocolItem[]): readonly Step[] {
  return items.flatMap((entry) => {
    if (!('repeat' in entry)) return [entry];
    const once = flatSteps(entry.steps);
    return Array.from({ length: entry.repeat }, () => once).flat();
  });
}
