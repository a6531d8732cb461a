import { parseProtocol, type Protocol, ProtocolError, type ProtocolStep } from '@anodelab/models';
import { z } from 'zod';
import { powderSteps } from './powder-step.ts';
import { surfaceSteps } from './surface-step.ts';

type Kind = Exclude<ProtocolStep['kind'], 'repeat'>;

const DRIVEN: readonly Kind[] = ['constant', 'hold', 'rest', 'sweep', 'profile'];

/** What is done to modelled samples, by technique. */
export const protocolFields = z.strictObject({
  cycling: protocolOf(DRIVEN, [
    'Discharge at 1 A/g until 0.01 V',
    'Charge at C/5 until 1.2 V',
    'Rest for 10 min',
  ]),
  rate: protocolOf(DRIVEN, ['Rate test: 0.2, 0.5, 1, 2 A/g, 5 cycles each, 0.01 V to 1.2 V']),
  cv: protocolOf(['sweep'], ['Sweep at 0.1 mV/s between 0.01 V and 1.5 V']),
  eis: protocolOf(['impedance'], ['Impedance from 100 kHz to 10 mHz after 100 cycles at 50 % lithiation']),
  xrd: powderSteps('xrd'),
  raman: powderSteps('raman'),
  tg: powderSteps('tg'),
  sem: powderSteps('sem'),
  stem: powderSteps('stem'),
  eds: powderSteps('eds'),
  'electrode-surface': surfaceSteps,
  diffusivity: protocolOf(DRIVEN, ['GITT: 10 min at C/20, rest 1 h, until 0.01 V']),
});

/** Steps in words, in a list or as one text. */
function protocolOf(allowed: readonly Kind[], examples: readonly string[]) {
  const steps = z
    .string()
    .transform((text, context) => readSteps(text, allowed, context))
    .meta({ description: 'Steps in words, as docs/methods/protocols.md has them', examples: [...examples] });
  const repeat = z
    .strictObject({ repeat: z.int().min(1).max(100_000), steps: z.array(steps).min(1) })
    .transform((loop): Protocol => [{ kind: 'repeat', times: loop.repeat, steps: loop.steps.flat() }]);
  const item = z
    .union([steps, repeat])
    .meta({ description: 'A step in words, or { repeat: times, steps: [...] }' });
  return z
    .union([
      steps,
      z
        .array(item)
        .min(1)
        .transform((items): Protocol => items.flat()),
    ])
    .optional();
}

function readSteps(text: string, allowed: readonly Kind[], context: z.core.$RefinementCtx<string>): Protocol {
  try {
    const protocol = parseProtocol(text);
    const odd = kindsOf(protocol).find((kind) => !allowed.includes(kind));
    if (odd === undefined) return protocol;
    context.issues.push({
      code: 'custom',
      message: `expected steps of kind ${allowed.join(', ')}, found ${odd}`,
      input: text,
    });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { line, column, problem } = error;
    const place = line > 1 ? ` (line ${line}, column ${column})` : column > 1 ? ` (column ${column})` : '';
    context.issues.push({ code: 'custom', message: `${problem}${place}`, input: text });
  }
  return z.NEVER;
}

function kindsOf(protocol: Protocol): readonly Kind[] {
  return protocol.flatMap((step) => (step.kind === 'repeat' ? kindsOf(step.steps) : [step.kind]));
}

/** The steps in the order in which they run; loops written out, save those that end by a stop. */
export function flatSteps(protocol: Protocol): Protocol {
  return protocol.flatMap((step): Protocol => {
    if (step.kind !== 'repeat' || step.until !== undefined) return [step];
    const once = flatSteps(step.steps);
    return Array.from({ length: step.times }, () => once).flat();
  });
}
