import { createRandom } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { CellRun } from './cell-run.ts';
import type { CellStep, StopRule } from './cell-step.ts';
import { hold } from './control.ts';
import { ExactParticle } from './exact-particle.ts';
import { runExactStep } from './exact-step.ts';
import { madeCell } from './testing/made-cell.ts';

const MODES = 7;

function constant(current: number, duration: number, ...stops: StopRule[]): CellStep {
  return { control: hold('current', current), duration, stops };
}

/** The same step for a solver that cannot know that the current stays. */
function stepped(step: CellStep): CellStep {
  return { ...step, control: { ...step.control, isConstant: false } };
}

/** With branches, film and leads; a charge, a rest, a pulse, a weaker current and the way back. */
const cell = madeCell(
  'SPM',
  { seriesResistance: 1e-4 },
  { hysteresisRange: 0.05, filmResistance: 3e-3, diffusivity: 4e-19 },
);
const steps = [
  constant(40, 1500),
  constant(0, 600),
  constant(90, 40),
  constant(10, 300),
  constant(30, Infinity, { quantity: 'voltage', side: 'below', value: 0.05 }),
  constant(-20, Infinity, { quantity: 'charge', side: 'above', value: 3e4 }),
  constant(-45, Infinity, { quantity: 'voltage', side: 'above', value: 0.8 }),
];

test.each([
  ['with branches, film and leads', cell],
  ['of one curve', madeCell('SPM')],
  ['of a film', madeCell('SPM', {}, { geometry: 'plane', size: 100e-9, areaRatio: 60 })],
])('every step at constant current ends and reads as the time steps do: a particle %s', (_, described) => {
  const mesh = { separator: [3], electrode: [5], radial: MODES };
  const [exact, solved] = [1, 2].map(() => new CellRun(described, { mesh, tolerance: 1e-7 })) as [
    CellRun,
    CellRun,
  ];
  for (const step of steps) {
    const readings: number[] = [];
    const end = exact.run(step, (part) => {
      for (let k = 1; k <= 20; k++)
        readings.push(part.voltageAt(part.from + ((part.to - part.from) * k) / 20));
    });
    const from = solved.time;
    const other = solved.run(stepped(step), (part) => {
      for (let k = 1; k <= 20; k++) {
        const t = from + (end.duration * k) / 20;
        if (t > part.from && t <= part.to) expect(part.voltageAt(t) - readings[k - 1]!).toBeCloseTo(0, 5);
      }
    });
    expect(end.status).toBe('done');
    expect(other.status).toBe('done');
    expect(other.duration / end.duration).toBeCloseTo(1, 6);
    expect(solved.charge).toBeCloseTo(exact.charge, 1);
  }
});

test('readings at equal steps are those at each time, and a segment may begin where another ended', () => {
  const count = 101;
  const readings = new Float64Array(count + 1);
  const particle = new ExactParticle(MODES);
  for (const description of [cell, madeCell('SPM')]) {
    particle.aim(description);
    for (const step of steps) {
      const { duration } = runExactStep(particle, step);
      particle.readings(duration, count, readings, 1);
      for (let k = 0; k < count; k++) {
        expect(readings[k + 1]).toBeCloseTo(particle.voltageAt((duration * k) / (count - 1)), 11);
      }
      particle.moveTo(duration);
    }
  }
});

test('a stop that is met when a strained surface relaxes is found where it is met first', () => {
  const particle = new ExactParticle(MODES).aim(madeCell('SPM', {}, { diffusivity: 4e-19 }));
  runExactStep(particle, constant(90, 300));
  particle.moveTo(300);
  // the voltage rises as the gradient goes, then falls as the particle fills
  particle.begin(8);
  const highest = Math.max(...Array.from({ length: 400 }, (_, k) => particle.voltageAt(k * 20)));
  const value = particle.voltageAt(0) + 0.7 * (highest - particle.voltageAt(0));
  const { duration, reason } = runExactStep(
    particle,
    constant(8, Infinity, { quantity: 'voltage', side: 'above', value }),
  );
  expect(reason).toMatchObject({ value });
  expect(particle.voltageAt(duration)).toBeCloseTo(value, 9);
  for (let k = 0; k < 100; k++) expect(particle.voltageAt((duration * k) / 100)).toBeLessThan(value);
});

