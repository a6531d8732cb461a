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
  const words = stem.split(/[\s_]+|-(?=\D)|(?<=\D)-/).filter((word) => word !== '');
  const kept = words.filter(
    (word) => !TECHNICAL.some((pattern) => pattern.test(word.toLowerCase().replace('/', ''))),
  );
  return (kept.length === 0 ? words : kept).join('-');
}

/** Cycles before the measurement that a file name tells: `…_after_100_cycles`, `…-100cyc`; 0 otherwise. */
export function cyclesBefore(path: string): number {
  const match = /(\d+)[\s_-]*(?:th|st|nd|rd)?[\s_-]*cyc/i.exec(path) ?? /after[\s_-]*(\d+)/i.exec(path);
  return Number(match?.[1] ?? 0);
}
