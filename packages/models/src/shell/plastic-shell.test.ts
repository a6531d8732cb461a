import { expect, test } from 'vitest';
import { parameterValues } from '../parameters.ts';
import { porousCellOf } from '../observe/porous-cell-of.ts';
import { CellRun } from '../porous-cell/cell-run.ts';
import { hold } from '../porous-cell/control.ts';
import { madeCell } from '../porous-cell/testing/made-cell.ts';
import { silicon } from '../potential/open-circuit.ts';
import { prepareSample } from '../prepare-sample.ts';
import { paperRecipes } from '../recipe/recipe.ts';
import { cyclicStretch, lameStress, shellLoad } from './mechanics.ts';
import { PlasticShell } from './plastic-shell.ts';
import { shellCycle, stressedPotential, surfaceStress } from './shell-cycle.ts';

const geometry = { inner: 75e-9, outer: 90e-9, modulus: 5e9, yieldStress: 0.3e9 };
const values = parameterValues();
const population = prepareSample(values, paperRecipes.find(({ name }) => name === 'PCHS-5')!, {
  layers: 'mean',
}).populations[0]!;

test('a small stretch is that of Lame: hoop stress for the pressure, pressure for the displacement', () => {
  const shell = new PlasticShell(geometry);
  const { inner: a, outer: b, modulus } = geometry;
  shell.stretchTo(a * (1 + 1e-6));
  // incompressible: p = (4/3) E (u/a) (1 - a^3/b^3)
  expect(shell.pressure / (((4 / 3) * modulus * 1e-6 * (b ** 3 - a ** 3)) / b ** 3)).toBeCloseTo(1, 5);
  expect(shell.innerHoop / lameStress(a, b, shell.pressure, a).hoop).toBeCloseTo(1, 5);
  expect(shell.outerHoop / lameStress(a, b, shell.pressure, b).hoop).toBeCloseTo(1, 5);
});

test('a fully plastic shell presses with 2 yield stress ln(b/a) of its present radii', () => {
  const shell = new PlasticShell(geometry);
  const a = geometry.inner * 1.45;
  shell.stretchTo(a);
  const b = Math.cbrt(geometry.outer ** 3 + a ** 3 - geometry.inner ** 3);
  expect(shell.pressure / (2 * geometry.yieldStress * Math.log(b / a))).toBeCloseTo(1, 8);
  expect(shell.outerHoop).toBeCloseTo(geometry.yieldStress, 0);
});

test('a thin shell carries p a / 2 t', () => {
  const shell = new PlasticShell({ ...geometry, outer: geometry.inner * (1 + 1e-4) });
  shell.stretchTo(geometry.inner * (1 + 1e-5));
  expect((shell.pressure * 1e4) / 2 / shell.innerHoop).toBeCloseTo(1, 3);
});

test('the way is of no matter between two turns, and unloading is elastic at first', () => {
  const at = (...radii: number[]) => {
    const shell = new PlasticShell(geometry);
    for (const radius of radii) shell.stretchTo(radius * geometry.inner);
    return shell;
  };
  expect(at(1.1, 1.2, 1.3).pressure).toBeCloseTo(at(1.3).pressure, 3);
  const [loaded, eased] = [at(1.3), at(1.3, 1.299)];
  expect(eased.innerStrain).toBe(loaded.innerStrain);
  expect(eased.pressure).toBeLessThan(loaded.pressure);
  // a return of all the way yields backwards
  expect(at(1.3, 1).pressure).toBeCloseTo(
    -2 * geometry.yieldStress * Math.log(geometry.outer / geometry.inner),
    -4,
  );
});

