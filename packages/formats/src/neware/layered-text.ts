import { type Finding, splitLine } from '@anodelab/data';

const CYCLE = /^(cycle (id|index)|循环(号|序号))$/i;
const STEP = /^(step (id|index)|工步(号|序号))$/i;
const RECORD = /^(record (id|index)|datapoint|记录(号|序号)|数据序号)$/i;
const DELIMITERS = [',', '\t', ';'] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** The delimiter of a text whose first three lines are the headers of cycles, steps and records, each further in. */
function layers(lines: readonly string[]): Delimiter | undefined {
  return DELIMITERS.find((delimiter) => {
    const [cycle = [], step = [], record = []] = lines.slice(0, 3).map((line) => cells(line, delimiter));
    return CYCLE.test(cycle[0] ?? '') && STEP.test(step[1] ?? '') && RECORD.test(record[2] ?? '');
  });
}

/** True where cycles, steps and records follow each other in one text, told apart by how far in they begin. */
export function isLayered(lines: readonly string[]): boolean {
  return layers(lines) !== undefined;
}

/**
 * The records of a layered text as a flat table with their cycle and step in front. Lines keep their numbers: those of
 * cycles and steps become blank. What cycles and steps say of themselves is left out, with a finding.
 */
export function flatten(text: string, findings: Finding[]): Uint8Array {
  const lines = text.split(/\r\n|\n|\r/);
  const delimiter = layers(lines) ?? ',';
  const [cycleName = '', stepName = ''] = [
    cells(lines[0] ?? '', delimiter)[0],
    cells(lines[1] ?? '', delimiter)[1],
  ];
  let cycle = '';
  let step = '';
  let left = 0;
  const flat = lines.map((line, index) => {
    const own = cells(line, delimiter);
    const depth = own.findIndex((cell) => cell !== '');
    if (index < 2 || depth < 0) return '';
    if (index === 2) return [cycleName, stepName, ...own.slice(2)].join(delimiter);
    if (depth === 0) [cycle, step] = [own[0] ?? '', ''];
    else if (depth === 1) step = own[1] ?? '';
    else return [cycle, step, ...own.slice(2)].join(delimiter);
    if (own.slice(depth + 1).some((cell) => cell !== '')) left++;
    return '';
  });
  if (left > 0) {
    findings.push({
      severity: 'info',
      code: 'layers-left-out',
      message: `${left} lines of cycles and steps have values of their own, which are left out; records keep the number of their cycle and step`,
    });
  }
  return new TextEncoder().encode(flat.join('\n'));
}

function cells(line: string, delimiter: Delimiter): readonly string[] {
  return splitLine(line, delimiter).map((cell) => cell.trim());
}
