import { type Dataset, examine, type Finding, FormatError, type Meta, sha256 } from '@anodelab/data';
import { mplReader } from './biologic/log-file.ts';
import { mprReader } from './biologic/mpr.ts';
import { mptReader } from './biologic/mpt.ts';
import { mpsReader } from './biologic/settings-file.ts';
import { landCex } from './land/cex/cex.ts';
import { ndaReader } from './neware/nda.ts';
import { ndaxReader } from './neware/ndax.ts';
import { newareText } from './neware/export-text.ts';
import { newareWorkbook } from './neware/export-workbook.ts';
import { landText } from './land/land-text.ts';
import { landWorkbook } from './land/land-workbook.ts';
import { arbinCsv } from './arbin/arbin-csv.ts';
import { arbinResReader } from './arbin/arbin-res.ts';
import { arbinWorkbook } from './arbin/arbin-workbook.ts';
import { bdfReader } from './bdf/bdf.ts';
import { delimitedReader } from './delimited/delimited.ts';
import { chiReader } from './chi/chi-text.ts';
import { gamryReader } from './gamry/gamry-dta.ts';
import { novaReader } from './autolab/nova-text.ts';
import { z60wReader } from './autolab/z60w.ts';
import { parstatReader } from './princeton/parstat-text.ts';
import { parReader } from './princeton/versastudio-par.ts';
import { powerSuiteReader } from './princeton/power-suite.ts';
import { zahnerReader } from './zahner/zahner-ism.ts';
import { msaReader } from './msa/msa.ts';
import { tiffReader } from './tiff/tiff.ts';
import { zplotReader } from './zplot/zplot.ts';
import { gunzip, isGzip } from './gunzip.ts';
import { maccorText } from './maccor/maccor-text.ts';
import { maccorWorkbook } from './maccor/maccor-workbook.ts';
import { basytecText } from './basytec/basytec-text.ts';
import { novonixCsv } from './novonix/novonix-csv.ts';
import { pecCsv } from './pec/pec-csv.ts';
import type { Reader, ReadOptions } from './reader.ts';

/** Every format, in the order in which content is tried: the strictest signatures first, plain tables last. */
export const readers: readonly Reader[] = [
  mprReader,
  landCex,
  ndaReader,
  ndaxReader,
  newareWorkbook,
  landWorkbook,
  mptReader,
  mplReader,
  mpsReader,
  basytecText,
  novonixCsv,
  pecCsv,
  newareText,
  maccorText,
  landText,
  arbinResReader,
  arbinWorkbook,
  maccorWorkbook,
  gamryReader,
  chiReader,
  zplotReader,
  z60wReader,
  novaReader,
  parReader,
  parstatReader,
  powerSuiteReader,
  zahnerReader,
  tiffReader,
  msaReader,
  bdfReader,
  arbinCsv,
  delimitedReader,
];

const HEAD_LENGTH = 65536;

/**
 * Every dataset of an instrument file, in SI, with provenance and the findings of its reader and of `examine`. The format is recognised by content; the
 * name is for messages only. A file in a gzip wrapper is read as its content.
 *
 * @throws {FormatError} when the content is of no known format, or is damaged so that nothing can be trusted
 */
export async function readFile(
  bytes: Uint8Array,
  name: string,
  options: ReadOptions = {},
): Promise<readonly Dataset[]> {
  const content = isGzip(bytes) ? await gunzip(bytes, name) : bytes;
  const reader = await findReader(content);
  if (reader === undefined) throw new FormatError(name, `no known format; ${describeContent(content)}`);
  const [hash, datasets] = await Promise.all([sha256(bytes), reader.read(content, name, options)]);
  return datasets.map((dataset) => {
    const known = withOptions(dataset, options);
    return {
      ...known,
      findings: [...known.findings, ...examine(known)],
      provenance: { ...known.provenance, sha256: hash, bytes: bytes.length },
    };
  });
}

/** The reader for that content, or undefined. */
export async function findReader(bytes: Uint8Array): Promise<Reader | undefined> {
  const head = bytes.subarray(0, HEAD_LENGTH);
  for (const reader of readers) {
    if (await reader.sniff(head, bytes)) return reader;
  }
  return undefined;
}

/** The dataset with the user's mass and electrode; a finding where they contradict the file. */
function withOptions(dataset: Dataset, options: ReadOptions): Dataset {
  const meta: Record<string, Meta[string]> = { ...dataset.meta };
  const findings: Finding[] = [...dataset.findings];
  for (const key of ['activeMass_kg', 'workingElectrode'] as const) {
    const given = options[key];
    if (given === undefined) continue;
    const stated = meta[key] ?? null;
    if (stated !== null && stated !== given) {
      findings.push({
        severity: 'info',
        code: 'replaced-by-user',
        message: `${key} ${JSON.stringify(stated)} of the file replaced by the given ${given}`,
        at: key,
      });
    }
    meta[key] = given;
  }
  return { ...dataset, meta, findings };
}

/** What an unknown file looks like, for the message. */
function describeContent(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'the file is empty';
  const head = bytes.subarray(0, 32);
  if (head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d))) {
    const start = new TextDecoder().decode(head).split(/[\r\n]/)[0] ?? '';
    return `expected a cycler, potentiostat or table file, found text that begins "${start}"`;
  }
  const hex = Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `expected a cycler, potentiostat or table file, found bytes ${hex}`;
}
