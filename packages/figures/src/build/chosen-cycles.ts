/** Cycles that papers show. */
const usualCycles = [1, 2, 3, 5, 10, 20, 50, 100, 200, 300, 400, 500];
const atMost = 6;

/** Up to six of the cycles found: all where they are few, else the first, the last and usual ones between them. */
export function chosenCycles(found: Iterable<number>): readonly number[] {
  const sorted = [...new Set(found)].filter(Number.isFinite).sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (sorted.length <= atMost || first === undefined || last === undefined) return sorted;
  const between = sorted.filter((cycle) => cycle > first && cycle < last && usualCycles.includes(cycle));
  const every = Math.max(1, between.length / (atMost - 2));
  const picked = between.filter((_, i) => Math.floor(i / every) > Math.floor((i - 1) / every));
  return [first, ...picked, last];
}
