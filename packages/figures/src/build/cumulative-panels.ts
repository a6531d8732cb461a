import { numbers } from '@anodelab/data';
import type { FigureTable, Mark, Panel } from '../spec.ts';
import { basisWords, sharedCapacities } from './capacity-column.ts';
import { cycleLine } from './cycle-series.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { firstColor, secondColor } from './palette.ts';
import { type FigureSample, resultNumbers, resultTable, tableId } from './sample.ts';

const halfWidth = 1.96;
const cycleAxis: Panel['x'] = { label: 'Cycle number', scale: 'linear', fromZero: true, integer: true };

/**
 * The end points of both half cycles on the axis of net charge (left) and the product of the coulombic efficiencies with
 * its 95 % band (right) against cycle number.
 */
export function slippagePanel(sample: FigureSample): PanelDraft {
  const id = tableId(sample, 'end points');
  const { reported, opposite } = sharedCapacities([sample]);
  const perUnit = chargeFactor(sample);
  const cycle = resultNumbers(sample, 'cumulative', 'cycle');
  const end = (name: string) =>
    resultNumbers(sample, 'cumulative', name).map((value) => value * perUnit.factor);
  const product = resultNumbers(sample, 'cumulative', 'ceProduct').map((value) => 100 * value);
  const error = resultNumbers(sample, 'cumulative', 'ceProductSe').map((value) => 100 * value);
  const bound = (side: number) =>
    product.map((value, i) => value + side * halfWidth * (error[i] ?? Number.NaN));
  const ends = [
    { column: 'endChg_C', name: half(sample, 'charge'), shape: 'circle' },
    { column: 'endDis_C', name: half(sample, 'discharge'), shape: 'square' },
  ] as const;
  const table: FigureTable = {
    cycle: drawnColumn('cycle', null, cycle),
    product: drawnColumn('product of efficiencies', '%', product),
    low: drawnColumn('product, low', '%', bound(-1)),
    high: drawnColumn('product, high', '%', bound(1)),
    ...Object.fromEntries(
      ends.map(({ column, name }) => [column, drawnColumn(`end of ${name}`, perUnit.unit, end(column))]),
    ),
  };
  const lines = ends.flatMap(({ column, name, shape }) =>
    cycleLine(
      {
        table: id,
        y: column,
        style: { color: firstColor, shape },
        open: sample.modelled,
        label: `end of ${name}`,
      },
      cycle.length,
    ),
  );
  const productLine = cycleLine(
    {
      table: id,
      y: 'product',
      style: { color: secondColor, shape: 'triangle' },
      open: sample.modelled,
      label: 'product of efficiencies',
      axis: 'right',
    },
    cycle.length,
  );
  return {
    panel: {
      title: sample.label,
      x: cycleAxis,
      y: { label: `Net charge taken (${perUnit.unit})`, scale: 'linear', color: firstColor },
      right: { label: 'Product of efficiencies (%)', scale: 'linear', color: secondColor },
      aspect: 0.78,
      marks: [
        { type: 'band', table: id, x: 'cycle', low: 'low', high: 'high', axis: 'right', color: secondColor },
        ...lines,
        ...productLine,
      ],
      notes: modelledNotes([sample]),
    },
    tables: { [id]: table },
    subject: `Net charge at the ends of ${opposite.label.replace(' capacity', '')} and ${reported.label.replace(' capacity', '')} ${basisWords([sample], reported)}, and the product of the coulombic efficiencies with the 95 % band of the current accuracy, against cycle number`,
    detail: sample.label,
    samples: [sample],
  };
}

/** Share of the charge that flowed at held voltage, by direction, against cycle number. */
export function heldSharePanel(sample: FigureSample): PanelDraft {
  const id = tableId(sample, 'held shares');
  const cycle = resultNumbers(sample, 'cycles', 'cycle');
  const parts = [
    { column: 'cvShareChg', name: half(sample, 'charge'), style: { color: firstColor, shape: 'circle' } },
    { column: 'cvShareDis', name: half(sample, 'discharge'), style: { color: secondColor, shape: 'square' } },
  ] as const;
  const table: FigureTable = { cycle: drawnColumn('cycle', null, cycle) };
  const marks = parts.flatMap(({ column, name, style }): Mark[] => {
    table[column] = drawnColumn(
      `share at held voltage, ${name}`,
      '%',
      resultNumbers(sample, 'cycles', column).map((value) => 100 * value),
    );
    return cycleLine({ table: id, y: column, style, open: sample.modelled, label: name }, cycle.length);
  });
  return {
    panel: {
      title: sample.label,
      x: cycleAxis,
      y: { label: 'Charge at held voltage (%)', scale: 'linear', fromZero: true },
      aspect: 0.78,
      marks,
      notes: modelledNotes([sample]),
    },
    tables: { [id]: table },
    subject: 'Share of the charge of each half cycle that flowed at held voltage against cycle number',
    detail: sample.label,
    samples: [sample],
  };
}

/** What the analysis calls a direction: `delithiation` where a half cell's charge is that. */
function half(sample: FigureSample, direction: 'charge' | 'discharge'): string {
  const { reported } = sharedCapacities([sample]);
  const isHalfCell = reported.label.startsWith('delithiation');
  return isHalfCell ? { charge: 'delithiation', discharge: 'lithiation' }[direction] : direction;
}

/** mAh per gram where the cycles have a mass, else mAh; the mass is that of the table of cycles. */
function chargeFactor(sample: FigureSample): { readonly factor: number; readonly unit: string } {
  const cycles = resultTable(sample, 'cycles');
  const perCell = numbers(cycles, 'qDis_C');
  const perMass = numbers(cycles, 'qDis_C_kg');
  const row = perMass?.findIndex((value) => value > 0) ?? -1;
  const mass = (perCell?.[row] ?? Number.NaN) / (perMass?.[row] ?? Number.NaN);
  return Number.isFinite(mass)
    ? { factor: 1 / 3600 / mass, unit: 'mAh g⁻¹' }
    : { factor: 1 / 3.6, unit: 'mAh' };
}
