import { type CellDescription, CellRun, faraday, hold, ramp } from '@anodelab/models';
import { rodas4, rodas4p, rodas5p } from '@anodelab/numerics';
import { chargeOf, fine, radialError, timeError, voltageAfter } from '../porous-cell.ts';
import { constantCurrent, constantCurrentCurves, pybammCurves } from '../pybamm.ts';
import { raceCell, referenceCell } from '../pybamm-cell.ts';
import { readStep } from '../read-step.ts';
import type { MethodFigure } from './method-figure.ts';
import { spaced } from './spaced.ts';

/** Refinement in time and space, the levels against each other, and PyBaMM where its curves are. */
export function porousCellFigures(): MethodFigure[] {
  return [inTime(), inSpace(), levels(), balance(), ...(pybammCurves === undefined ? [] : [pybamm()])];
}

function inTime(): MethodFigure {
  const steps = [5, 10, 20, 40, 80];
  const lengths = steps.map((count) => 1 / count);
  const cases = (
    [
      ['RODAS', rodas4],
      ['RODASP', rodas4p],
      ['Rodas5P', rodas5p],
    ] as const
  ).map(([label, method]) => {
    const errors = steps.map((count) => timeError(method, count)[0]);
    const slope = errors[2]! / errors[3]!;
    return { label, method, errors, order: Math.log2(slope) };
  });
  return {
    name: 'porous-cell-time',
    page: 'porous-cell',
    title: 'Errors of three Rosenbrock methods fall with the power of the step that is their order',
    compared:
      'Error of *u* at the end of a manufactured problem with an algebraic row, *u* = sin *t* and *z* = sin² *t*, against the step. Markers: DaeStepper; dashed: the order of the method through the middle point.',
    outcomes: cases.map(({ label, method, order }) => ({
      what: `Order of ${label}`,
      value: order,
      expected: method.order,
      bound: 0.45,
    })),
    panels: [
      {
        x: { label: 'Step', scale: 'log' },
        y: { label: 'Error of the state', scale: 'log' },
        curves: cases.flatMap(({ label, method, errors }) => [
          {
            label: 'order',
            as: 'law',
            x: lengths,
            y: lengths.map((h) => errors[2]! * (h / lengths[2]!) ** method.order),
          } as const,
          { label, as: 'markers', x: lengths, y: errors } as const,
        ]),
      },
    ],
  };
}

function inSpace(): MethodFigure {
  const counts = [3, 4, 5, 6, 7, 8, 9, 10];
  const radius = counts.map((count) => radialError(count) / 0.1);
  const degrees = [1, 2, 3, 4, 5, 6];
  const truth = voltageAfter(fine);
  const cell = degrees.map((degree) => {
    const mesh = { separator: [degree], electrode: [degree], radial: 12 };
    return Math.abs(voltageAfter({ ...fine, mesh }) - truth) / truth;
  });
  return {
    name: 'porous-cell-space',
    page: 'porous-cell',
    title: 'Errors along the radius and across the cell fall exponentially with the number of nodes',
    compared:
      'Relative errors against the number of nodes: along the radius of a sphere, from a manufactured profile 0.5 + 0.1 cos(π*r*²) e^(−*t*) in units of its amplitude; across separator and electrode, of the voltage after 900 s at 2C against degrees 10 and 14. A straight line is exponential convergence.',
    outcomes: [
      { what: 'Error with ten nodes along the radius', value: radius.at(-1)!, bound: 1e-8 },
      { what: 'Error with degree 6 across the cell', value: cell.at(-1)!, bound: 1e-7 },
    ],
    panels: [
      {
        x: { label: 'Nodes', scale: 'linear', integer: true },
        y: { label: 'Relative error', scale: 'log' },
        curves: [
          { label: 'along the radius', as: 'markers', x: counts, y: radius },
          { label: 'across the cell', as: 'markers', x: degrees.map((degree) => degree + 1), y: cell },
        ],
      },
    ],
  };
}

/** Largest difference of the voltage of a level from DFN, until 99 % of DFN's time, mV. */
function difference(level: CellDescription['level'], rate: number): number {
  const step = constantCurrent({ ...raceCell, rate });
  const duration = 0.99 * new CellRun(referenceCell(raceCell, 'DFN'), { tolerance: 1e-6 }).run(step).duration;
  const times = spaced(duration / 60, duration, 60);
  const cut = { ...step, duration, stops: [] };
  const [porous, other] = (['DFN', level] as const).map(
    (each) => readStep(new CellRun(referenceCell(raceCell, each), { tolerance: 1e-6 }), cut, times).voltage,
  );
  return 1e3 * porous!.reduce((most, v, k) => Math.max(most, Math.abs(v - other![k]!)), 0);
}