test('the shell of PCHS-5 yields through nearly all of a cycle, forwards and backwards', () => {
  const { lithiation, delithiation } = shellCycle(values, population, 0.01, 0.85);
  const { yieldStress, radius, shellThickness } = population;
  const a = radius * Math.cbrt(1 + values.expansion * 0.85);
  const b = Math.cbrt((radius + shellThickness) ** 3 + a ** 3 - radius ** 3);
  expect(lithiation.pressure.at(-1)! / (2 * yieldStress * Math.log(b / a))).toBeCloseTo(1, 6);
  expect(delithiation.pressure.at(-1)!).toBeLessThan(
    -0.9 * shellLoad(values, population, 0.85, 0.01).pressure,
  );
  // equivalent plastic strain at the core: 2 ln of the stretch, less the elastic turn
  const whole = 2 * Math.log(cyclicStretch(values.expansion, 0.85, 0.01));
  expect(lithiation.plasticStrain.at(-1)! + (2 * yieldStress) / population.modulus).toBeCloseTo(whole, 8);
});

test('a closed cycle costs the core work in both half cycles', () => {
  const { lithiation, delithiation } = shellCycle(values, population, 0.01, 0.85);
  const work = (path: typeof lithiation) => {
    let sum = 0;
    for (let i = 1; i < path.pressure.length; i++)
      sum +=
        ((path.pressure[i]! + path.pressure[i - 1]!) / 2) * (path.lithiation[i]! - path.lithiation[i - 1]!);
    return sum;
  };
  expect(work(lithiation)).toBeGreaterThan(0);
  expect(work(delithiation)).toBeGreaterThan(0);
});

test('a flowing core adds two thirds of its flow stress, against the way that lithium goes', () => {
  expect(surfaceStress(1e8, 1.5e9, 1)).toBeCloseTo(-1.1e9, 3);
  expect(surfaceStress(1e8, 1.5e9, -1)).toBeCloseTo(0.9e9, 3);
});

test('the switch presses the silicon of a sample as a cell, less where its shells are broken, and bare silicon never', () => {
  const out = new Float64Array(2);
  const shift = (name: string, damage?: number) => {
    const [on, off] = [true, false].map((stressPotential) => {
      const recipe = paperRecipes.find((each) => each.name === name)!;
      const sample = prepareSample(values, recipe, { layers: 'mean', switches: { stressPotential } });
      const fresh = { connected: 1, seiThickness: 1e-8, lithiation: 0.02, amorphous: 1, additiveCharge: 0 };
      const state = damage === undefined ? undefined : [{ ...fresh, damage }];
      const { description } = porousCellOf(values, sample, { level: 'L3', state });
      description.populations[0]!.potential.lithiation(0.5, out);
      return out[0]!;
    });
    return on! - off!;
  };
  expect(shift('nmSi@C')).toBeLessThan(-20e-3);
  expect(shift('PCHS-5', 0)).toBeCloseTo(shift('PCHS-5'), 12);
  expect(Math.abs(shift('PCHS-5', 5))).toBeLessThan(1e-6);
  expect(shift('nmSi')).toBe(0);
});

test('the porous cell runs with the potential of pressed silicon, lower by the shift while it lithiates', () => {
  const stressed = stressedPotential(values, population, silicon, { low: 0.01, high: 0.9, broken: 0 });
  const out = new Float64Array(2);
  const at = (law: (x: number, out: Float64Array) => void, x: number) => (law(x, out), out[0]!);
  const shift = at(stressed.lithiation, 0.5) - at(silicon.lithiation, 0.5);
  expect(shift).toBeLessThan(-3e-3);
  expect(shift).toBeGreaterThan(-10e-3);
  stressed.lithiation(0.3, out);
  const slope = out[1]!;
  const numeric = (at(stressed.lithiation, 0.3001) - at(stressed.lithiation, 0.2999)) / 2e-4;
  expect(slope).toBeCloseTo(numeric, 4);
  const half = stressedPotential(values, population, silicon, { low: 0.01, high: 0.9, broken: 0.5 });
  expect(at(half.lithiation, 0.5) - at(silicon.lithiation, 0.5)).toBeCloseTo(shift / 2, 10);
  const voltage = (potential: typeof silicon) => {
    const run = new CellRun(madeCell('DFN', {}, { potential, diffusivity: 1e-15 }));
    expect(run.run({ control: hold('current', 10), duration: 5000, stops: [] }).status).toBe('done');
    return run.voltage;
  };
  expect(Math.abs(voltage(stressed) - voltage(silicon) - shift)).toBeLessThan(2e-3);
});
