import type { Protocol } from '@anodelab/models';
import { describe, expect, it } from 'vitest';
import { parseStudy } from '../schema/parse-study.ts';
import { galvanostatic, spectra, sweeps } from './model-protocol.ts';

function protocol(technique: 'cycling' | 'rate' | 'cv' | 'eis', yaml: string): Protocol {
  const study = parseStudy(
    `anodelab: 1\ntitle: t\nsamples: { a: { recipe: {} } }\nprotocols:\n  ${technique}:\n${yaml}`,
    'study.yaml',
  );
  return study.protocols?.[technique] ?? [];
}

describe('protocols for the virtual instruments', () => {
  it('count equal cycles together and keep the order of the currents', () => {
    const items = protocol(
      'rate',
      `    - { repeat: 5, steps: [Discharge at 0.2 A/g until 10 mV, Charge at 200 mA/g until 1.2 V] }
    - { repeat: 5, steps: [Discharge at 1 A/g until 0.01 V, Rest for 60 s, Charge at 1 A/g until 1.2 V, Rest for 1 min] }
    - Discharge at 0.2 A/g until 0.01 V
    - Charge at 0.2 A/g until 1.2 V
`,
    );
    expect(galvanostatic(items)).toEqual({
      steps: [
        { currentDensity: 200, cycles: 5 },
        { currentDensity: 1000, cycles: 5 },
        { currentDensity: 200, cycles: 1 },
      ],
      lower_V: 0.01,
      upper_V: 1.2,
    });
  });

  it.each([
    ['    - Charge at 1 A/g until 1.2 V\n', /found charge at 1 A\/g and nothing/],
    [
      '    - Discharge at 1 A/g until 0.01 V\n    - Rest for 2 h\n    - Charge at 1 A/g until 1 V\n',
      /found .* and rest/,
    ],
    [
      '    - { repeat: 2, steps: [Discharge at 1 A/g until 0.01 V, Charge at 1 A/g until 1.2 V] }\n    - Discharge at 1 A/g until 0.05 V\n    - Charge at 1 A/g until 1.2 V\n',
      /expected one window, found 0.01-1.2 V and 0.05-1.2 V/,
    ],
  ])('say what is no run of whole cycles', (yaml, message) => {
    expect(galvanostatic(protocol('cycling', yaml))).toMatch(message);
  });

  it('take repeated sweeps as cycles of one measurement per rate', () => {
    const items = protocol(
      'cv',
      `    - { repeat: 3, steps: [Sweep at 0.1 mV/s between 1.5 V and 0.01 V] }\n    - Sweep at 0.5 mV/s between 0.01 V and 1.5 V\n`,
    );
    expect(sweeps(items, 'cv')).toEqual([
      { scanRate_V_s: 1e-4, lower_V: 0.01, upper_V: 1.5, cycles: 3 },
      { scanRate_V_s: 5e-4, lower_V: 0.01, upper_V: 1.5, cycles: 1 },
    ]);
  });

  it('refuse a sweep that does not come back', () => {
    const items = protocol('cv', '    - Sweep at 0.1 mV/s from 1.5 V to 0.01 V\n');
    expect(() => sweeps(items, 'protocols.cv')).toThrow(/protocols.cv: expected sweeps down and up again/);
  });

  it('are as well one text, loops and all', () => {
    const items = protocol(
      'cycling',
      '    |\n      Repeat 2 times:\n        Discharge at 1 A/g until 0.01 V\n        Charge at 1 A/g until 1.2 V\n',
    );
    expect(galvanostatic(items)).toMatchObject({ steps: [{ currentDensity: 1000, cycles: 2 }] });
  });

  it('keep each spectrum with its cycles and lithiation', () => {
    const items = protocol(
      'eis',
      '    - Impedance from 10 mHz to 100 kHz after 1 cycle at 30 % lithiation\n',
    );
    expect(spectra(items)).toEqual([
      { kind: 'impedance', highest: 1e5, lowest: 0.01, after: 1, lithiation: 0.3 },
    ]);
  });
});
