import {
  type AnalysisResult,
  type Column,
  type Dataset,
  type Finding,
  numbers,
  type Result,
} from '@anodelab/data';
import { localSlope } from './local-slope.ts';

/** Half the width of the window that the derivative is taken over, K. */
const WINDOW = 10;
/** Of the first mass: a later rise that matters. */
const RISE = 0.002;

/**
 * A thermogravimetric curve: mass over the first mass, its derivative by temperature, the residue and the minimum before
 * silicon oxidises (docs/methods/virtual-tga.md). Table `curve`.
 *
 * @throws {RangeError} when no dataset has temperatures and masses that heat up
 */
export function analyseThermogravimetry(datasets: readonly Dataset[]): AnalysisResult {
  for (const dataset of datasets) {
    const temperature = numbers(dataset, 'temperature_K');
    const mass = numbers(dataset, 'mass_kg');
    if (temperature === undefined || mass === undefined) continue;
    const rows = heatingRows(temperature, mass);
    if (rows.length < 3) continue;
    const T = Float64Array.from(rows, (row) => temperature[row]!);
    const first = mass[rows[0]!]!;
    const share = Float64Array.from(rows, (row) => mass[row]! / first);
    const lowest = share.reduce((low, value, i) => (value < share[low]! ? i : low), 0);
    const { model, sha256, file } = dataset.provenance;
    const input = sha256 ?? file ?? 'made data';
    const result = (value: number, unit: string, definition: string): Result => ({
      value,
      unit,
      definition,
      method: 'thermogravimetry',
      inputs: [input],
    });
    const end = `${(T.at(-1)! - 273.15).toFixed(0)} degC`;
    return {
      analysis: 'tg',
      results: {
        residue: result(share.at(-1)!, '1', `mass at ${end}, the end of the heating, over the first mass`),
        smallestMass: result(share[lowest]!, '1', 'smallest mass over the first mass'),
        smallestMassTemperature: result(T[lowest]!, 'K', 'temperature of the smallest mass'),
      },
      tables: {
        curve: {
          columns: [
            column('temperature_K', 'K', T),
            column('massShare', '1', share),
            column(
              'massLossRate_1_K',
              '1/K',
              localSlope(T, share, WINDOW).map((slope) => -slope),
            ),
          ],
        },
      },
      statements: [`Derivative by parabolas over ${2 * WINDOW} K.`],
      findings: riseFinding(share, lowest, end),
      ...(model && { model }),
    };
  }
  throw new RangeError(
    'thermogravimetry: no columns temperature_K and mass_kg in which the temperature rises',
  );
}

/** Rows that are finite and hotter than all before them: holds, cooling and jitter of the furnace are left out. */
function heatingRows(temperature: Float64Array, mass: Float64Array): readonly number[] {
  const rows: number[] = [];
  let hottest = -Infinity;
  for (let row = 0; row < temperature.length; row++) {
    if (!(temperature[row]! > hottest && Number.isFinite(mass[row]!))) continue;
    hottest = temperature[row]!;
    rows.push(row);
  }
  return rows;
}

function riseFinding(share: Float64Array, lowest: number, end: string): Finding[] {
  const rise = share.at(-1)! - share[lowest]!;
  if (rise < RISE) return [];
  return [
    {
      severity: 'warning',
      code: 'residue-not-silicon',
      message: `after its minimum of ${(100 * share[lowest]!).toFixed(1)} % the mass rises by ${(100 * rise).toFixed(1)} % to ${end}: something oxidises, so the residue is more than the silicon that was there`,
    },
  ];
}

function column(name: string, unit: string, values: Float64Array): Column {
  return { name, unit, header: null, origin: 'derived', values };
}
