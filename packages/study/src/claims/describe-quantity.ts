import type { QuantityPath } from '../schema/quantity-path.ts';

const words: Readonly<Record<string, string>> = {
  capacitiveShare: 'k1 v share (free fit)',
  constrainedShare: 'k1 v share (constrained fit)',
  crackArea: 'share of the area that is crack',
};

/** What a path asks for apart from the sample: `capacity in cycle 500`, `resistance at 0.01 Hz after 100 cycles`. */
export function describeQuantity({ technique, name, at, after }: QuantityPath): string {
  const what = words[name] ?? name;
  const [place = '', turn] = at.split('#');
  const spaced = place.replace(/^([\d.]+)(?=[A-Za-z])/, '$1 ');
  switch (technique) {
    case 'cycling':
      return at === '*' ? `${what} in each cycle` : `${what} in cycle ${place}`;
    case 'rate':
      return at === '*'
        ? `${what} at each current`
        : `${what} at ${spaced}${turn === undefined ? '' : `, step ${turn}`}`;
    case 'cv':
      return at === '*' ? `${what} at each scan rate` : `${what} at ${spaced}`;
    case 'eis':
      return `${what} at ${spaced} ${after === 0 ? 'when fresh' : `after ${after} cycles`}`;
    case 'tg':
      return at === '*' ? `${what} at each temperature` : `${what} at ${spaced}`;
    case 'electrode-surface':
      return `${what} ${after === 0 ? 'when fresh' : `after ${after} cycles`}`;
    case 'xrd':
    case 'raman':
    case 'sem':
    case 'stem':
    case 'eds':
      return what;
    case 'diffusivity':
      return at === '*' ? `${what} by each method` : `${what} by ${place}`;
  }
}

/** Samples and quantities in words, quantities that follow each other for one sample joined. */
export function describeQuantities(paths: readonly QuantityPath[]): string {
  const first = paths[0];
  if (first === undefined) return '';
  const same = paths.every((path) => describeQuantity(path) === describeQuantity(first));
  if (same) return `${paths.map(({ sample }) => sample).join(', ')}: ${describeQuantity(first)}`;
  const oneSample = paths.every(({ sample }) => sample === first.sample);
  return oneSample
    ? `${first.sample}: ${paths.map(describeQuantity).join(', ')}`
    : paths.map((path) => `${path.sample}: ${describeQuantity(path)}`).join(', ');
}
