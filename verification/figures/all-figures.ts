import { pybammCurves } from '../pybamm.ts';
import { carbonisationFigures } from './carbonisation.ts';
import { furnaceFigures } from './furnace.ts';
import { halfCellFigures } from './half-cell.ts';
import { hysteresisFigures } from './hysteresis.ts';
import { impedanceFigures } from './impedance.ts';
import type { MethodFigure } from './method-figure.ts';
import { porousCellFigures } from './porous-cell.ts';
import { shellFigures } from './shell.ts';

/** Every figure of docs/methods that can be drawn here, and a line about each that cannot. */
export function allFigures(): {
  readonly figures: readonly MethodFigure[];
  readonly skipped: readonly string[];
} {
  return {
    figures: [
      ...furnaceFigures(),
      ...carbonisationFigures(),
      ...shellFigures(),
      ...halfCellFigures(),
      ...hysteresisFigures(),
      ...porousCellFigures(),
      ...impedanceFigures(),
    ],
    skipped:
      pybammCurves === undefined
        ? ["porous-cell-pybamm: PyBaMM's curves are not here (ANODELAB_REFERENCE)"]
        : [],
  };
}
