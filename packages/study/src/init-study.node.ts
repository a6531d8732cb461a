import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { InputError } from '@anodelab/data';
import { firstStudy } from './init/first-study.ts';
import { type SurveyedFile, surveyFile } from './init/survey.ts';

/** Text files that lie beside data and are no data. */
const PROSE = /\.(md|ya?ml|html?|pdf|docx?|pptx?|png|jpe?g|svg|py|m|ipynb)$/i;

/**
 * The text of a first `study.yaml` for the raw files in a folder, found by looking into each of them.
 * @throws {InputError} when the folder holds no file
 */
export async function initStudy(folder: string): Promise<string> {
  const root = resolve(folder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile() && !PROSE.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.') || part === 'out'))
    .sort();
  if (paths.length === 0) throw new InputError(`${folder}: expected a folder with raw files, found none`, '');
  const files: SurveyedFile[] = [];
  for (const path of paths) files.push(await surveyFile(path, await readFile(join(root, path))));
  return firstStudy(basename(root), new Date().toISOString().slice(0, 10), files);
}
