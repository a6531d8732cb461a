import {
  type CvOptions,
  type CyclingOptions,
  type DiffusivityOptions,
  type DrtOptions,
  type EisOptions,
  lambdaRules,
  countWays,
  type KramersKronigAnalysisOptions,
} from '@anodelab/analysis';
import { z } from 'zod';
import { quantity } from './quantity.ts';

const cycling = z
  .strictObject({
    rule: z.enum(['own', 'vendor']),
    opens: z.enum(['auto', 'charge', 'discharge']).meta({
      description: 'Half cycle that opens a cycle of our rule; auto: what the electrode takes first',
    }),
    reference: z.int().min(1).meta({ description: 'Cycle that retention refers to' }),
    extrapolateTo: z
      .int()
      .min(1)
      .meta({ description: 'Cycle beyond the data that a retention is expected for' }),
    accuracy: quantity('ratio').meta({ description: 'Standard error of the mean current of a half cycle' }),
    integration: z.enum(['trapezoid', 'hold']),
    smoothing: quantity('potential').meta({ description: 'Width of the Gaussian that smooths dQ/dV' }),
    chargeSmoothing: quantity('ratio').meta({
      description: 'Width of the Gaussian that smooths dV/dQ, as a share of the half cycle',
    }),
    silicon: z.boolean().meta({ description: 'Read delithiations as those of silicon' }),
    cycles: z.array(z.int().min(1)).meta({ description: 'Cycles whose curves are kept' }),
    channel: z.union([z.int(), z.string()]),
  })
  .partial()
  .transform(
    ({
      rule,
      opens,
      reference,
      extrapolateTo,
      accuracy,
      integration,
      smoothing,
      chargeSmoothing,
      silicon,
      cycles,
      channel,
    }): CyclingOptions => ({
      ...(rule && { rule }),
      ...(opens && { opens }),
      ...(reference !== undefined && { referenceCycle: reference }),
      ...(extrapolateTo !== undefined && { extrapolateTo }),
      ...(accuracy !== undefined && { currentAccuracy: accuracy }),
      ...(integration && { integration }),
      ...(smoothing !== undefined && { smoothing_V: smoothing }),
      ...(chargeSmoothing !== undefined && { chargeSmoothing }),
      ...(silicon !== undefined && { silicon }),
      ...(cycles && { curveCycles: cycles }),
      ...(channel !== undefined && { channel }),
    }),
  );

/** `resistanceFrom`: cycles before the impedance that the resistance is taken from. */
const cv = z
  .strictObject({
    cycle: z.int().min(1),
    weighting: z.enum(['none', 'relative']),
    margin: quantity('potential').meta({ description: 'Left out beside each vertex' }),
    resistance: quantity('resistance').meta({ description: 'Taken off the potential, E - iR' }),
    resistanceFrom: z
      .string()
      .regex(/^eis(@\d+)?$/, 'expected eis, or eis@CYCLES such as eis@100')
      .transform((text) => Number(text.split('@')[1] ?? 0))
      .meta({ description: 'Impedance of the same cell whose series resistance is taken off the potential' }),
    baseline: z.enum(['zero', 'linear']),
    length: quantity('length').meta({ description: 'Diffusion length: volume over area' }),
    diffusivity: quantity('diffusivity'),
    concentration: quantity('concentration').meta({ description: 'Of lithium between empty and full host' }),
    realArea: quantity('area').meta({ description: 'Real surface, for Randles-Sevcik' }),
    source: z.string().meta({ description: 'Where length and diffusivity come from' }),
    temperature: quantity('temperature'),
  })
  .partial()
  .transform(
    ({
      cycle,
      weighting,
      margin,
      resistance,
      resistanceFrom,
      baseline,
      length,
      diffusivity,
      concentration,
      realArea,
      source,
      temperature,
    }): CvOptions & { readonly resistanceFrom?: number } => ({
      ...(cycle !== undefined && { cycle }),
      ...(weighting && { weighting }),
      ...(margin !== undefined && { margin_V: margin }),
      ...(resistance !== undefined && { resistance_Ohm: resistance }),
      ...(resistanceFrom !== undefined && { resistanceFrom }),
      ...(baseline && { baseline }),
      ...(length !== undefined && { length_m: length }),
      ...(diffusivity !== undefined && { diffusivity_m2_s: diffusivity }),
      ...(concentration !== undefined && { concentration_mol_m3: concentration }),
      ...(realArea !== undefined && { realArea_m2: realArea }),
      ...(source !== undefined && { diffusionSource: source }),
      ...(temperature !== undefined && { temperature_K: temperature }),
    }),
  );

