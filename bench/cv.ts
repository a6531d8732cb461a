import { analyseCv } from '@anodelab/analysis';
import { numbers } from '@anodelab/data';
import { madeCv } from '../packages/analysis/src/cv/made-cv.ts';
import { type BenchRow, medianMs } from './race/row.ts';

/** Most that the analysis may take, ms. */
const BAR = 5;
const rates = [1e-4, 2e-4, 3e-4, 4e-4, 5e-4];
const margin = 0.01;

/** One whole CV analysis of five rates with two sweeps of 3000 records each; there is no peer to time. */
export async function run(): Promise<BenchRow[]> {
  const records = rates.map((scanRate) => madeCv({ scanRate, current, records: 3000 }));
  let last = analyseCv(records, { margin_V: margin });
  for (let i = 0; i < 20; i++) last = analyseCv(records, { margin_V: margin });
  const ours = await medianMs(31, () => (last = analyseCv(records, { margin_V: margin })));
  const k1 = numbers(last.tables['split'] ?? { columns: [] }, 'k1') ?? new Float64Array(0);
  const worst = k1.reduce((high, value) => Math.max(high, Math.abs(Math.abs(value) / 2 - 1)), 0);
  return [
    {
      name: 'cv/five rates',
      ours,
      peer: null,
      unit: 'ms',
      ratio: BAR / ours,
      must: 1,
      errorOurs: worst,
      errorPeer: null,
      note: '5 rates x 2 x 3000 records, everything; bar without peer; the error is the largest relative one of k1',
    },
  ];
}

/** 2 F, and diffusion with a peak in each sweep. */
function current(voltage: number, v: number, rising: boolean): number {
  const peak = Math.exp(-(((voltage - (rising ? 0.6 : 0.3)) / 0.1) ** 2));
  return (rising ? 1 : -1) * (2 * v + 0.1 * Math.sqrt(v) * (0.2 + peak));
}