test('a step ends where the surface is full or empty, and a rest without end says so', () => {
  for (const current of [200, -200]) {
    const run = new CellRun(madeCell('SPM', {}, { lithiation: 0.5 }));
    const end = run.run(constant(current, Infinity));
    expect(end).toMatchObject({
      status: 'failed',
      cause: expect.stringMatching(current > 0 ? /full/ : /empty/),
    });
    const surface = run.system.populations[0]!.surfaceAt(run.state, 0);
    expect(surface).toBeCloseTo(current > 0 ? 1 : 0, 6);
  }
  const rest = new CellRun(madeCell('SPM')).run(
    constant(0, Infinity, { quantity: 'voltage', side: 'below', value: 0.01 }),
  );
  expect(rest).toMatchObject({ status: 'failed', cause: expect.stringMatching(/at rest/) });
});

test('random cells and protocols end as the time steps do', () => {
  const random = createRandom(11);
  const between = (low: number, high: number) => low * (high / low) ** random.uniform();
  const mesh = { separator: [3], electrode: [5], radial: 9 };
  let done = 0;
  for (let n = 0; n < 60; n++) {
    const size = between(20e-9, 5e-6);
    const described = madeCell(
      'SPM',
      { seriesResistance: between(1e-6, 1e-3) },
      {
        size,
        diffusivity: (size * size) / between(30, 3e5),
        areaRatio: between(1, 10) / size / 3e5, // 1C is some 10 to 100 A/m2
        filmResistance: between(1e-5, 1e-1),
        hysteresisRange: random.uniform() < 0.5 ? undefined : between(0.01, 0.2),
        hysteresis: 2 * random.uniform() - 1,
        lithiation: 0.05 + 0.9 * random.uniform(),
      },
    );
    const [exact, solved] = [1e-3, 1e-7].map((tolerance) => new CellRun(described, { mesh, tolerance })) as [
      CellRun,
      CellRun,
    ];
    for (let s = 0; s < 4; s++) {
      const size_A_m2 = between(1, 100);
      const current = random.uniform() < 0.2 ? 0 : random.uniform() < 0.5 ? -size_A_m2 : size_A_m2;
      const stop = current > 0 ? 0.01 + 0.3 * random.uniform() : 0.4 + 0.9 * random.uniform();
      const step = constant(current, between(1, 5000), {
        quantity: 'voltage',
        side: current > 0 ? 'below' : 'above',
        value: stop,
      });
      const end = exact.run(step);
      const other = solved.run(stepped(step));
      expect(other.status).toBe(end.status);
      if (end.status === 'failed' || other.status === 'failed') break; // where it is used up the steps stop some way off
      expect(end.reason === 'duration').toBe(other.reason === 'duration');
      expect(Math.abs(other.duration - end.duration)).toBeLessThan(2e-4 * (end.duration + 1e-3));
      done++;
    }
  }
  expect(done).toBeGreaterThan(150);
});

test('only a single particle of one diffusivity without a double layer has the closed form', () => {
  expect(ExactParticle.fits(cell)).toBe(true);
  expect(ExactParticle.fits(madeCell('SPMe'))).toBe(false);
  expect(ExactParticle.fits(madeCell('SPM', {}, { capacitance: 0.2 }))).toBe(false);
  const law = (_x: number, out: Float64Array) => out.fill(3e-18);
  expect(ExactParticle.fits(madeCell('SPM', {}, { diffusivity: law }))).toBe(false);
  const { populations } = cell;
  expect(ExactParticle.fits({ ...cell, populations: [...populations, ...populations] })).toBe(false);
});
