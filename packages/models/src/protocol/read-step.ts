import { Phrase, type Stretch } from './phrase.ts';
import type { Limits, Protocol, ProtocolStep, Setting, StepDirection, Stop } from './protocol-step.ts';
import {
  readDuration,
  readPositive,
  readQuantity,
  readSetting,
  readStop,
  readVoltage,
} from './read-setting.ts';

const A_STEP =
  'a step such as "Lithiate at 1 A/g until 0.01 V", "Delithiate at C/5 until 1.2 V", "Hold at 0.01 V until C/50", "Rest for 10 min", "Sweep at 0.1 mV/s from 1.5 V to 0.01 V", "Pulse at 1C for 10 s", "GITT: 10 min at C/20, rest 1 h, until 0.01 V" or "Repeat 3 times: …"';
/** A loop without a number of turns ends by its stop; a protocol that never comes to it ends here. */
const MOST_TURNS = 100_000;
/** A number and the unit behind it. */
const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*(.*)$/;

const verbs: Readonly<Record<string, (phrase: Phrase) => Protocol>> = {
  lithiate: (phrase) => [constant(phrase, 'lithiation')],
  discharge: (phrase) => [constant(phrase, 'lithiation')],
  delithiate: (phrase) => [constant(phrase, 'delithiation')],
  charge: (phrase) => [constant(phrase, 'delithiation')],
  hold: hold,
  rest: (phrase) => [rest(phrase)],
  sweep: sweep,
  pulse: pulse,
  'gitt:': (phrase) => [titration(phrase)],
  'ici:': (phrase) => [titration(phrase)],
  'rate test:': rateTest,
  follow: profile,
  impedance: impedance,
};

/** Reads one step; a short form such as a rate test gives several. */
export function readStep(phrase: Phrase): Protocol {
  const verb = phrase.take(...Object.keys(verbs));
  const steps = verbs[verb ?? phrase.fail(A_STEP)]!(phrase);
  if (!phrase.isAtEnd) phrase.fail('the end of the step');
  return steps;
}

function constant(phrase: Phrase, direction: StepDirection): ProtocolStep {
  phrase.expect(['at'], '"at" and a current, a power or a load');
  const setting = readSetting(phrase);
  return { kind: 'constant', direction, setting, ...limited(phrase) };
}

function hold(phrase: Phrase): Protocol {
  phrase.expect(['at'], '"at" and a voltage');
  return [{ kind: 'hold', voltage: readVoltage(phrase), ...limited(phrase) }];
}

function rest(phrase: Phrase): ProtocolStep {
  phrase.take('for');
  const duration = readDuration(phrase);
  const more = readLimits(phrase);
  if (more.duration !== undefined) phrase.fail('one duration');
  return { kind: 'rest', ...more, duration };
}

function sweep(phrase: Phrase): Protocol {
  phrase.expect(['at'], '"at" and a scan rate');
  const rate = readPositive(phrase, 'V/s', 'a scan rate such as "0.1 mV/s"');
  if (phrase.take('between') !== undefined) {
    const one = readVoltage(phrase);
    phrase.expect(['and'], '"and" and the other voltage');
    const other = readVoltage(phrase);
    const [lower, upper] = [Math.min(one, other), Math.max(one, other)];
    if (lower === upper) phrase.fail('two different voltages');
    return [
      { kind: 'sweep', rate, from: upper, to: lower, until: [] },
      { kind: 'sweep', rate, from: lower, to: upper, until: [] },
    ];
  }
  const from = phrase.take('from') === undefined ? undefined : readVoltage(phrase);
  phrase.expect(['to'], '"to" and a voltage');
  const to = readVoltage(phrase);
  if (from === to) phrase.fail('two different voltages');
  const { until, period, duration } = readLimits(phrase);
  if (duration !== undefined) phrase.fail('a stop (the scan rate gives the duration)');
  return [{ kind: 'sweep', rate, from, to, until, period }];
}

function pulse(phrase: Phrase): Protocol {
  const direction = readDirection(phrase) ?? 'lithiation';
  phrase.expect(['at'], '"at" and a current, a power or a load');
  const setting = readSetting(phrase);
  phrase.expect(['for'], '"for" and the duration of the pulse');
  const duration = readDuration(phrase);
  const pause = readRest(phrase);
  const { until, period } = readLimits(phrase);
  const step = { kind: 'constant', direction, setting, duration, until, period, isPulse: true } as const;
  return pause === undefined ? [step] : [step, pause];
}

/** `GITT: [lithiate] 10 min at C/20, rest 1 h, until 0.01 V[, 40 times]`; `ICI` alike, with `interrupt`. */
function titration(phrase: Phrase): ProtocolStep {
  const direction = readDirection(phrase) ?? 'to the stop';
  phrase.take('for');
  const duration = readDuration(phrase);
  phrase.expect(['at'], '"at" and a current, a power or a load');
  const setting = readSetting(phrase);
  const pause = readRest(phrase);
  if (pause === undefined) phrase.fail('", rest" and a duration');
  phrase.take(',');
  phrase.expect(['until'], '"until" and a voltage');
  const until = [readStop(phrase)];
  if (until[0]!.quantity !== 'voltage') phrase.fail('a voltage that ends the titration');
  let times = MOST_TURNS;
  if (phrase.take(',') !== undefined) {
    times = phrase.count('a number of pulses');
    phrase.expect(['times', 'time'], '"times"');
  }
  const { period } = readLimits(phrase);
  const step = { kind: 'constant', direction, setting, duration, until, period } as const;
  return { kind: 'repeat', times, until, steps: [step, { ...pause, period }] };
}

