import { existsSync, readFileSync } from 'node:fs';
import { analyseCv } from '@anodelab/analysis';
import { type AnalysisResult, numbers } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import type { CellDescription } from '@anodelab/models';
import { describe, expect, test } from 'vitest';
import { nernstCell, nernstLithiation, nernstPotential } from '../../../../verification/particle-cells.ts';
import { voltammetryDataset, voltammogram } from '../../../../verification/voltammetry.ts';
import { corpusRoot } from './manifest.ts';

const oracles = `${corpusRoot}/oracles/cv/`;
const thermal = (8.314462618 * 298.15) / 96485.33212; // RT/F, V
const charge = 96485.33 * 3e5; // C/m3 of a full film
const MIDDLE = nernstPotential(0.5);
const window = { upper: MIDDLE + 0.35, lower: MIDDLE - 0.35 };
const present = existsSync(oracles);

interface FalseCapacitance {
  readonly rows: readonly {
    readonly Lambda: number;
    readonly b: number;
    readonly reported_capacitive_pct: readonly number[];
  }[];
}
interface NicholsonShain {
  readonly sqrt_pi_chi: Readonly<Record<string, number>>;
  readonly peak: { readonly value: number; readonly at_mV: number };
}

function facts<T>(name: string): T {
  return JSON.parse(readFileSync(`${oracles}${name}.facts.json`, 'utf8')) as T;
}

/** A film with diffusion only: no kinetics, no capacitance, empty at the start of a sweep about the middle of its isotherm. */
function film(size: number, diffusivity: number): CellDescription {
  const lithiation = nernstLithiation(MIDDLE + 0.35);
  return nernstCell({ geometry: 'plane', size, diffusivity, maximumConcentration: 3e5, lithiation });
}

function column(result: AnalysisResult, table: string, name: string): Float64Array {
  return numbers(result.tables[table] ?? { columns: [] }, name) ?? new Float64Array(0);
}

describe.skipIf(!present)('a film with diffusion only, as the false-capacitance oracle describes it', () => {
  const length = 1e-6;
  const rows = present ? facts<FalseCapacitance>('dunn-false-capacitance').rows : [];

  test.each(rows)('at Lambda $Lambda scores the published shares within 2 points', (row) => {
    const diffusivity = (length * length * 3e-4) / (thermal * row.Lambda);
    const records = [1e-4, 2e-4, 3e-4, 4e-4, 5e-4].map((scanRate) =>
      voltammetryDataset(film(length, diffusivity), { ...window, scanRate, step: 1e-3 }, 30),
    );
    const result = analyseCv(records, { length_m: length, diffusivity_m2_s: diffusivity });
    const share = column(result, 'shares', 'shareFree');
    row.reported_capacitive_pct.forEach((percent, i) => {
      expect(Math.abs(100 * share[2 * i]! - percent)).toBeLessThan(2);
    });
    expect(result.results['bPeakCathodic']?.value).toBeCloseTo(row.b, 2);
    const warned = result.findings.some(({ code }) => code === 'false-capacitance');
    expect(warned).toBe(row.Lambda <= 300);
    expect(Math.abs((result.results['falseShare']?.value ?? NaN) - 100 * share[2]!)).toBeLessThan(2);
    const blind = analyseCv(records);
    expect(blind.findings.map(({ code }) => code)).toContain('diffusion-length-unknown');
  });
});

describe.skipIf(!present)('a film without end', () => {
  test("gives Nicholson and Shain's current function within 2e-4", () => {
    const { sqrt_pi_chi: table, peak } = facts<NicholsonShain>('nicholson-shain');
    const [diffusivity, scanRate] = [1e-15, 1e-3];
    const record = voltammogram(
      film(20e-6, diffusivity),
      { ...window, scanRate, step: 2.5e-4 },
      { mesh: { separator: [2], electrode: [2], radial: 40 }, tolerance: 1e-6 },
    );
    const scale = charge * Math.sqrt((diffusivity * scanRate) / thermal);
    const falling = record.current.length >> 1;
    const at = (potential: number) => {
      const place = ((0.35 - potential) / 0.7) * falling;
      const left = Math.floor(place);
      const [a, b] = [record.current[left]!, record.current[left + 1]!];
      return -(a + (place - left) * (b - a)) / scale;
    };
    for (const [millivolts, expected] of Object.entries(table)) {
      expect(Math.abs(at(1e-3 * Number(millivolts)) - expected), `${millivolts} mV`).toBeLessThan(2e-4);
    }
    expect(Math.abs(at(1e-3 * peak.at_mV) - peak.value)).toBeLessThan(1e-4);
  });
});

describe.skipIf(!existsSync(`${corpusRoot}/electrochem`))('voltammograms of Bio-Logic instruments', () => {
  const read = async (file: string) =>
    analyseCv(await readFile(new Uint8Array(readFileSync(`${corpusRoot}/electrochem/${file}`)), file));

  test('a battery cathode at 0.1 mV/s has one whole cycle, the same in .mpr and .mpt', async () => {
    const binary = await read('biologic-mpr/bc_cv.mpr');
    const text = await read('biologic-mpt/bc_cv.mpt');
    expect(binary.statements).toContain('Cycles used: 1 of 1 at 0.1 mV/s.');
    const [anodic] = column(binary, 'charges', 'q_C').slice(1);
    expect(column(text, 'charges', 'q_C')[1]! / anodic!).toBeCloseTo(1, 4);
  });

  test('a dummy cell has two whole cycles and no peak', async () => {
    const result = await read('biologic-mpr/yadg_cv.issue_149.mpr');
    expect(column(result, 'peaks', 'voltage_V').length).toBe(0);
    expect(result.statements).toContain('Cycles used: 2 of 2 at 50 mV/s.');
  });
});
