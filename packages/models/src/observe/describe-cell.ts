import { cellTemperature, maximumConcentration } from '../constants.ts';
import type { ParameterValues, Stage } from '../parameters.ts';
import type { ParticleCellDescription } from '../particle/particle-cell.ts';
import { symmetricExchange } from '../potential/exchange.ts';
import { silicon } from '../potential/open-circuit.ts';
import type { AgeState, ModelSample } from '../sample.ts';
import { lifeStages } from '../switches.ts';
import { sampleStages } from './provenance.ts';

/** Lithiation of a cell that was never cycled in the model: a trace, on the delithiation branch. */
const FRESH_LITHIATION = 0.02;
/** Cells per particle; with 3 mV steps within 0.05 % of the largest current of a converged voltammogram, D 1e-17 to 1e-16 m2/s. */
const CELLS = 20;

/**
 * The half cell of a sample at level L1: its populations at one potential, each with its shell, interphase and
 * connected share, against a lithium foil.
 *
 * @param state - one per population; a fresh cell where not given
 * @throws {RangeError} when `state` does not have one entry per population
 */
export function describeCell(
  values: ParameterValues,
  sample: ModelSample,
  state: readonly AgeState[] | undefined,
): ParticleCellDescription {
  const { populations } = sample;
  if (state !== undefined && state.length !== populations.length) {
    throw new RangeError(`${sample.name}: ${state.length} age states for ${populations.length} populations`);
  }
  const exchange = symmetricExchange(values.exchangeCurrentDensity);
  return {
    particles: populations.map((population, index) => {
      const age = state?.[index];
      const connected = age?.connected ?? 1;
      const siliconLoading = values.loading * population.weight * population.siliconFraction;
      const interphase = (age?.seiThickness ?? values.seiInitialThickness) / values.seiConductivity;
      return {
        geometry: 'sphere',
        size: population.radius,
        diffusivity: values.lithiumDiffusivity,
        maximumConcentration,
        areaRatio: siliconLoading * population.specificArea * connected,
        filmResistance: population.filmResistance + interphase,
        capacitance: values.doubleLayerCapacitance,
        hysteresisRange: values.hysteresisRange,
        potential: silicon,
        exchange,
        lithiation: age?.lithiation ?? FRESH_LITHIATION,
        hysteresis: 1,
        temperature: cellTemperature,
        cells: CELLS,
        finest: population.radius / CELLS / 3,
      };
    }),
    counterExchange: values.counterExchangeCurrentDensity,
    seriesResistance: values.seriesResistance,
    temperature: cellTemperature,
  };
}

/** The parts of the chain behind such a cell: an aged one also rests on the life of its shell. */
export function cellStages(sample: ModelSample, state: readonly AgeState[] | undefined): readonly Stage[] {
  const stages = sampleStages(sample);
  if (state === undefined) return [...stages, 'cell', 'ageing'];
  return [...stages, ...lifeStages(sample.switches, sample.coated)];
}
