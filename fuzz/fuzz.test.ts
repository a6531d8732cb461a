import { expect, it } from 'vitest';
import { chance, mutate } from './mutate.ts';
import { madeSeeds } from './made-seeds.ts';
import { readerOf, tryFile } from './try-file.ts';

const FILES = 60;
const seeds = await madeSeeds();

it.each(seeds.map((seed) => [seed.reader, seed] as const))(
  '%s reads or refuses every damaged file',
  async (id, { bytes }) => {
    const reader = readerOf(id);
    let refused = 0;
    for (let n = 0; n < FILES; n++) {
      const outcome = await tryFile(reader, mutate(bytes, chance(n)));
      expect(outcome, `file ${n}`).not.toHaveProperty('message');
      if (outcome.kind === 'refused') refused++;
    }
    expect(refused).toBeLessThanOrEqual(FILES);
  },
);

it('damages a file differently each time and the same with the same seed', () => {
  const [first] = seeds;
  const twice = [chance(7), chance(7)].map((next) => mutate(first!.bytes, next));
  expect(twice[0]).toEqual(twice[1]);
  expect(mutate(first!.bytes, chance(8))).not.toEqual(twice[0]);
});
