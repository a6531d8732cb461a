import { afterAll, expect, test } from 'vitest';
import { EnsembleThreads } from './ensemble-threads.node.ts';
import { runEnsemble } from './run-ensemble.ts';
import { ensemble, type SpreadInput } from './testing/spread-cells.ts';

const threads = new EnsembleThreads(new URL('./testing/spread-cells.ts', import.meta.url), 2);
afterAll(() => threads.close());

test('two threads give the bits of one, failures and all', async () => {
  for (const input of [
    { members: 1000, level: 'SPM', full: 577 },
    { members: 12, level: 'DFN' },
    { members: 1, level: 'SPM' },
  ] satisfies SpreadInput[]) {
    const here = runEnsemble(ensemble(input), { readings: 7 });
    const there = await threads.run(input, { readings: 7 });
    expect(there.duration).toEqual(here.duration);
    expect(there.charge).toEqual(here.charge);
    expect(there.voltage).toEqual(here.voltage);
    expect(there.current).toEqual(here.current);
    expect(there.failures).toEqual(here.failures);
    expect(there.failures).toHaveLength('full' in input ? 1 : 0);
  }
});

test('progress is told, an abort stops all threads, and they serve the next run', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const run = threads.run({ members: 200_000, level: 'DFN' } satisfies SpreadInput, {
    readings: 2,
    signal: controller.signal,
    onProgress: (done) => {
      seen.push(done);
      if (done > 0) controller.abort(new Error('enough'));
    },
  });
  await expect(run).rejects.toThrow('enough');
  expect(seen.at(-1)).toBeLessThan(200_000);
  const next = await threads.run({ members: 3, level: 'SPM' } satisfies SpreadInput);
  expect(next.failures).toEqual([]);
});

test('what a thread throws is thrown', async () => {
  await expect(threads.run({ members: 0, level: 'SPM' })).rejects.toThrow('0 members');
});
