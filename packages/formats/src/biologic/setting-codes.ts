/** What a code of a settings row stands for. */
export interface CodeMeaning {
  readonly text: string;
  /** True for a meaning that no file with an export has confirmed. */
  readonly recalled: boolean;
}

const currentUnits = ['A', 'mA', 'µA', 'nA', 'pA'];
const references = ['Eoc', 'Ectrl', 'Emeas', 'Ei', 'Ref'];

/** Texts by code for the labels that hold codes; a hole is a code that nobody has seen. */
const texts: ReadonlyMap<string, readonly (string | undefined)[]> = new Map([
  ['Set I/C', ['I', 'C / N', 'C x N']],
  ['I sign', ['> 0', '< 0']],
  ['Mode', ['Single sine', 'Multi sine']],
  ['Points', [undefined, 'per decade']],
  ['spacing', [undefined, 'Logarithmic']],
  ['dE/dt unit', ['V/s', 'mV/s', 'mV/mn']],
  ['dunit dI/dt', currentUnits.map((unit) => `${unit}/s`)],
]);

const recalledRates = new Set(['V/s', 'mV/mn']);

/**
 * The meaning of a code: undefined where nobody knows it, `number` where the label holds a plain number.
 *
 * @param before - label of the setting before, which tells what a `vs.` refers to
 */
export function settingCode(
  label: string,
  code: number,
  before: string | undefined,
): CodeMeaning | 'number' | undefined {
  if (label === 'vs.') return known(isCurrent(before) && code === 2 ? '<None>' : references[code]);
  const own = texts.get(label);
  if (own !== undefined) {
    const text = own[code];
    const recalled = label === 'dE/dt unit' && text !== undefined && recalledRates.has(text);
    return text === undefined ? undefined : { text, recalled };
  }
  if (!label.startsWith('unit ')) return 'number';
  const quantity = label.slice('unit '.length);
  if (/^(dQM|dQ|dq)$/.test(quantity)) return known(currentUnits[code], '.h');
  if (/^(f|fi|ff)$/.test(quantity)) return known(['MHz', 'kHz', 'Hz', 'mHz'][code]);
  return known(currentUnits[code]);
}

/** A `vs.` after `unit Is` refers to a current. */
function isCurrent(before: string | undefined): boolean {
  return before === 'unit Is';
}

function known(text: string | undefined, suffix = ''): CodeMeaning | undefined {
  return text === undefined ? undefined : { text: text + suffix, recalled: false };
}
