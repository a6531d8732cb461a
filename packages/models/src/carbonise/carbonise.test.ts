import { gaussHermite, integrateStiff, type OdeStep } from '@anodelab/numerics';
import { expect, test } from 'vitest';
import { bedSystem, fittedMesh } from '../furnace/bed.ts';
import { flashBed } from '../furnace/flash-bed.ts';
import { parameterValues } from '../parameters.ts';
import { flashAt800 } from '../recipe/recipe.ts';
import { carboniseLayers, energyPools } from './carbonise.ts';
import { meanConversions } from './conversions.ts';
import { createExposure } from './exposure.ts';

const values = parameterValues();

test('the conversions are converged in time to 1e-4', () => {
  for (const minutes of [1, 3, 5]) {
    const flash = flashAt800(60 * minutes);
    const layers = carboniseLayers(values, flash);
    const fine = createExposure(energyPools(values), fittedMesh.cells, values.frequencyFactor);
    // the same history at a thousandth of the tolerance, each step cut in three
    const options = {
      absolute: 1e-6,
      relative: 0,
      onStep: (step: OdeStep) => {
        for (let k = 0; k < 3; k++) {
          const at = (part: number) => step.start + ((step.end - step.start) * part) / 3;
          fine.add({ start: at(k), end: at(k + 1), interpolate: step.interpolate });
        }
      },
    };
    const start = new Float64Array(fittedMesh.cells + 1).fill(flash.ambient);
    const hot = integrateStiff(
      bedSystem(values, fittedMesh, flash.temperature),
      0,
      flash.duration,
      start,
      options,
    );
    integrateStiff(
      bedSystem(values, fittedMesh, flash.ambient),
      flash.duration,
      flash.duration + 240,
      hot.state,
      options,
    );
    layers.forEach((layer, place) => {
      layer.forEach((conversion, pool) => {
        expect(
          Math.abs(conversion / fine.conversion(pool, place) - 1),
          `${minutes} min, pool ${pool}, layer ${place}`,
        ).toBeLessThan(1e-4);
      });
    });
  }
});

test('after one minute the top of the bed is carbon-rich and the bottom is not', () => {
  const layers = carboniseLayers(values, flashAt800(60));
  for (let i = 1; i < layers.length; i++) expect(layers[i]![2]).toBeGreaterThan(layers[i - 1]![2]);
});

test('two hours convert everything but the strongest bonds', () => {
  const [dopant, scission, condensation] = meanConversions(carboniseLayers(values, flashAt800(7200)));
  expect(dopant).toBeCloseTo(1, 6);
  expect(scission).toBeCloseTo(1, 3);
  expect(condensation).toBeGreaterThan(0.99);
});

test('following sixteen energies gives what following each energy of the quadrature alone gives', () => {
  const { nodes, weights } = gaussHermite(31);
  for (const seconds of [15, 60]) {
    const layers = carboniseLayers(values, flashAt800(seconds));
    energyPools(values).forEach(({ mean, spread }, pool) => {
      const alone = Array.from(nodes, (z) =>
        createExposure([{ mean: mean + z * spread, spread: 0 }], fittedMesh.cells, values.frequencyFactor),
      );
      flashBed(values, flashAt800(seconds), (step) => alone.forEach((exposure) => exposure.add(step)));
      layers.forEach((layer, place) => {
        const conversion = alone.reduce(
          (sum, exposure, n) => sum + weights[n]! * exposure.conversion(0, place),
          0,
        );
        expect(Math.abs(layer[pool]! - conversion)).toBeLessThan(1e-6);
      });
    });
  }
});
