import { numbers } from '@anodelab/data';
import { readFile, writePlainText } from '@anodelab/formats';
import {
  observeRaman,
  observeTga,
  observeXrd,
  paperRecipes,
  parameterValues,
  prepareSample,
} from '@anodelab/models';
import { expect, test } from 'vitest';

const values = parameterValues();
const powder = prepareSample(values, paperRecipes.find(({ name }) => name === 'PCHS-5')!, { layers: 'mean' });
const pattern = observeXrd(values, powder, {
  from_rad: 0.2,
  to_rad: 1.4,
  step_rad: 4e-4,
  time_s: 1,
  seed: 1,
});
const spectrum = observeRaman(values, powder, {
  from_1_m: 1e4,
  to_1_m: 2e5,
  step_1_m: 150,
  laser_m: 532e-9,
  power_W: 1e-3,
  time_s: 10,
  seed: 1,
});
const heating = observeTga(values, powder, {
  from_K: 298.15,
  to_K: 1173.15,
  heatingRate_K_s: 10 / 60,
  mass_kg: 5e-6,
  oxygen_atm: 0.2095,
  interval_K: 1,
  seed: 1,
});

/** Half of the last printed decimal, SI. */
const printed: Readonly<Record<string, number>> = {
  twoTheta_rad: (0.5e-4 * Math.PI) / 180,
  ramanShift_1_m: 0.5,
  counts: 0.005,
  time_s: 0.5e-3,
  temperature_K: 0.5e-3,
  mass_kg: 0.5e-12,
};

for (const dataset of [pattern, spectrum, heating]) {
  test(`our reader of plain tables reads ${dataset.technique} back to the printed precision`, async () => {
    const [found] = await readFile(writePlainText(dataset), 'x.txt');
    expect(found?.technique).toBe(dataset.technique);
    expect(found?.columns.map(({ name }) => name)).toEqual(dataset.columns.map(({ name }) => name));
    for (const { name } of dataset.columns) {
      const [read, written] = [numbers(found!, name)!, numbers(dataset, name)!];
      expect(read).toHaveLength(written.length);
      read.forEach((value, i) =>
        expect(Math.abs(value - written[i]!)).toBeLessThan(1.001 * printed[name]! + 1e-12 * Math.abs(value)),
      );
    }
    for (const [name, fact] of Object.entries(dataset.meta)) {
      if (typeof fact === 'number') expect(Number(found?.meta[name]) / fact, name).toBeCloseTo(1, 9);
      else expect(found?.meta[name], name).toBe(fact);
    }
    expect(found?.provenance.instrument).toBe(dataset.meta['instrument']);
    expect(JSON.stringify(found?.meta['modelled'])).toContain(dataset.provenance.model?.hash);
    expect(found?.findings.map(({ code }) => code)).toEqual(['plain-table']);
  });
}
