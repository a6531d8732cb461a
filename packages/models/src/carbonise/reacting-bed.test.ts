import { expect, test } from 'vitest';
import { fittedMesh } from '../furnace/bed.ts';
import { parameterValues, type ParameterValues } from '../parameters.ts';
import { type Flash, flashAt800 } from '../recipe/recipe.ts';
import { carboniseLayers, energyPools } from './carbonise.ts';
import { meanConversions } from './conversions.ts';
import { type ReactingCoating, flashReactingBed } from './reacting-bed.ts';
import { createExposure } from './exposure.ts';

const coating: ReactingCoating = { share: 0.4, massLosses: [0.27, 0.12, 0.13] };

function react(values: ParameterValues, flash: Flash) {
  const exposure = createExposure(energyPools(values), fittedMesh.cells, values.frequencyFactor);
  const { state, status } = flashReactingBed(values, flash, exposure, coating);
  expect(status).toBe('done');
  const lost = Array.from({ length: fittedMesh.cells }, (_, cell) =>
    coating.massLosses.reduce((sum, share, pool) => sum + share * exposure.conversion(pool, cell), 0),
  );
  return { state, lost };
}

test('a bed that no heat can leave is as much warmer as its pyrolysis gave off', () => {
  for (const pyrolysisHeat of [0.5e6, -0.3e6]) {
    const values = parameterValues({ pyrolysisHeat, emissivity: 0, convection: 0 });
    // hot from the start, and for so long that nothing reacts any more at the end
    const { state, lost } = react(values, { temperature: 900, duration: 3600, ambient: 900, cooling: 0 });
    const floor = values.boatArea * values.boatFloorShare;
    const layer = (floor * values.bedDepth) / fittedMesh.cells; // m3
    const stored =
      values.boatMass * values.boatHeatCapacity * (state[0]! - 900) +
      state
        .subarray(1)
        .reduce((sum, t) => sum + layer * values.bedDensity * values.bedHeatCapacity * (t - 900), 0);
    const released = lost.reduce(
      (sum, share) => sum + layer * values.bedDensity * coating.share * pyrolysisHeat * share,
      0,
    );
    expect(Math.abs(stored / released - 1)).toBeLessThan(1e-3);
  }
});

test('without a boat the bed warms by the heat of reaction over its heat capacity', () => {
  const values = parameterValues({ pyrolysisHeat: 0.2e6, emissivity: 0, convection: 0, boatMass: 1e-9 });
  const { state, lost } = react(values, { temperature: 900, duration: 3600, ambient: 900, cooling: 0 });
  const expected = (coating.share * 0.2e6 * lost[3]!) / values.bedHeatCapacity;
  expect(Math.abs((state[4]! - 900) / expected - 1)).toBeLessThan(2e-3);
});

test('without heat the bed reacts as one that is not asked, with heat further and with cold less far', () => {
  const mean = (pyrolysisHeat: number, reacting?: ReactingCoating) =>
    meanConversions(carboniseLayers(parameterValues({ pyrolysisHeat }), flashAt800(180), reacting));
  const reference = mean(0);
  mean(0, coating).forEach((conversion, pool) =>
    expect(Math.abs(conversion - reference[pool]!)).toBeLessThan(1e-5),
  );
  expect(mean(0.5e6, coating)[2]).toBeGreaterThan(reference[2]);
  expect(mean(-0.5e6, coating)[2]).toBeLessThan(reference[2]);
});