const eis = z
  .strictObject({
    circuit: z.string().meta({
      examples: ['R0-p(R1,CPE1)-Wo1'],
      description: 'drt: an arc for every peak of the distribution of relaxation times',
    }),
    weight: z
      .enum(['modulus', 'unit', 'thd', 'nsd', 'nsr'])
      .meta({ description: 'thd, nsd, nsr: by what EC-Lab wrote beside each point' }),
    area: quantity('area').meta({ description: 'Of the electrode, for resistances per area' }),
    cycle: z.int().min(1).meta({ description: 'Which spectrum of a file that holds several' }),
    cut: z.literal('drift').meta({ description: 'Leaves out points that disobey Kramers-Kronig' }),
  })
  .partial()
  .transform(
    ({ circuit, weight, area, cycle, cut }): EisOptions => ({
      ...(cut && { cut }),
      ...(circuit !== undefined && { circuit }),
      ...(weight && { weight }),
      ...(area !== undefined && { area_m2: area }),
      ...(cycle !== undefined && { cycle }),
    }),
  );

const drt = z
  .strictObject({
    method: z.enum(['log-smooth', 'tikhonov']),
    lambda: z
      .union([z.number().min(0), z.enum(lambdaRules)])
      .meta({ description: 'Tikhonov: strength of the penalty, or the rule that chooses it' }),
    derivative: z
      .union([z.literal(1), z.literal(2)])
      .meta({ description: 'Tikhonov: which one is penalised' }),
    negative: z.boolean().meta({ description: 'Tikhonov: lets the distribution fall below zero' }),
    weight: z.enum(['modulus', 'unit']),
    level: z.number().gt(0).lt(1).meta({ description: 'Of the credible band' }),
    cycle: z.int().min(1).meta({ description: 'Which spectrum of a file that holds several' }),
  })
  .partial()
  .transform(
    ({ method, lambda, derivative, negative, weight, level, cycle }): DrtOptions => ({
      ...(method && { method }),
      ...(lambda !== undefined && { lambda }),
      ...(derivative !== undefined && { derivative }),
      ...(negative !== undefined && { negative }),
      ...(weight && { weight }),
      ...(level !== undefined && { level }),
      ...(cycle !== undefined && { cycle }),
    }),
  );

const diffusivity = z
  .strictObject({
    size: quantity('length').meta({ description: 'Radius of the particles, or thickness of a film' }),
    sizeRange: z
      .tuple([quantity('length'), quantity('length')])
      .meta({ description: 'Range that the size lies in' }),
    source: z.string().meta({ description: 'Where the size comes from' }),
    shape: z.enum(['sphere', 'cylinder', 'plate']),
    circuit: z.string().meta({ examples: ['R0-p(R1,CPE1)-Wo1'] }),
    concentration: quantity('concentration').meta({ description: 'Of lithium between empty and full host' }),
    realArea: quantity('area').meta({ description: 'Real surface, for Randles-Sevcik' }),
    temperature: quantity('temperature'),
  })
  .partial()
  .transform(
    ({
      size,
      sizeRange,
      source,
      shape,
      circuit,
      concentration,
      realArea,
      temperature,
    }): DiffusivityOptions => ({
      ...(size !== undefined && { size_m: size }),
      ...(sizeRange && { sizeRange_m: sizeRange }),
      ...(source !== undefined && { sizeSource: source }),
      ...(shape && { shape }),
      ...(circuit !== undefined && { circuit }),
      cv: {
        ...(concentration !== undefined && { concentration_mol_m3: concentration }),
        ...(realArea !== undefined && { realArea_m2: realArea }),
        ...(temperature !== undefined && { temperature_K: temperature }),
      },
    }),
  );

const kramersKronig = z
  .strictObject({
    variant: z.enum(['real', 'imag', 'complex']).meta({ description: 'Which part is fitted' }),
    way: z.enum(countWays).meta({ description: 'How the number of RC elements is chosen' }),
    form: z.enum(['impedance', 'admittance']),
    extension: z
      .union([z.number().min(-1).max(1), z.literal('search')])
      .meta({ description: 'log10 of the stretch of the time constants; default 0' }),
    noise: quantity('ratio').meta({
      description: 'Standard deviation of each part relative to |Z|, if known',
    }),
    cycle: z.int().min(1).meta({ description: 'Which spectrum of a file that holds several' }),
  })
  .partial()
  .transform(
    ({ variant, way, form, extension, noise, cycle }): KramersKronigAnalysisOptions => ({
      ...(variant && { variant }),
      ...(way && { way }),
      ...(form && { form }),
      ...(extension !== undefined && { extension }),
      ...(noise !== undefined && { noise }),
      ...(cycle !== undefined && { cycle }),
    }),
  );

/** Options of the analyses, with units; the same words as `anodelab analyse --set`. */
export const analysisFields = z
  .strictObject({ cycling, rate: cycling, cv, eis, drt, diffusivity, 'kramers-kronig': kramersKronig })
  .partial();
