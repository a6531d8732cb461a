import { describe, expect, it } from 'vitest';
import type { Job } from './job.ts';
import { pruneStore, runJobs } from './run-jobs.ts';
import { memoryStore } from './store.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** a -> b -> c and a -> d; each writes its option and what it read. */
function chain(options: Record<string, string> = {}): Job[] {
  const job = (id: string, needs: string[]): Job => ({
    id,
    needs,
    ingredients: { option: options[id] ?? '' },
    async run(inputs) {
      const read = await Promise.all(
        needs.flatMap((need) => inputs.paths(need)).map((path) => inputs.read(path)),
      );
      return [
        { path: `${id}.txt`, bytes: encode(`${id}${options[id] ?? ''}(${read.map(decode).join(',')})`) },
      ];
    },
  });
  return [job('a', []), job('b', ['a']), job('c', ['b']), job('d', ['a'])];
}

describe('runJobs', () => {
  it('runs every job once and nothing the second time', async () => {
    const store = memoryStore();
    expect((await runJobs(chain(), store)).ran).toEqual(['a', 'b', 'c', 'd']);
    expect(decode((await store.read('c.txt')) ?? new Uint8Array())).toBe('c(b(a()))');
    const second = await runJobs(chain(), store);
    expect(second.ran).toEqual([]);
    expect(second.cached).toHaveLength(4);
  });

  it('runs a job with a changed option and what depends on it, nothing else', async () => {
    const store = memoryStore();
    await runJobs(chain(), store);
    expect((await runJobs(chain({ b: '!' }), store)).ran).toEqual(['b', 'c']);
  });

  it('stops at a job whose outputs stay the same although its option changed', async () => {
    const store = memoryStore();
    const quiet = (option: string): Job[] => [
      {
        id: 'a',
        needs: [],
        ingredients: { option },
        run: async () => [{ path: 'a.txt', bytes: encode('same') }],
      },
      { id: 'b', needs: ['a'], ingredients: null, run: async () => [{ path: 'b.txt', bytes: encode('b') }] },
    ];
    await runJobs(quiet('1'), store);
    expect((await runJobs(quiet('2'), store)).ran).toEqual(['a']);
  });

  it('makes a damaged or missing output again', async () => {
    const store = memoryStore();
    await runJobs(chain(), store);
    await store.write('d.txt', encode('edited'));
    await store.remove('c.txt');
    expect((await runJobs(chain(), store)).ran).toEqual(['c', 'd']);
  });

  it('continues after an abort and ends with the same bytes as an undisturbed run', async () => {
    const whole = new Map<string, Uint8Array>();
    await runJobs(chain(), memoryStore(whole));
    for (let stop = 1; stop <= 3; stop++) {
      const files = new Map<string, Uint8Array>();
      const controller = new AbortController();
      const onProgress = ({ done }: { done: number }) => {
        if (done === stop) controller.abort();
      };
      await expect(
        runJobs(chain(), memoryStore(files), { signal: controller.signal, onProgress }),
      ).rejects.toThrow();
      expect((await runJobs(chain(), memoryStore(files))).cached).toHaveLength(stop);
      expect(files).toEqual(whole);
    }
  });

  it('tells the progress of each job', async () => {
    const labels: string[] = [];
    await runJobs(chain(), memoryStore(), {
      onProgress: ({ done, total, label }) => labels.push(`${done}/${total} ${label}`),
    });
    expect(labels).toEqual(['1/4 a', '2/4 b', '3/4 c', '4/4 d']);
  });

  it('tells where a long job stands, and stops it when told to', async () => {
    const controller = new AbortController();
    const labels: string[] = [];
    const long: Job = {
      id: 'life',
      needs: [],
      ingredients: null,
      async run(_, { signal, onProgress }) {
        for (let cycle = 1; ; cycle++) {
          signal?.throwIfAborted();
          onProgress?.(`cycle ${cycle}`);
        }
      },
    };
    const run = runJobs([...chain(), long], memoryStore(), {
      signal: controller.signal,
      onProgress: ({ done, total, label }) => {
        labels.push(`${done}/${total} ${label}`);
        if (label === 'life, cycle 2') controller.abort(new Error('enough'));
      },
    });
    await expect(run).rejects.toThrow('enough');
    expect(labels.slice(-2)).toEqual(['4/5 life, cycle 1', '4/5 life, cycle 2']);
  });

  it('refuses a plan in which a job stands before what it needs', async () => {
    await expect(runJobs(chain().reverse(), memoryStore())).rejects.toThrow(/does not stand before/);
  });

  it('prunes files that no job of the plan makes and keeps files of others', async () => {
    const files = new Map([['notes.txt', encode('mine')]]);
    const store = memoryStore(files);
    await runJobs(chain(), store);
    const summary = await runJobs(chain().slice(0, 2), store);
    await pruneStore(store, summary);
    expect([...files.keys()].filter((path) => !path.startsWith('.cache')).sort()).toEqual([
      'a.txt',
      'b.txt',
      'notes.txt',
    ]);
    expect([...files.keys()].filter((path) => path.startsWith('.cache'))).toHaveLength(2);
  });
});
