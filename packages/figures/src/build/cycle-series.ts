import { numbers } from '@anodelab/data';
import type { FigureTable, Mark } from '../spec.ts';
import type { CapacityColumn } from './capacity-column.ts';
import { drawnColumn } from './figure.ts';
import type { SampleStyle } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable } from './sample.ts';

/** Least distance of markers on series with more cycles than `manyCycles`, mm; the line runs through every cycle. */
const markerGap = 2.6;
const manyCycles = 60;

/** A column of a table of cycles and how it is drawn. */
export interface CycleSeries {
  readonly table: string;
  readonly y: string;
  readonly style: SampleStyle;
  /** Open markers: modelled data. */
  readonly open: boolean;
  readonly label: string;
  readonly axis?: 'left' | 'right';
}

/** A marker at every cycle. */
export function cyclePoints({ style, open, ...series }: CycleSeries): Extract<Mark, { type: 'points' }> {
  return { type: 'points', x: 'cycle', ...series, ...style, fill: open ? 'open' : 'solid' };
}

/** A thin line through every cycle and markers at all or some of the `count` cycles, sharing a legend entry. */
export function cycleLine(series: CycleSeries, count: number): Mark[] {
  const { shape, fill, type, ...shared } = cyclePoints(series);
  const gap = count > manyCycles ? { gap: markerGap } : {};
  return [
    { ...shared, type: 'line' },
    { ...shared, type, shape, fill, ...gap },
  ];
}

/** Cycle numbers and capacities as drawn; a half cycle that was cut short has no value. */
export function cycleTable(sample: FigureSample, columns: readonly CapacityColumn[]): FigureTable {
  const complete = numbers(resultTable(sample, 'cycles'), 'complete');
  const table: FigureTable = {
    cycle: drawnColumn('cycle', null, resultNumbers(sample, 'cycles', 'cycle')),
  };
  for (const { name, label, unit, factor } of columns) {
    const drawn = resultNumbers(sample, 'cycles', name).map((value, row) =>
      complete?.[row] === 0 ? Number.NaN : value * factor,
    );
    table[name] = drawnColumn(label, unit, drawn);
  }
  return table;
}

/** How many cycles a sample's analysis has. */
export function cycleCount(sample: FigureSample): number {
  return resultNumbers(sample, 'cycles', 'cycle').length;
}
