import { pybammCurves } from '../pybamm.ts';
import { ageingFigures } from './ageing.ts';
import { carbonisationFigures } from './carbonisation.ts';
import { cycleJumpingFigures } from './cycle-jumping.ts';
import { electrodeCrackFigures } from './electrode-cracks.ts';
import { furnaceFigures } from './furnace.ts';
import { halfCellFigures } from './half-cell.ts';
import { hysteresisFigures } from './hysteresis.ts';
import { impedanceFigures } from './impedance.ts';
import type { MethodFigure } from './method-figure.ts';
import { porousCellFigures } from './porous-cell.ts';
import { protocolFigures } from './protocols.ts';
import { recipeFigures } from './recipe.ts';
import { rivalFigures } from './rivals.ts';
import { shellFigures } from './shell.ts';
import { ramanFigures } from './virtual-raman.ts';
import { tgaFigures } from './virtual-tga.ts';
import { microscopyFigures } from './virtual-microscopy.ts';
import { xrdFigures } from './virtual-xrd.ts';

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
      ...recipeFigures(),
      ...rivalFigures(),
      ...ageingFigures(),
      ...cycleJumpingFigures(),
      ...protocolFigures(),
      ...electrodeCrackFigures(),
      ...xrdFigures(),
      ...ramanFigures(),
      ...tgaFigures(),
      ...microscopyFigures(),
    ],
    skipped:
      pybammCurves === undefined
        ? ["porous-cell-pybamm: PyBaMM's curves are not here (ANODELAB_REFERENCE)"]
        : [],
  };
}
