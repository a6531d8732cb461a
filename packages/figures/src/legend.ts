import type { Box } from './scene.ts';
import type { Mark, Panel } from './spec.ts';
import { shortenText, textRuns, textWidth } from './text.ts';
import { theme } from './theme.ts';

/** One line of a legend: the marks that share its label, drawn over each other in miniature. */
export interface LegendEntry {
  readonly label: string;
  readonly samples: readonly LegendSample[];
}

/** What a mark looks like in a legend. */
export type LegendSample =
  | Extract<Mark, { type: 'line' | 'points' | 'band' }>
  | { readonly type: 'bar'; readonly color: string };

/** Entries in rows and columns, with the size that they need, mm. */
export interface LegendBlock {
  readonly entries: readonly LegendEntry[];
  readonly columns: number;
  readonly columnWidths: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Length of the miniature, mm. */
export const sampleLength = 6;
export const sampleGap = 1;
const columnGap = 3;
export const rowHeight = 1.36 * theme.legend;
/** Between legend and frame, mm: clear of the ticks. */
const inset = theme.majorTick + 0.6;

/** Entries of a panel, one per label, in the order of the marks; a label that does not fit into `width` mm is shortened. */
export function legendEntries(panel: Panel, width: number): LegendEntry[] {
  const entries = new Map<string, LegendSample[]>();
  const add = (label: string | undefined, sample: LegendSample): void => {
    if (label === undefined) return;
    entries.set(label, [...(entries.get(label) ?? []), sample]);
  };
  for (const mark of panel.marks) {
    if (mark.type === 'line' || mark.type === 'points' || mark.type === 'band') add(mark.label, mark);
    if (mark.type === 'bars')
      for (const part of mark.parts) add(part.label, { type: 'bar', color: part.color });
  }
  const room = width - 2 * inset - sampleLength - sampleGap;
  return [...entries].map(([label, samples]) => ({ label: shortenText(label, theme.legend, room), samples }));
}

/** Entries arranged in `columns` columns, filled downwards. */
export function legendBlock(entries: readonly LegendEntry[], columns: number): LegendBlock {
  const rows = Math.ceil(entries.length / columns);
  const columnWidths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...entries.slice(column * rows, (column + 1) * rows).map(entryWidth)),
  );
  const width = columnWidths.reduce((sum, each) => sum + each, columnGap * (columns - 1));
  return { entries, columns, columnWidths, width, height: rows * rowHeight };
}

function entryWidth(entry: LegendEntry): number {
  return sampleLength + sampleGap + textWidth(textRuns(entry.label), theme.legend);
}

/** Top left corner of the miniature of each entry, mm from the block's own. */
export function entryPlaces(block: LegendBlock): readonly (readonly [number, number])[] {
  const rows = Math.ceil(block.entries.length / block.columns);
  return block.entries.map((_, index) => {
    const column = Math.floor(index / rows);
    const left = block.columnWidths.slice(0, column).reduce((sum, width) => sum + width + columnGap, 0);
    return [left, (index % rows) * rowHeight];
  });
}

/**
 * The free place for a block that is nearest to a corner of the frame (right before left, top before bottom);
 * null when data are everywhere.
 */
export function placeLegend(
  block: LegendBlock,
  frame: { readonly width: number; readonly height: number },
  isFree: (box: Box) => boolean,
): Box | null {
  const right = frame.width - inset - block.width;
  const bottom = frame.height - inset - block.height;
  if (right < inset || bottom < inset) return null;
  let best: Box | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  const across = Math.max(1, Math.ceil((right - inset) / 0.8));
  const down = Math.max(1, Math.ceil((bottom - inset) / 0.8));
  for (let i = 0; i <= across; i++) {
    for (let j = 0; j <= down; j++) {
      const x = inset + ((right - inset) * i) / across;
      const y = inset + ((bottom - inset) * j) / down;
      const cost = Math.min(x - inset + 0.2, right - x) + Math.min(y - inset, bottom - y + 0.1);
      const box = { x, y, width: block.width, height: block.height };
      if (cost < bestCost && isFree(box)) [best, bestCost] = [box, cost];
    }
  }
  return best;
}
