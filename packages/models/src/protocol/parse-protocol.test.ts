import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProtocol } from './parse-protocol.ts';
import { ProtocolError } from './protocol-error.ts';

const one = (text: string) => {
  const [step, ...others] = parseProtocol(text);
  expect(others).toEqual([]);
  return step;
};
const volts = (value: number) => ({ quantity: 'voltage', value });

describe('a step in words', () => {
  it('drives at a current, a power or a load', () => {
    expect(one('Lithiate at 1 A/g until 0.01 V')).toEqual({
      kind: 'constant',
      direction: 'lithiation',
      setting: { value: 1000, unit: 'A/kg' },
      until: [volts(0.01)],
    });
    expect(one('Delithiate at C/5 until 1.2 V')).toMatchObject({
      direction: 'delithiation',
      setting: { value: 0.2, unit: 'C' },
    });
    expect(one('Charge at 0.2 mA/cm2 for 1 h')).toMatchObject({ setting: { value: 2, unit: 'A/m2' } });
    expect(one('discharge at 2 mW for 1 h')).toMatchObject({ setting: { value: 2e-3, unit: 'W' } });
    expect(one('Discharge at 1 kOhm until 0.05 V')).toMatchObject({ setting: { value: 1e3, unit: 'Ohm' } });
  });

  it('ends by time, voltage, current or charge, whichever comes first', () => {
    expect(one('Lithiate at 1 A/g for 2 h or until 0.01 V or 1000 mAh/g')).toMatchObject({
      duration: 7200,
      until: [volts(0.01), { quantity: 'charge', value: 3.6e6, unit: 'C/kg' }],
    });
    expect(one('Hold at 0.01 V until C/50 or for 10 h')).toMatchObject({
      kind: 'hold',
      voltage: 0.01,
      duration: 36000,
      until: [{ quantity: 'current', value: 0.02, unit: 'C' }],
    });
    expect(one('Rest for 10 min until below 0.2 V')).toMatchObject({
      until: [{ quantity: 'voltage', value: 0.2, side: 'below' }],
    });
  });

  // from PyBaMM's documentation of Experiment
  it.each([
    'Discharge at 1C for 10 minutes or until 0.05 V',
    'Discharge at C/3 for 2 hours or until 0.05 V',
    'Charge at 0.5C until 1.2 V',
    'Charge at 1 A until 1.1 V',
    'Rest for 20 minutes',
    'Hold at 1 V until 50 mA',
    'Hold at 0.05 V until C/20 (5 minute period)',
    'Discharge at C/20 for 0.5 hours (10 second period)',
    'Charge at 1 W for 45 minutes',
  ])('reads what PyBaMM reads: %s', (text) => {
    expect(parseProtocol(text)).toHaveLength(1);
  });

  it('logs by a period of its own', () => {
    expect(one('Hold at 0.05 V until C/20 (5 minute period)')).toMatchObject({ period: 300 });
    expect(one('Rest for 1 h (every 10 s)')).toMatchObject({ period: 10 });
  });

  it('sweeps one way or both', () => {
    expect(one('Sweep at 0.1 mV/s from 1.5 V to 0.01 V')).toMatchObject({ rate: 1e-4, from: 1.5, to: 0.01 });
    expect(one('Sweep at 0.1 mV/s to 0.01 V')).toMatchObject({ from: undefined, to: 0.01 });
    expect(parseProtocol('Sweep at 0.1 mV/s between 0.01 V and 1.5 V')).toMatchObject([
      { from: 1.5, to: 0.01 },
      { from: 0.01, to: 1.5 },
    ]);
  });

  it('writes short forms out', () => {
    expect(parseProtocol('Pulse at 2 A/g for 10 s, rest 10 min')).toMatchObject([
      { kind: 'constant', direction: 'lithiation', duration: 10, isPulse: true },
      { kind: 'rest', duration: 600 },
    ]);
    expect(one('GITT: 10 min at C/20, rest 1 h, until 0.01 V')).toMatchObject({
      kind: 'repeat',
      until: [volts(0.01)],
      steps: [
        { direction: 'to the stop', duration: 600, until: [volts(0.01)] },
        { kind: 'rest', duration: 3600 },
      ],
    });
    expect(one('ICI: delithiate 5 min at C/10, interrupt 10 s, until 1.2 V, 40 times')).toMatchObject({
      times: 40,
      steps: [{ direction: 'delithiation' }, { duration: 10 }],
    });
    const rates = parseProtocol('Rate test: 0.2, 0.5, 1 A/g, 5 cycles each, 0.01 V to 1.2 V');
    expect(rates).toMatchObject([{ times: 5 }, { times: 5 }, { times: 5 }]);
    expect(rates[1]).toMatchObject({ steps: [{ setting: { value: 500, unit: 'A/kg' } }, {}] });
  });

  it('follows a file and measures impedance', () => {
    expect(one('Follow the power of "a drive.csv" until 0.01 V')).toMatchObject({
      quantity: 'power',
      file: 'a drive.csv',
      until: [volts(0.01)],
    });
    expect(one('Impedance from 10 mHz to 100 kHz after 100 cycles at 50 % lithiation')).toEqual({
      kind: 'impedance',
      highest: 1e5,
      lowest: 1e-2,
      after: 100,
      lithiation: 0.5,
    });
  });
});

