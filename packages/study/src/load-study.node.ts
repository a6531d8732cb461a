import { glob, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError, sha256 } from '@anodelab/data';
import { renderPdf, renderPng } from '@anodelab/figures/node';
import { codeStamps } from './code-stamps.node.ts';
import { fillProfiles } from './fill-profiles.node.ts';
import type { RawFile, RunContext } from './jobs/context.ts';
import { parseStudy } from './schema/parse-study.ts';
import type { Study } from './schema/study-schema.ts';
import { globsOf, type Series, seriesId, seriesOf } from './series.ts';

/** A study with the file that it was read from. */
export interface LoadedStudy {
  /** Absolute. */
  readonly path: string;
  readonly source: string;
  readonly study: Study;
}

/**
 * Reads a study file; a folder stands for the `study.yaml` in it.
 * @throws {InputError} when there is none, or with the position of the first problem in it
 */
export async function loadStudy(path: string): Promise<LoadedStudy> {
  const absolute = resolve(path);
  const info = await stat(absolute).catch(() => undefined);
  const file = info?.isDirectory() ? join(absolute, 'study.yaml') : absolute;
  const source = await readFile(file, 'utf8').catch(() => undefined);
  if (source === undefined) throw new InputError(`${path}: expected a study file, found none`, '');
  const study = parseStudy(source, basename(file));
  return { path: file, source, study: { ...study, ...(await filledProtocols(study, dirname(file))) } };
}

async function filledProtocols({ protocols }: Study, folder: string): Promise<Pick<Study, 'protocols'>> {
  if (protocols === undefined) return {};
  const { xrd, raman, tg, sem, stem, eds, 'electrode-surface': surface, ...driven } = protocols;
  const entries = await Promise.all(
    Object.entries(driven).map(async ([technique, protocol]) => [
      technique,
      protocol === undefined ? undefined : await fillProfiles(protocol, folder),
    ]),
  );
  const filled = Object.fromEntries(entries) as typeof driven;
  return {
    protocols: {
      ...(xrd && { xrd }),
      ...(raman && { raman }),
      ...(tg && { tg }),
      ...(sem && { sem }),
      ...(stem && { stem }),
      ...(eds && { eds }),
      ...(surface && { 'electrode-surface': surface }),
      ...filled,
    },
  };
}

/**
 * What a run of the study needs from this machine: raw files with their hashes, stamps of the code, renderers.
 * @throws {InputError} for a glob that no file matches
 */
export async function runContext({ path, source, study }: LoadedStudy): Promise<RunContext> {
  const files = new Map<string, readonly RawFile[]>();
  for (const series of seriesOf(study)) {
    if (!series.modelled) files.set(seriesId(series), await findFiles(dirname(path), study, series));
  }
  return {
    study,
    source,
    date: study.date ?? (await stat(path)).mtime.toISOString().slice(0, 10),
    stamps: await codeStamps(),
    rawFiles: (series) => files.get(seriesId(series)) ?? [],
    renderers: { png: (svg, dpi) => renderPng(svg, { dpi }), pdf: renderPdf },
  };
}

async function findFiles(folder: string, study: Study, series: Series): Promise<readonly RawFile[]> {
  const found = new Set<string>();
  for (const pattern of globsOf(study, series)) {
    const matches = await matching(folder, pattern);
    if (matches.length === 0) {
      const place = series.cell === undefined ? 'files' : `cells.${series.cell}`;
      const key = `samples.${series.sample}.${place}.${series.technique}`;
      throw new InputError(`${key}: expected a file that matches "${pattern}", found none in ${folder}`, key);
    }
    for (const match of matches) found.add(match);
  }
  return Promise.all(
    [...found].map(async (path) => {
      const bytes = () => readFile(resolve(folder, path));
      return { path, sha256: await sha256(await bytes()), bytes };
    }),
  );
}

/** A file of that very name, else the files that the glob matches, sorted. */
async function matching(folder: string, pattern: string): Promise<readonly string[]> {
  const exact = await stat(resolve(folder, pattern)).catch(() => undefined);
  if (exact?.isFile()) return [pattern];
  const matches: string[] = [];
  for await (const path of glob(pattern, { cwd: folder })) matches.push(path);
  return matches.sort();
}
