import { z } from 'zod';

const texts = {
  title: z.string().optional(),
  caption: z
    .string()
    .meta({ description: 'Stands before the caption that the figure makes itself' })
    .optional(),
};
const samples = z.array(z.string()).min(1);
const cycles = z.array(z.int().min(1)).meta({ description: 'Cycles to draw' }).optional();
const after = z.int().min(0).meta({ description: 'Cycles before the measurement' });

/** What to draw: one way of looking at one technique, or the figures 2 and 5 of the paper (`stability`, `kinetics`). */
export const figureFields = z.discriminatedUnion('show', [
  z.strictObject({
    show: z.enum([
      'capacity',
      'capacity-and-efficiency',
      'slippage',
      'retention',
      'rate',
      'voltammograms',
      'shares',
      'diffusivity',
      'diffractograms',
      'raman-spectra',
      'thermograms',
      'element-maps',
      'xray-spectra',
    ]),
    ...texts,
    samples,
  }),
  z.strictObject({
    show: z.enum(['nyquist', 'relaxation-times']),
    ...texts,
    samples,
    after: after.optional(),
  }),
  z.strictObject({
    show: z.literal('micrographs'),
    ...texts,
    samples,
    of: z
      .enum(['sem', 'stem', 'electrode-surface'])
      .meta({ description: 'Which pictures; sem when absent' })
      .optional(),
    after: z
      .array(z.int().min(0))
      .min(1)
      .meta({ description: 'electrode-surface: cycles before each; all when absent' })
      .optional(),
  }),
  z.strictObject({ show: z.enum(['curves', 'dqdv', 'dvdq']), ...texts, samples, cycles }),
  z.strictObject({
    show: z.literal('groups'),
    ...texts,
    groups: z
      .record(z.string(), samples)
      .meta({ description: 'Samples that are cells of one condition, by its name' }),
    cycle: z.int().min(1).meta({ description: 'Cycle at which groups are compared' }).optional(),
    outliers: z.enum(['exclude', 'keep']).optional(),
  }),
  z.strictObject({
    show: z.literal('stability'),
    ...texts,
    bare: samples,
    polymer: samples,
    carbon: samples,
    flashed: samples,
    best: samples,
  }),
  z.strictObject({ show: z.literal('kinetics'), ...texts, samples, after }),
]);

export type FigureFields = z.output<typeof figureFields>;
