import type { FigureSpec } from '@anodelab/figures';
import { coatingRivals, heatingRivals, type RivalChoice, type RivalComparison } from '@anodelab/models';

/** Okabe and Ito's colours and a shape for each rival. */
const styles = [
  { color: '#0072B2', shape: 'circle', dash: 'solid' },
  { color: '#D55E00', shape: 'square', dash: 'dashed' },
  { color: '#009E73', shape: 'triangle', dash: 'dotted' },
  { color: '#CC79A7', shape: 'diamond', dash: 'dashdot' },
] as const;

/** Name of a choice among rivals: that of the heating, with the coating where it is not the default. */
export function rivalTitle({ heating, coating }: RivalChoice): string {
  const title = heatingRivals[heating].title;
  return coating === 'extra' ? title : `${title}, ${coatingRivals[coating].title}`;
}

/**
 * What rivals predict differently: capacity of PCHS-3 by current, and the best time in the furnace by temperature. Rivals
 * that agree in both are drawn once.
 */
export function rivalsFigure({ rivals, rates, bestTimes }: RivalComparison): FigureSpec {
  const curves = rivals.map((_, i) =>
    JSON.stringify([rates.map((point) => point.capacities[i]), bestTimes.map((time) => time.best[i])]),
  );
  const distinct = curves.flatMap((curve, i) => (curves.indexOf(curve) === i ? [i] : []));
  const label = (i: number) =>
    rivals
      .filter((_, other) => curves[other] === curves[i])
      .map(rivalTitle)
      .join(' = ');
  const column = (title: string, unit: string | null, values: number[]) => ({ label: title, unit, values });
  const minutes = (values: readonly (readonly number[])[], i: number) => values.map((each) => each[i]! / 60);
  return {
    kind: 'anodelab-figure',
    version: 1,
    width: 170,
    columns: 2,
    title: 'What rival explanations predict',
    caption:
      'Left: delithiation capacity of fresh PCHS-3 by current. Right: time in the furnace after which PCHS-5 keeps most capacity in cycle 500, with the range within 5 % of it. Modelled, the powder bed as one powder of mean conversion; explanations that fit the published numbers about equally well differ here.',
    tables: {
      rates: Object.fromEntries([
        [
          'current',
          column(
            'Current',
            'A/g',
            rates.map(({ currentDensity }) => currentDensity / 1000),
          ),
        ],
        ...distinct.map((i) => [
          `c${i}`,
          column(
            label(i),
            'mAh/g',
            rates.map(({ capacities }) => capacities[i]!),
          ),
        ]),
      ]),
      times: Object.fromEntries([
        [
          'furnace',
          column(
            'Furnace',
            'degC',
            bestTimes.map(({ temperature }) => temperature - 273.15),
          ),
        ],
        ...distinct.flatMap((i) => [
          [
            `best${i}`,
            column(
              label(i),
              'min',
              minutes(
                bestTimes.map(({ best }) => best),
                i,
              ),
            ),
          ],
          [
            `low${i}`,
            column(
              `${label(i)}, shortest`,
              'min',
              minutes(
                bestTimes.map(({ shortest }) => shortest),
                i,
              ),
            ),
          ],
          [
            `high${i}`,
            column(
              `${label(i)}, longest`,
              'min',
              minutes(
                bestTimes.map(({ longest }) => longest),
                i,
              ),
            ),
          ],
        ]),
      ]),
    },
    panels: [
      {
        title: 'PCHS-3 by current',
        x: { label: 'Current (A/g)', scale: 'log' },
        y: { label: 'Capacity (mAh/g)', scale: 'linear', fromZero: true },
        aspect: 0.75,
        marks: distinct.flatMap((i, k) => marks('rates', 'current', `c${i}`, label(i), k)),
        notes: ['modelled'],
      },
      {
        title: 'best time in the furnace',
        x: { label: 'Furnace (°C)', scale: 'linear', domain: [690, 910] },
        y: { label: 'Best time (min)', scale: 'log' },
        aspect: 0.75,
        marks: distinct.flatMap((i, k) => [
          {
            type: 'errorBars' as const,
            table: 'times',
            x: 'furnace',
            low: `low${i}`,
            high: `high${i}`,
            color: styles[k % styles.length]!.color,
          },
          ...marks('times', 'furnace', `best${i}`, label(i), k),
        ]),
        notes: ['modelled; bars: within 5 % of the best'],
      },
    ],
  };
}

function marks(table: string, x: string, y: string, label: string, k: number) {
  const { color, shape, dash } = styles[k % styles.length]!;
  return [
    { type: 'line' as const, table, x, y, color, dash, label },
    { type: 'points' as const, table, x, y, color, shape, fill: 'solid' as const, label },
  ];
}
