import {
  type CellDescription,
  CellRun,
  delithiationPotential,
  hold,
  lithiationPotential,
  silicon,
} from '@anodelab/models';
import { raceCell, referenceCapacity, referenceCell } from '../pybamm-cell.ts';
import { readStep } from '../read-step.ts';
import type { MethodFigure } from './method-figure.ts';
import { farthest, spaced } from './spaced.ts';

const RANGE = 0.03;
/** Lithiations at which the current turns. */
const turns = [0.02, 0.6, 0.55, 0.6, 0.3, 0.34, 0.05, 0.5];

/** Major and minor loops of a cell without losses against the exponential law. */
export function hysteresisFigures(): MethodFigure[] {
  const run = new CellRun(lossless(), { tolerance: 1e-6 });
  const capacity = referenceCapacity(raceCell);
  const current = capacity / 3600 / 1000; // C/1000: no overpotential is left
  const found: { x: number[]; y: number[] } = { x: [], y: [] };
  const law: { x: number[]; y: number[]; found: number[] } = { x: [], y: [], found: [] };
  let branch = -1;
  for (let n = 1; n < turns.length; n++) {
    const [from, to] = [turns[n - 1]!, turns[n]!];
    const direction = Math.sign(to - from);
    const places = spaced(from, to, 1 + 4 * Math.ceil(Math.abs(to - from) / 0.02)).slice(1);
    const times = places.map((x) => run.time + (Math.abs(x - from) * capacity) / current);
    const step = {
      control: hold('current', direction * current),
      duration: times.at(-1)! - run.time,
      stops: [],
    };
    const { voltage } = readStep(run, step, times);
    found.x.push(...places);
    found.y.push(...voltage);
    const end = -direction;
    places.forEach((x, k) => {
      const h = end + (branch - end) * Math.exp(-Math.abs(x - from) / RANGE);
      if (k % 4 === 3) {
        law.x.push(x);
        law.y.push((1 / 2) * ((1 + h) * delithiationPotential(x) + (1 - h) * lithiationPotential(x)));
        law.found.push(voltage[k]!);
      }
    });
    branch = end + (branch - end) * Math.exp(-Math.abs(to - from) / RANGE);
  }
  const branches = spaced(0.02, 0.62, 60);
  return [
    {
      name: 'hysteresis-loops',
      page: 'hysteresis',
      title: 'Loops of the potential with two inner loops',
      compared:
        'Voltage of a cell without losses at C/1000 whose current turns at *x* = 0.6, 0.55, 0.6, 0.3, 0.34, 0.05. Line: integrated by the porous cell; markers: *h* by the exponential of the charge, put into *U*; dashed: the two branches.',
      outcomes: [
        { what: 'Largest difference', value: 1e3 * farthest(law.found, law.y), bound: 0.2, unit: 'mV' },
      ],
      panels: [
        {
          x: { label: 'Lithiation', scale: 'linear' },
          y: { label: 'Voltage (V vs. Li⁺/Li)', scale: 'linear' },
          curves: [
            { label: 'branches', as: 'law', x: branches, y: branches.map(lithiationPotential) },
            { label: 'branches', as: 'law', x: branches, y: branches.map(delithiationPotential) },
            { label: 'integrated', as: 'line', ...found },
            { label: 'exponential law', as: 'markers', x: law.x, y: law.y },
          ],
        },
      ],
    },
  ];
}

/** Particles so small and a reaction so fast that the voltage is the open-circuit potential. */
function lossless(): CellDescription {
  const cell = referenceCell({ ...raceCell, x0: turns[0]! }, 'SPM');
  return {
    ...cell,
    counter: { capacitance: 0, exchange: (_c, out) => out.set([1e9, 0]) },
    populations: cell.populations.map((one) => ({
      ...one,
      hysteresisRange: RANGE,
      potential: silicon,
      // as a law, so that it is stepped in time
      diffusivity: (_x: number, out: Float64Array) => {
        out[0] = 1e-13;
        out[1] = 0;
      },
      reaction: (_x: number, _c: number, out: Float64Array) => {
        out[0] = 1e6;
        out[1] = 0;
        out[2] = 0;
      },
    })),
  };
}
