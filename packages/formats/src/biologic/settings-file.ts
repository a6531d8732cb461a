import { type Dataset, decodeText, type Finding, type Json } from '@anodelab/data';
import { provenanceOf, type Reader } from '../reader.ts';
import { instrumentOf, noRows } from './log-file.ts';
import { readMptHeader, readSequenceLines } from './mpt-header.ts';
import { techniqueByName } from './techniques.ts';

const ID = 'biologic-mps';
/** Facts that each technique has of its own. */
const OF_TECHNIQUE = new Set(['techniqueCode', 'techniqueName', 'sequences']);
const encoder = new TextEncoder();

/** Settings of an experiment with its linked techniques: `.mps` (docs/formats/biologic.md). */
export const mpsReader: Reader = {
  id: ID,
  label: 'Bio-Logic EC-Lab settings .mps',
  sniff: (head) => /^(?:EC|BT)-Lab SETTING FILE/i.test(decodeText(head.subarray(0, 256)).text),
  read: (bytes, name) => [readMps(bytes, name)],
};

/**
 * The facts of the cell, and in `meta.techniques` each linked technique with its sequences under the keys of the `.mpr`
 * reader, as a dataset without columns.
 */
function readMps(bytes: Uint8Array, name: string): Dataset {
  const lines = decodeText(bytes).text.split(/\r\n|\n|\r/);
  const starts = lines.flatMap((line, index) => (/^Technique : \d+/.test(line) ? [index] : []));
  const findings: Finding[] = [];
  const { meta, device } = readMptHeader(
    encoder.encode(lines.slice(0, starts[0] ?? lines.length).join('\n')),
    findings,
  );
  const cell = Object.entries(meta).filter(([key]) => !OF_TECHNIQUE.has(key));
  const blocks = starts.map((start, k) => readTechnique(lines.slice(start, starts[k + 1])));
  const declared = Number(find(lines, /^Number of linked techniques : (\d+)/) ?? blocks.length);
  if (declared !== blocks.length) {
    const message = `${declared} linked techniques announced, ${blocks.length} found: the file was cut`;
    findings.push({ severity: 'warning', code: 'file-cut', message, at: `line ${lines.length}` });
  }
  const kinds = new Set(blocks.map(({ kind }) => kind));
  return {
    technique: kinds.size === 1 ? ([...kinds][0] ?? 'unknown') : kinds.size === 0 ? 'unknown' : 'mixed',
    columns: [],
    meta: {
      ...Object.fromEntries(cell),
      settingsFile: find(lines, /^Filename : (.*)$/),
      linkedTechniques: declared,
      techniques: blocks.map(({ facts }) => facts),
    },
    provenance: provenanceOf(ID, name, bytes, instrumentOf(device)),
    findings: [...findings, noRows('the file holds settings')],
  };
}

/** One block: `Technique : 2`, the technique's name, its settings. */
function readTechnique(block: readonly string[]) {
  const number = Number(/\d+/.exec(block[0] ?? '')?.[0]);
  const name = block[1]?.trim() || null;
  const technique = techniqueByName(name ?? '');
  const facts: Json = {
    number,
    code: technique?.code ?? null,
    name,
    sequences: readSequenceLines(block.slice(2)),
  };
  return { kind: technique?.technique ?? ('unknown' as const), facts };
}

function find(lines: readonly string[], pattern: RegExp): string | null {
  for (const line of lines) {
    const match = pattern.exec(line);
    if (match?.[1] !== undefined) return match[1].trim() || null;
  }
  return null;
}