it('loops over the rest of a line and over lines that stand further right', () => {
  const text = `Rest for 1 min
Repeat 2 times:   # two cycles
  Repeat 3 times: Lithiate at 1C for 1 s; Rest for 2 s

  Delithiate at 1C until 1.2 V
Rest for 3 s; Rest for 4 s`;
  expect(parseProtocol(text)).toMatchObject([
    { kind: 'rest', duration: 60 },
    { times: 2, steps: [{ times: 3, steps: [{}, { duration: 2 }] }, { direction: 'delithiation' }] },
    { duration: 3 },
    { duration: 4 },
  ]);
});

describe('a protocol that cannot be read', () => {
  it.each([
    ['Hold at 0.01 A until C/50', '1:9 expected a voltage such as "0.01 V", found "0.01 A"'],
    [
      'Lithiate at 1 A/g',
      '1:18 expected "for" and a time or "until" and a voltage, current or charge, found the end',
    ],
    ['Rest for 1 h\nRest for 10 min;  Hold 3 V', '2:24 expected "at" and a voltage, found "3 V"'],
    ['Lithiate at -1 A/g until 0.01 V', '1:13 expected a current such as'],
    ['Lithiate at 1 A/g until 0.01 V and', '1:32 expected the end of the step, found "and"'],
    ['Lithate at 1 A/g until 0.01 V', '1:1 expected a step such as'],
    ['Repeat 0 times: Rest for 1 s', '1:8 expected a number of times'],
    ['Repeat 2 times:', '1:1 expected steps below "Repeat"'],
    ['Repeat 2 times:\nRest for 1 s', '1:1 expected steps below "Repeat"'],
    ['Sweep at 1 mV from 1 V to 0 V', '1:10 expected a scan rate such as "0.1 mV/s", found "1 mV"'],
    ['GITT: 10 min at C/20, until 1 V', '1:23 expected ", rest" and a duration'],
    ['  Rest for 1 s\nRest for 2 s', '2:1 expected a step at column 3'],
    ['# nothing', '1:1 expected a step such as "Rest for 10 min", found the end of the step'],
  ])('says where and what was expected: %s', (text, message) => {
    expect(() => parseProtocol(text)).toThrow(ProtocolError);
    expect(() => parseProtocol(text)).toThrow(message);
  });

  it('never fails in another way', () => {
    const word = fc.constantFrom(
      'Lithiate',
      'at',
      '1',
      'A/g',
      'C/5',
      'until',
      '0.01 V',
      'for',
      '10 min',
      'Rest',
      'GITT:',
      ',',
      'Repeat',
      'times:',
      ';',
      '\n',
      '  ',
      '(',
      ')',
      'Rate test:',
      'cycles each',
      'Pulse',
      'or',
      'Sweep',
      'from',
      'to',
      '(5 s period)',
      '1e999 V',
      '#',
    ); // prettier-ignore
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
          fc.string(),
        ),
        (text) => {
          try {
            expect(parseProtocol(text).length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        },
      ),
    );
  });
});
