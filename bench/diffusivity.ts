import { analyseDiffusivity } from '../packages/analysis/src/diffusivity/analyse-diffusivity.ts';
import { madePulses } from '../packages/analysis/src/diffusivity/made-pulses.ts';
import { type BenchRow, medianMs } from './race/row.ts';

/** Most that the analysis may take, ms. */
const BAR = 50;
const rate = 1e-4; // 1/s

/** All pulsed methods on 100 pulses of 2000 records each, half of them under current; there is no peer to time. */
export async function run(): Promise<BenchRow[]> {
  const made = madePulses({ rate, pulse: 600, rest: 20_000, pulses: 100, records: 1000 });
  const work = () => analyseDiffusivity([made]);
  for (let i = 0; i < 15; i++) work();
  const ours = await medianMs(21, work);
  return [
    {
      name: 'diffusivity/100 pulses',
      ours,
      peer: null,
      unit: 'ms',
      ratio: BAR / ours,
      must: 1,
      errorOurs: Math.abs((work().results['D_gittExact']?.value ?? NaN) / rate - 1),
      errorPeer: null,
      note: '100 pulses x 2000 records: exact fits of pulse and rest, and the square-root law; bar without peer; the error is that of the median D',
    },
  ];
}
