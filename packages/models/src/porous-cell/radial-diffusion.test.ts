import { expect, it } from 'vitest';
import { CellRun } from './cell-run.ts';
import type { DiffusivityLaw } from './cell-description.ts';
import { hold } from './control.ts';
import { madeCell } from './testing/made-cell.ts';

const step = {
  control: hold('current', 44.7),
  duration: Infinity,
  stops: [{ quantity: 'voltage', side: 'below', value: 0.05 }],
} as const;

it.each(['sphere', 'plane'] as const)(
  'nodes and modes of a %s agree where the diffusivity is constant',
  (geometry) => {
    const law: DiffusivityLaw = (_x, out) => {
      out[0] = 3e-18;
      out[1] = 0;
    };
    const ends = [3e-18, law].map((diffusivity) => {
      const run = new CellRun(madeCell('DFN', {}, { diffusivity, geometry }), { tolerance: 1e-5 });
      const end = run.run(step);
      expect(Math.abs(run.imbalance())).toBeLessThan(1e-12);
      return end.duration;
    });
    expect(ends[1]! / ends[0]!).toBeCloseTo(1, 5);
  },
);

it('solves a diffusivity that grows with the lithiation: more nodes change nothing, lithium is kept', () => {
  const law: DiffusivityLaw = (x, out) => {
    out[0] = 1e-18 * (1 + 8 * x * x);
    out[1] = 16e-18 * x;
  };
  const ends = [8, 14].map((radial) => {
    const run = new CellRun(madeCell('SPM', {}, { diffusivity: law }), {
      tolerance: 1e-5,
      mesh: { separator: [3], electrode: [5], radial },
    });
    const end = run.run(step);
    expect(end.status).toBe('done');
    expect(Math.abs(run.imbalance())).toBeLessThan(1e-12);
    return end.duration;
  });
  expect(ends[1]! / ends[0]!).toBeCloseTo(1, 4);
});

it('keeps the steady profile of a variable diffusivity: flux j r/R through D(x) dx/dr', () => {
  // quasi-steady under constant current: D(x) dx/dr = (j / F c) r/R, integrated by Kirchhoff's transform
  const law: DiffusivityLaw = (x, out) => {
    out[0] = 2e-16 * (1 + 4 * x);
    out[1] = 8e-16;
  };
  const run = new CellRun(madeCell('SPM', {}, { diffusivity: law, lithiation: 0.2 }), { tolerance: 1e-6 });
  run.run({ control: hold('current', 44.7), duration: 900, stops: [] });
  const [population] = run.system.populations;
  const centre = run.state[population!.offset]!;
  const surface = population!.surfaceAt(run.state, 0);
  const transformed = (x: number) => 2e-16 * (x + 2 * x * x);
  const { radii } = (population!.radial as unknown as { basis: { radii: Float64Array } }).basis;
  const flux = 44.7 / 240 / (96485.33212 * 278000);
  const expected = ((1 - radii[0]! ** 2) * flux * 75e-9) / 2;
  expect((transformed(surface) - transformed(centre)) / expected).toBeCloseTo(1, 2);
});
