import { z } from 'zod';

const common = {
  title: z.string().optional(),
  caption: z.string().optional(),
  samples: z.array(z.string()).min(1),
  width: z
    .union([z.literal(85), z.literal(170)])
    .meta({ description: 'mm; 85 when absent' })
    .optional(),
};

/** What to draw; each kind is one way of looking at one technique. */
export const figureFields = z.discriminatedUnion('show', [
  z.strictObject({ show: z.literal('capacity'), ...common }),
  z.strictObject({ show: z.literal('capacity-and-efficiency'), ...common }),
  z.strictObject({
    show: z.enum(['curves', 'dqdv']),
    ...common,
    cycles: z.array(z.int().min(1)).meta({ description: 'Cycles to draw' }).optional(),
  }),
  z.strictObject({ show: z.literal('rate'), ...common }),
  z.strictObject({
    show: z.literal('nyquist'),
    ...common,
    after: z.int().min(0).meta({ description: 'Cycles before the measurement; 0 when absent' }).optional(),
  }),
  z.strictObject({ show: z.literal('voltammograms'), ...common }),
  z.strictObject({ show: z.literal('shares'), ...common }),
]);

export type FigureFields = z.output<typeof figureFields>;
