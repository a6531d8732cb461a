import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimsOf, loadStudy } from '@anodelab/study/node';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));
const corpus = process.env['ANODELAB_CORPUS'] ?? join(folder, '../../../shared/corpus');
const paper = join(corpus, '../paper');

describe.skipIf(!existsSync(paper))('the claims of the study', () => {
  it('are sentences of the paper, word for word', async () => {
    const words = (text: string) => text.replace(/\s+/g, ' ');
    const file = readdirSync(paper).find((name) => name.endsWith('.txt')) ?? '';
    const text = words(readFileSync(join(paper, file), 'utf8'));
    const { study } = await loadStudy(folder);
    const sentences = (study.claims ?? []).flatMap((claim) =>
      claim.sentence.split('...').map((part) => part.trim()),
    );
    expect(sentences.filter((sentence) => !text.includes(words(sentence)))).toEqual([]);
  });
});

describe('the study of the paper', () => {
  it('has data for every claim with checks, and says which agreement is a prediction', async () => {
    const out = await mkdtemp(join(tmpdir(), 'anodelab-flash-'));
    const rows = await claimsOf(folder, out);
    await rm(out, { recursive: true, force: true });
    const verdicts = Object.fromEntries(rows.map((row) => [row.id, `${row.verdict}, ${row.class}`]));
    // the model does what it was fitted to, except where ageing before the 5 A/g step and layers of the bed tell
    expect(verdicts).toMatchObject({
      'rate-1': 'reproduced, fitted',
      'rate-5': 'contradicted, fitted',
      'rate-return': 'reproduced, fitted',
      'life-500': 'reproduced, tuned',
      'life-500-exceeding': 'contradicted, tuned',
      'five-more-stable': 'contradicted, fitted',
      'impedance-aged': 'reproduced, predicted',
      'share-rises': 'reproduced, predicted',
      'share-larger': 'reproduced, predicted',
      'silicon-share': 'reproduced, tuned',
    });
    const untested = rows.filter((row) => row.verdict === 'not testable' && row.found === '–');
    expect(untested.filter((row) => !row.reason.startsWith('needs'))).toEqual([]);
  }, 180_000);
});
