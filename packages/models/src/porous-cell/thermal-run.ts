import type { CellDescription } from './cell-description.ts';
import { type Advance, CellRun, type CellRunOptions } from './cell-run.ts';
import type { CellStep, StepEnd, StopRule } from './cell-step.ts';

/** A cell of one temperature throughout that heats itself and is cooled by its surroundings. */
export interface ThermalDescription {
  /** The cell at a temperature, K: electrolyte, kinetics and diffusivities follow it. */
  readonly cellAt: (temperature: number) => CellDescription;
  /** Of the whole cell per geometric electrode area, J/(m2 K). */
  readonly heatCapacity: number;
  /** To the surroundings per geometric electrode area, W/(m2 K). */
  readonly cooling: number;
  /** Of the surroundings, and of the cell at the start, K. */
  readonly ambient: number;
}

/** The cell is described anew once its temperature has moved by this much, K: 1 % of a rate with 40 kJ/mol. */
const COARSENESS = 0.2;

/**
 * A cell run with a lumped temperature: C dT/dt = i (U - V) - h (T - T_ambient), i > 0 lithiating. U is the mean of the
 * two branches of the open-circuit potential at the mean lithiation, so that charge transfer, films, electrolyte,
 * diffusion and hysteresis all end as heat; heat of entropy, for which silicon has no data here, is left out.
 */
export class ThermalRun {
  readonly description: ThermalDescription;
  /** K. */
  temperature: number;
  /** Heat made since the start, J per geometric m2. */
  heat = 0;
  private readonly options: CellRunOptions;
  private cell: CellRun;
  private cellTemperature: number;

  constructor(description: ThermalDescription, options: CellRunOptions = {}) {
    this.description = description;
    this.options = options;
    this.temperature = description.ambient;
    this.cellTemperature = description.ambient;
    this.cell = new CellRun(description.cellAt(description.ambient), options);
  }

  /** The cell as it is now; another one after a change of temperature. */
  get run(): CellRun {
    return this.cell;
  }

  /** Runs a step to its end, in slices within which the temperature hardly moves. */
  step(step: CellStep, onAdvance?: (advance: Advance) => void): StepEnd {
    const start = this.cell.charge;
    let past = 0;
    for (;;) {
      const charge = this.cell.charge - start;
      const slice = Math.min(step.duration - past, this.sliceLength(step, past));
      const end = this.cell.run(shifted(step, past, slice, Math.abs(charge)), (advance) => {
        this.warm(advance);
        onAdvance?.(advance);
      });
      past += end.duration;
      if (end.status === 'failed') return { ...end, duration: past };
      const isOver = end.reason !== 'duration' || past >= step.duration * (1 - 1e-12);
      if (Math.abs(this.temperature - this.cellTemperature) > COARSENESS) this.describe();
      if (isOver) return { ...end, duration: past };
    }
  }

  /** Time in which the present heating moves the temperature by the coarseness, s. */
  private sliceLength({ control }: CellStep, past: number): number {
    const current = control.quantity === 'current' ? control.at(past) : this.cell.current;
    const power = this.power(current, this.cell.voltage) - this.lost();
    const speed = Math.abs(power) / this.description.heatCapacity;
    return Math.max(1, speed > 0 ? COARSENESS / speed : Infinity);
  }

  /** Heat of the current, W/m2. */
  private power(current: number, voltage: number): number {
    const { populations, nodeShares } = this.cell.system;
    let potential = 0;
    let area = 0;
    for (const population of populations) {
      for (let k = 0; k < population.nodes; k++) {
        const weight = population.area[k]! * nodeShares[k]!;
        potential += weight * population.openCircuit(population.meanAt(this.cell.state, k), 0);
        area += weight;
      }
    }
    return current * (potential / area - voltage);
  }

  private lost(): number {
    return this.description.cooling * (this.temperature - this.description.ambient);
  }

  /** Follows the temperature through a part of a step, whose heat is taken as even. */
  private warm(advance: Advance): void {
    const { heatCapacity, cooling, ambient } = this.description;
    const duration = advance.to - advance.from;
    const middle = (advance.from + advance.to) / 2;
    const power = this.power(advance.currentAt(middle), advance.voltageAt(middle));
    this.heat += power * duration;
    const rate = cooling / heatCapacity;
    const steady = cooling > 0 ? ambient + power / cooling : NaN;
    this.temperature =
      cooling > 0
        ? steady + (this.temperature - steady) * Math.exp(-rate * duration)
        : this.temperature + (power * duration) / heatCapacity;
  }

  /** Describes the cell at its present temperature and goes on with its state. */
  private describe(): void {
    const next = new CellRun(this.description.cellAt(this.temperature), this.options);
    next.takeOver(this.cell);
    this.cell = next;
    this.cellTemperature = this.temperature;
  }
}

/** The rest of a step that has run for `past` s and passed `charge`, for at most `slice` s. */
function shifted(step: CellStep, past: number, slice: number, charge: number): CellStep {
  const { control } = step;
  if (past === 0) return { ...step, duration: slice };
  const stops = step.stops.map((stop): StopRule => {
    return stop.quantity === 'charge' ? { ...stop, value: stop.value - charge } : stop;
  });
  return {
    ...step,
    stops,
    control: { ...control, at: (t) => control.at(past + t), slope: (t) => control.slope(past + t) },
    duration: slice,
  };
}
