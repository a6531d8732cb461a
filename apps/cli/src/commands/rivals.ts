import { compareRivals, type RivalComparison } from '@anodelab/models';
import { rivalsFigure, rivalTitle } from '@anodelab/study';
import { loadStudy } from '@anodelab/study/node';
import { drawFigure } from '../draw.ts';
import { alignedRows, printJson, shortNumber } from '../print.ts';
import type { Outcome, Settings } from '../settings.ts';

/** Prints what rival explanations of the paper predict, side by side, and draws where they differ. */
export async function rivals(
  study: string | undefined,
  options: { readonly figure?: string },
  settings: Settings,
): Promise<Outcome> {
  const overrides = study === undefined ? {} : (await loadStudy(study)).study.model?.parameters;
  const comparison = compareRivals(undefined, overrides);
  if (options.figure !== undefined) await drawFigure(rivalsFigure(comparison), options.figure);
  if (settings.json) printJson(comparison);
  else console.log(page(comparison));
  return { warnings: 0 };
}

function page({ rivals: choices, rows, bestTimes }: RivalComparison): string {
  const titles = choices.map(rivalTitle);
  const head = ['', 'unit', ...titles, 'class'];
  const numbers = rows.map(({ what, unit, values, class: worth }) => [
    what,
    unit,
    ...values.map((value) => shortNumber(Number(value.toPrecision(4)))),
    worth,
  ]);
  const minutes = (seconds: number) => shortNumber(Number((seconds / 60).toPrecision(3)));
  const times = bestTimes.map(({ temperature, best, shortest, longest }) => [
    `best time at ${(temperature - 273.15).toFixed(0)} degC [within 5 %] (P3)`,
    'min',
    ...best.map((time, i) => `${minutes(time)} [${minutes(shortest[i]!)}, ${minutes(longest[i]!)}]`),
    'predicted',
  ]);
  const apart = [...rows]
    .sort((a, b) => b.contrast - a.contrast)
    .filter(({ contrast }) => contrast > 1.5)
    .map(({ what, separates }) => [`  ${what}:`, separates]);
  return [
    alignedRows([head, ...numbers, ...times]),
    '\nWhat would tell them apart, the largest difference first:',
    alignedRows(apart),
    '  best times: one sample flashed for 20 min at 750 degC is past its best with a lag and at its best without',
  ].join('\n');
}
