import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from './folder-store.node.ts';

const text = (value: string) => new TextEncoder().encode(value);

describe('folderStore', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anodelab-store-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes whole files into folders that it makes, lists and removes them', async () => {
    const store = await folderStore(join(folder, 'out'));
    await store.write('a/b/c.txt', text('one'));
    await store.write('a/b/c.txt', text('two'));
    expect(new TextDecoder().decode(await store.read('a/b/c.txt'))).toBe('two');
    expect(await store.list('a/')).toEqual(['a/b/c.txt']);
    expect(await store.read('a/none')).toBeUndefined();
    await store.remove('a/b/c.txt');
    await store.remove('a/b/c.txt');
    expect(await store.list('')).toEqual([]);
  });

  it('removes what a process that is no more left half-written, and nothing of a running one', async () => {
    const unfinished = join(folder, '.cache', 'unfinished');
    await mkdir(unfinished, { recursive: true });
    await writeFile(join(unfinished, '999999999-0'), 'half');
    await writeFile(join(unfinished, `${process.pid}-0`), 'half');
    await folderStore(folder);
    expect(await readdir(unfinished)).toEqual([`${process.pid}-0`]);
  });
});
