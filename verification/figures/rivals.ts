import { compareRivals, openRivals } from '@anodelab/models';
import { TIMES } from '../rivals.ts';
import type { MethodFigure } from './method-figure.ts';

const CELSIUS = 273.15;
/** K. */
const TEMPERATURES = [973.15, 1023.15, 1073.15, 1123.15];

/** Best times in the furnace by both explanations against the independent program. */
export function rivalFigures(): MethodFigure[] {
  const { bestTimes } = compareRivals(openRivals.slice(0, 2), {}, TEMPERATURES);
  const rivals = [
    { label: 'H1, thermal lag', program: TIMES.map(({ temperature, h1 }) => [temperature, h1] as const) },
    { label: 'H2, no lag', program: TIMES.map(({ temperature, h2 }) => [temperature, h2] as const) },
  ];
  const celsius = TEMPERATURES.map((kelvin) => kelvin - CELSIUS);
  const minutes = (what: 'best' | 'shortest' | 'longest', rival: number) =>
    bestTimes.map((time) => time[what][rival]! / 60);
  const ratios = rivals.flatMap(({ program }, rival) =>
    program.map(([temperature, [best]]) => {
      const found = bestTimes.find((time) => time.temperature === temperature)!.best[rival]!;
      return Math.abs(Math.log(found / 60 / best));
    }),
  );
  return [
    {
      name: 'rivals-times',
      page: 'rivals',
      title: 'The best time in the furnace by both explanations',
      compared:
        'Time in the furnace that keeps most capacity to cycle 500, by temperature. Lines: `compareRivals`; dashed: shortest and longest time within 5 % of it; markers: an independent program. Times lie on a grid 20 % apart.',
      outcomes: [{ what: 'Largest difference in ln *t*', value: Math.max(...ratios), bound: 0.22 }],
      panels: [
        {
          x: { label: 'Furnace (°C)', scale: 'linear' },
          y: { label: 'Best time (min)', scale: 'log' },
          curves: rivals.flatMap(({ label, program }, rival) => [
            { label, as: 'line', x: celsius, y: minutes('best', rival) } as const,
            { label, as: 'law', x: celsius, y: minutes('shortest', rival) } as const,
            { label, as: 'law', x: celsius, y: minutes('longest', rival) } as const,
            {
              label,
              as: 'markers',
              x: program.map(([temperature]) => temperature - CELSIUS),
              y: program.map(([, [best]]) => best),
            } as const,
          ]),
        },
      ],
    },
  ];
}