function levels(): MethodFigure {
  const rates = [0.1, 0.2, 0.5, 1, 1.5, 2, 3];
  const spme = rates.map((rate) => difference('SPMe', rate));
  const spm = rates.map((rate) => difference('SPM', rate));
  return {
    name: 'porous-cell-levels',
    page: 'porous-cell',
    title: 'How far the simpler levels are from the porous electrode',
    compared:
      'Largest difference of the voltage from DFN in a lithiation of the 30 µm cell, over 99 % of its time. SPMe keeps the electrolyte with an even reaction, SPM leaves it out. Dashed: 5 mV.',
    outcomes: [
      { what: 'SPMe at 1C', value: spme[rates.indexOf(1)]!, bound: 5, unit: 'mV' },
      { what: 'SPMe at any of these rates', value: Math.max(...spme), bound: 5, unit: 'mV' },
    ],
    panels: [
      {
        x: { label: 'Rate (1/h)', scale: 'log' },
        y: { label: 'Difference from DFN (mV)', scale: 'log' },
        curves: [
          { label: '5 mV', as: 'law', x: [0.1, 3], y: [5, 5] },
          { label: 'SPM', as: 'markers', x: rates, y: spm },
          { label: 'SPMe', as: 'markers', x: rates, y: spme },
        ],
      },
    ],
  };
}

function pybamm(): MethodFigure {
  const names = {
    'dfn-lithiate-0.2C': 'C/5',
    'dfn-lithiate-1C': '1C',
    'dfn-lithiate-2C': '2C',
    'dfn-delithiate-1C': '1C, delithiation',
  } as const;
  const cases = Object.entries(names).map(([name, label]) => {
    const { cell, times, voltage } = constantCurrentCurves(name);
    const description = referenceCell(cell, 'DFN');
    const step = constantCurrent(cell);
    const { duration } = new CellRun(description).run(step);
    const stretched = times.map((t) => (t / times.at(-1)!) * duration);
    const found = readStep(new CellRun(description), step, stretched).voltage;
    const perSecond = Math.abs(cell.rate ?? 1) / 3600;
    const square = found.reduce((sum, v, k) => sum + (v - voltage[k]!) ** 2, 0);
    return {
      label,
      line: { x: stretched.map((t) => t * perSecond), y: found },
      markers: {
        x: times.filter((_, k) => k % 5 === 0).map((t) => t * perSecond),
        y: voltage.filter((_, k) => k % 5 === 0),
      },
      rms: 1e3 * Math.sqrt(square / times.length),
      time: Math.abs(duration / times.at(-1)! - 1),
    };
  });
  return {
    name: 'porous-cell-pybamm',
    page: 'porous-cell',
    title: 'Half cycles of the porous electrode and of PyBaMM',
    compared:
      'Voltage of the 30 µm cell at constant current. Lines: DFN at its default mesh and tolerance; markers: PyBaMM 26.10.1.1, converged (60 and 40 cells, 160 shells, rtol 10⁻⁸).',
    outcomes: [
      {
        what: 'Largest RMS difference of a curve',
        value: Math.max(...cases.map(({ rms }) => rms)),
        bound: 0.5,
        unit: 'mV',
      },
      {
        what: 'Largest relative difference of a time, whose reference is worth 9·10⁻⁴ at 2C',
        value: Math.max(...cases.map(({ time }) => time)),
        bound: 9e-4,
      },
    ],
    panels: [
      {
        x: { label: 'Charge passed (h at 1C)', scale: 'linear' },
        y: { label: 'Voltage (V vs. Li⁺/Li)', scale: 'linear' },
        curves: cases.flatMap(({ label, line, markers }) => [
          { label, as: 'line', ...line } as const,
          { label, as: 'markers', ...markers } as const,
        ]),
      },
    ],
  };
}

/** Lithium found in the cell against the integral of the current that is read between the solver's steps. */
function balance(): MethodFigure {
  const run = new CellRun(referenceCell(raceCell, 'DFN', 0.2));
  const first = run.system.lithium(run.state);
  const time = [0]; // min
  const found = [0]; // mAh/cm2
  const passed = [0];
  let imbalance = 0;
  for (const step of [
    { control: ramp('voltage', 0.6, -5e-4, 0), duration: 1000, stops: [] },
    { control: hold('voltage', 0.1), duration: 1800, stops: [] },
    { control: hold('current', 0), duration: 600, stops: [] },
    { control: hold('power', -10), duration: 1200, stops: [] },
  ]) {
    run.run(step, (part) => {
      time.push(part.to / 60);
      found.push((faraday * (run.system.lithium(run.state) - first)) / 36e3);
      passed.push(passed.at(-1)! + chargeOf(part) / 36e3);
      imbalance = Math.max(imbalance, Math.abs(run.imbalance()));
    });
  }
  const few = time.map((_, n) => n).filter((n) => n % 3 === 0);
  return {
    name: 'porous-cell-balance',
    page: 'porous-cell',
    title: 'Lithium in the cell and the charge that brought it',
    compared:
      'Porous cell with double layers through a sweep, a hold at 0.1 V, a rest and a delithiation at 10 W m⁻². Line: lithium found in electrolyte, particles and double layers beyond that at the start; markers: integral of the current read between the steps.',
    outcomes: [
      { what: 'Lithium less charge passed, of the capacity', value: imbalance, bound: 1e-12 },
      {
        what: 'Integral less lithium',
        value: Math.abs(passed.at(-1)! / found.at(-1)! - 1),
        bound: 1e-3,
        unit: 'of it',
      },
    ],
    panels: [
      {
        x: { label: 'Time (min)', scale: 'linear' },
        y: { label: 'Charge (mAh cm⁻²)', scale: 'linear' },
        curves: [
          { label: 'lithium found', as: 'line', x: time, y: found },
          {
            label: 'integral of the current',
            as: 'markers',
            x: few.map((n) => time[n]!),
            y: few.map((n) => passed[n]!),
          },
        ],
      },
    ],
  };
}
