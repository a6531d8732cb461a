import { expect, it } from 'vitest';
import { hold } from './control.ts';
import { nyman } from './electrolyte.ts';
import { CellRun } from './cell-run.ts';
import { saltReaction } from './reaction.ts';
import { madeCell } from './testing/made-cell.ts';
import { ThermalRun } from './thermal-run.ts';

/** Arrhenius with 40 kJ/mol about 298.15 K. */
const faster = (temperature: number) => Math.exp((40_000 / 8.314) * (1 / 298.15 - 1 / temperature));
const cellAt = (temperature: number) =>
  madeCell(
    'DFN',
    { electrolyte: nyman(temperature), temperature },
    { diffusivity: 3e-18 * faster(temperature), reaction: saltReaction(0.29 * faster(temperature), 1000) },
  );
const step = {
  control: hold('current', 89.4),
  duration: 4000,
  stops: [{ quantity: 'voltage', side: 'below', value: 0.02 }],
} as const;

it('a well-cooled cell stays at its surroundings and gives the isothermal answer', () => {
  const thermal = new ThermalRun({ cellAt, heatCapacity: 2000, cooling: 1e6, ambient: 298.15 });
  const isothermal = new CellRun(cellAt(298.15));
  const [a, b] = [thermal.step(step), isothermal.run(step)];
  expect(thermal.temperature).toBeCloseTo(298.15, 3);
  expect(a.duration / b.duration).toBeCloseTo(1, 4);
});

it('an insulated cell keeps all its heat, warms, and takes more lithium for it', () => {
  const thermal = new ThermalRun({ cellAt, heatCapacity: 500, cooling: 0, ambient: 298.15 });
  const end = thermal.step(step);
  expect(end.status).toBe('done');
  expect(thermal.temperature - 298.15).toBeGreaterThan(5);
  expect((thermal.temperature - 298.15) * 500).toBeCloseTo(thermal.heat, 3);
  expect(Math.abs(thermal.run.imbalance())).toBeLessThan(1e-10);
  const cold = new CellRun(cellAt(298.15));
  expect(end.duration).toBeGreaterThan(cold.run(step).duration * 1.02);
});

it('a small heat comes back to the surroundings with the time constant of the cell', () => {
  const thermal = new ThermalRun({ cellAt, heatCapacity: 1000, cooling: 10, ambient: 298.15 });
  thermal.step({ ...step, duration: 300 });
  const before = thermal.temperature - 298.15;
  thermal.step({ control: hold('current', 0), duration: 100, stops: [] });
  expect((thermal.temperature - 298.15) / before).toBeCloseTo(Math.exp(-1), 2);
});
