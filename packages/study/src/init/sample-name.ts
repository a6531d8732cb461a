/** Words of a file name that tell the technique, the place in a series or the machine, not the sample. */
const TECHNICAL = [
  /^(cv|lsv|eis|peis|geis|gcpl|gcd|gitt|ocv|cc|cccv|cp|ca|mb)$/,
  /^(cycl\w*|rates?|impedance|voltammogram|formation|initial|fresh|pristine|after|before|at|and|data|test|raw|export|record)$/,
  /^(ch?|channel)\d*$/,
  /^\d+(p|\.)?\d*(m?vs?|mvs-?1|cyc\w*|ma|ag|ag-?1|c|mhz|hz)$/,
  /^\d+$/,
];

/** The sample that a file is of: its name without extension and without the words that tell the technique. */
export function sampleName(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const stem = file.replace(/(\.bdf)?\.[A-Za-z][A-Za-z0-9]{0,4}$/, '');
  const words = stem.split(/[\s_]+/).filter((word) => word !== '');
  const kept = words.map(withoutTechnique).filter((word) => word !== '');
  return (kept.length === 0 ? words : kept).join('-');
}

/** `nmSi-EIS-50cyc` is `nmSi`; the number of `PCHS-5` is part of the name, that of `after-20` is not. */
function withoutTechnique(word: string): string {
  if (isTechnical(word)) return '';
  const kept: string[] = [];
  let dropped = false;
  for (const part of word.split('-')) {
    dropped = /^\d+$/.test(part) ? dropped : isTechnical(part);
    if (!dropped) kept.push(part);
  }
  return kept.join('-');
}

function isTechnical(word: string): boolean {
  return TECHNICAL.some((pattern) => pattern.test(word.toLowerCase()));
}

/** Cycles before the measurement that a file name tells: `…_after_100_cycles`, `…-100cyc`; 0 otherwise. */
export function cyclesBefore(path: string): number {
  const match = /(\d+)[\s_-]*(?:th|st|nd|rd)?[\s_-]*cyc/i.exec(path) ?? /after[\s_-]*(\d+)/i.exec(path);
  return Number(match?.[1] ?? 0);
}
