import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dataset, FormatError } from '@anodelab/data';
import { readFile } from '@anodelab/formats';
import { toSI, type Unit } from '@anodelab/units';
import { expect } from 'vitest';

/** Folder of the corpus, which may not be there. */
export const corpusRoot =
  process.env['ANODELAB_CORPUS'] ?? join(import.meta.dirname, '../../../../../shared/corpus');

/** Folder of the electrochemistry files of the corpus; undefined where there is none and its tests are skipped. */
export const corpusPath = existsSync(join(corpusRoot, 'electrochem/MANIFEST.json'))
  ? join(corpusRoot, 'electrochem')
  : undefined;

/** First, last, least and greatest value in the header's unit; `finite` where not all are. */
export interface Stats {
  readonly first: number | null;
  readonly last: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly finite?: number;
}

interface Entry {
  readonly file: string;
  readonly format: string;
  readonly expect: {
    readonly rows: number;
    readonly columns: readonly string[];
    readonly stats: Readonly<Record<string, Stats>>;
    readonly cycles?: number;
    readonly tables?: Readonly<Record<string, number>>;
    readonly global_test_name?: string;
    /** Rows of each state or command of a cycler's text. */
    readonly state_counts?: Readonly<Record<string, number>>;
    readonly commands?: readonly string[];
    readonly sections?: readonly string[];
    readonly sheets?: Readonly<
      Record<
        string,
        {
          readonly rows: number;
          readonly columns: readonly string[];
          readonly stats: Readonly<Record<string, Stats>>;
        }
      >
    >;
  };
}

/** The corpus' files of a format, or all, with their truth; one entry without a path where there is no corpus. */
export function corpusFiles(format?: string): readonly (Entry & { readonly path?: string })[] {
  if (corpusPath === undefined)
    return [{ file: format ?? 'all', format: format ?? 'all', expect: { rows: 0, columns: [], stats: {} } }];
  const folder = corpusPath;
  const { files } = JSON.parse(readFileSync(join(folder, 'MANIFEST.json'), 'utf8')) as {
    files: readonly Entry[];
  };
  return files
    .filter((entry) => format === undefined || entry.format === format)
    .map((entry) => ({ ...entry, path: join(folder, entry.file) }));
}

/** The manifest prints ten significant digits, of single-precision numbers fewer. */
export function expectClose(actual: unknown, truth: number | null, unit: Unit, what: string): void {
  if (truth === null) return expect(actual, what).toBeNull();
  const wanted = toSI(truth, unit);
  expect(Math.abs(Number(actual) - wanted), `${what}: ${String(actual)} for ${wanted}`).toBeLessThanOrEqual(
    1e-7 * Math.abs(wanted),
  );
}

/** The datasets of a damaged file, or undefined where it is refused with a FormatError; anything else fails the test. */
export async function readDamaged(bytes: Uint8Array, file: string): Promise<readonly Dataset[] | undefined> {
  try {
    return await readFile(bytes, file);
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return undefined;
  }
}