/** `Rate test: 0.2, 0.5, 1 A/g, 5 cycles each, 0.01 V to 1.2 V`; a number without unit takes the next one's. */
function rateTest(phrase: Phrase): Protocol {
  const written: Stretch[] = [];
  do {
    written.push(phrase.stretch('currents such as "0.2, 0.5, 1 A/g"'));
    phrase.expect([','], '"," and a further current or a number of cycles');
  } while (!phrase.isAheadCount('cycle'));
  const unit = NUMBER.exec(written.at(-1)!.text)?.[1] ?? '';
  const settings = written.map(({ text, column }) => {
    const isBare = NUMBER.exec(text)?.[1] === '';
    return readSetting(new Phrase(isBare ? `${text} ${unit}` : text, phrase.line, column));
  });
  const times = phrase.count('a number of cycles');
  phrase.expect(['cycles each', 'cycle each', 'cycles', 'cycle'], '"cycles each"');
  phrase.take(',');
  const one = readVoltage(phrase);
  phrase.expect(['to', 'and'], '"to" and the other voltage');
  const other = readVoltage(phrase);
  const half = (setting: Setting, direction: StepDirection, value: number): ProtocolStep => ({
    kind: 'constant',
    direction,
    setting,
    until: [{ quantity: 'voltage', value }],
  });
  return settings.map((setting) => ({
    kind: 'repeat',
    times,
    steps: [
      half(setting, 'lithiation', Math.min(one, other)),
      half(setting, 'delithiation', Math.max(one, other)),
    ],
  }));
}

function profile(phrase: Phrase): Protocol {
  phrase.take('the');
  const quantity = phrase.expect(['current', 'power', 'voltage'], '"current", "power" or "voltage"');
  phrase.expect(['of', 'in'], '"of" and the name of a file');
  const file = phrase.fileName().text;
  return [
    {
      kind: 'profile',
      quantity: quantity as 'current' | 'power' | 'voltage',
      file,
      time_s: [],
      values: [],
      ...readLimits(phrase),
    },
  ];
}

function impedance(phrase: Phrase): Protocol {
  const expected = 'a frequency such as "100 kHz"';
  phrase.expect(['from'], '"from" and a frequency');
  const one = readPositive(phrase, 'Hz', expected);
  phrase.expect(['to'], '"to" and a frequency');
  const other = readPositive(phrase, 'Hz', expected);
  let after = 0;
  if (phrase.take('after') !== undefined) {
    after = phrase.count('a number of cycles');
    phrase.expect(['cycles', 'cycle'], '"cycles"');
  }
  let lithiation: number | undefined;
  if (phrase.take('at') !== undefined) {
    lithiation = readQuantity(phrase, ['1'], 'a lithiation such as "50 %"').value;
    phrase.expect(['lithiation'], '"lithiation"');
  }
  return [
    { kind: 'impedance', highest: Math.max(one, other), lowest: Math.min(one, other), after, lithiation },
  ];
}

function readDirection(phrase: Phrase): StepDirection | undefined {
  const found = phrase.take('lithiation', 'discharge', 'lithiate', 'delithiation', 'delithiate', 'charge');
  if (found === undefined) return undefined;
  return /^(?:lithiat|discharge)/.test(found) ? 'lithiation' : 'delithiation';
}

function readRest(phrase: Phrase): (ProtocolStep & { kind: 'rest' }) | undefined {
  phrase.take(',');
  if (phrase.take('rest', 'interrupt') === undefined) return undefined;
  phrase.take('for');
  return { kind: 'rest', duration: readDuration(phrase), until: [] };
}

/** Limits of a step that would not end without. */
function limited(phrase: Phrase): Limits {
  const limits = readLimits(phrase);
  if (limits.duration === undefined && limits.until.length === 0) {
    phrase.fail('"for" and a time or "until" and a voltage, current or charge');
  }
  return limits;
}

function readLimits(phrase: Phrase): Limits {
  let duration: number | undefined;
  let period: number | undefined;
  const until: Stop[] = [];
  let last: 'for' | 'until' | undefined;
  for (;;) {
    const joined = phrase.take('or', ',') !== undefined;
    const word = phrase.take('for', 'until') ?? (joined && last === 'until' ? 'until' : undefined);
    if (word === 'for') {
      if (duration !== undefined) phrase.fail('one duration');
      duration = readDuration(phrase);
    } else if (word === 'until') until.push(readStop(phrase));
    else if (joined) phrase.fail('"for" or "until"');
    else break;
    last = word;
  }
  if (phrase.take('(') !== undefined) {
    phrase.take('every');
    period = readDuration(phrase);
    phrase.take('period');
    phrase.expect([')'], '")"');
  }
  return { duration, until, period };
}
