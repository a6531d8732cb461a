import { siliconDensity } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import { prepareSample } from '../prepare-sample.ts';
import { clusterCount } from '../recipe/cluster.ts';
import { molarMass, polymerise } from '../recipe/polymerise.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { radiusMoments } from '../shell/thickness.ts';
import { oxideGain, oxideOverSilicon } from '../thermogravimetry/silicon-oxide.ts';
import { type AuditRow, number } from './audit-row.ts';

/** Loss in air of PCHS-5 by thermogravimetry, section 3 of the paper. */
const WEIGHT_LOSS = 0.3;
const PARTICLE = 260; // nm, SEM of PCHS-5

/** A1 to A5: what the recipe can give against what TG and SEM say. */
export function auditCoating(values: ParameterValues, recipe: Recipe): readonly AuditRow[] {
  return [
    stoichiometry(values, recipe),
    missingCoating(values, recipe),
    oxidation(values),
    sizes(),
    clusters(values),
  ];
}

function stoichiometry(values: ParameterValues, recipe: Recipe): AuditRow {
  const bath = polymerise(values, recipe);
  const withDoping = (dopingLevel: number) =>
    polymerise({ ...values, dopingLevel }, recipe).polymerMass * 1e6;
  const share = (100 * bath.polymerMass) / (bath.polymerMass + recipe.siliconMass);
  return {
    id: 'A1',
    claim: 'sequentially add pyrrole monomer (140 μL), HCl (1M, 0.5ml), and (NH4)2S2O8 (0.114g, 5ml)',
    arithmetic: [
      number('pyrrole', bath.pyrroleAmount * 1e3, 'mmol'),
      number('persulfate', (recipe.oxidantMass / molarMass.persulfate) * 1e3, 'mmol'),
      number('electrons that the persulfate takes', bath.electronAmount * 1e3, 'mmol'),
      number('electrons per pyrrole unit', 2 + values.dopingLevel, '1'),
      number('pyrrole that can polymerise', bath.unitAmount * 1e3, 'mmol'),
      number('its share of the pyrrole', bath.conversion * 100, '%'),
      number('polypyrrole with dopant', bath.polymerMass * 1e6, 'mg'),
      number('of that backbone', bath.backboneMass * 1e6, 'mg'),
      number('polypyrrole at doping 0.20', withDoping(0.2), 'mg'),
      number('polypyrrole at doping 0.50', withDoping(0.5), 'mg'),
      number('coating in the solid before heating', share, '%'),
    ],
    verdict: `The ${bath.limiting} limits the coating: ${(bath.conversion * 100).toFixed(0)} % of the pyrrole can polymerise, ${share.toFixed(1)} wt % of the solid before heating.`,
  };
}

function missingCoating(values: ParameterValues, recipe: Recipe): AuditRow {
  const bath = polymerise(values, recipe);
  const pyrolysisYield = prepareSample(values, recipe, { layers: 'mean' }).populations[0]!.pyrolysisYield;
  const flashed = bath.polymerMass * pyrolysisYield;
  const loss = flashed / (flashed + recipe.siliconMass);
  const neededFlashed = (recipe.siliconMass * WEIGHT_LOSS) / (1 - WEIGHT_LOSS);
  const needed = neededFlashed / pyrolysisYield;
  const neededUnits = (needed / bath.polymerMass) * bath.unitAmount;
  const neededElectrons = (2 + values.dopingLevel) * neededUnits;
  const keptSilicon = (flashed * (1 - WEIGHT_LOSS)) / WEIGHT_LOSS;
  const factor = neededElectrons / bath.electronAmount;
  return {
    id: 'A2',
    claim: 'the composite exhibited a weight loss rate of approximately 30% when calcined in air',
    arithmetic: [
      number('coating left after the flash', pyrolysisYield * 100, '%'),
      number('flashed coating by stoichiometry', flashed * 1e6, 'mg'),
      number('its share of the solid', loss * 100, '%'),
      number('flashed coating needed for a loss of 30 %', neededFlashed * 1e6, 'mg'),
      number('polypyrrole needed before the flash', needed * 1e6, 'mg'),
      number('pyrrole needed', neededUnits * 1e3, 'mmol'),
      number('its share of the pyrrole', (100 * neededUnits) / bath.pyrroleAmount, '%'),
      number('electrons needed', neededElectrons * 1e3, 'mmol'),
      number('electrons available', bath.electronAmount * 1e3, 'mmol'),
      number('needed over available', factor, '1'),
      number('silicon that would be left if the coating is stoichiometric', keptSilicon * 1e6, 'mg'),
    ],
    verdict: `Recipe and thermogravimetry differ by a factor of ${factor.toFixed(1)}: there is oxidant for a loss of ${(loss * 100).toFixed(0)} %, not 30 %. Either other oxidant or retained matter adds coating, or two thirds of the silicon were lost in filtration. The product mass would decide; the paper does not give it.`,
  };
}

function oxidation(values: ParameterValues): AuditRow {
  const moments = radiusMoments(values);
  const radius = moments.third / moments.second;
  const gain = (oxide: number) => oxideGain(oxide * 1e-9, radius);
  const native = oxideOverSilicon(1.5e-9, radius) / (1 + gain(1.5));
  return {
    id: 'A3',
    claim:
      'a weight loss rate of approximately 30% when calcined in air, indicating a silicon loading of about 70%',
    arithmetic: [
      ...[2, 3, 5, 10].map((oxide) =>
        number(`mass gained by silicon with ${oxide} nm of oxide`, gain(oxide) * 100, '%'),
      ),
      ...[2, 5, 8].map((percent) =>
        number(`silicon in the composite if it gained ${percent} %`, 70 / (1 + percent / 100), '%'),
      ),
      number('native oxide of 1.5 nm in the silicon', native * 100, '%'),
    ],
    verdict:
      'Silicon gains mass in air while the shell burns, so 70 % is an upper bound: 65 to 69 % is what the residue says, less the native oxide.',
  };
}

function sizes(): AuditRow {
  return {
    id: 'A4',
    claim:
      'Nano-silicon (nmSi) particles (~100nm) were purchased; quasi-spherical with a diameter of approximately 150 nm',
    arithmetic: [
      number('volume of 150 nm over 100 nm', 1.5 ** 3, '1'),
      number('surface per mass of 100 nm over 150 nm', 1.5, '1'),
    ],
    verdict: 'Two sizes for one powder, 3.4 times apart in volume. The value seen by SEM is used.',
  };
}

function clusters(values: ParameterValues): AuditRow {
  const shellOverSilicon = (silicon: number, density: number) =>
    ((1 - silicon) / silicon) * (siliconDensity / density);
  const coated = (core: number, density: number) => core * Math.cbrt(1 + shellOverSilicon(0.7, density));
  const density = (values.polymerDensity + values.carbonDensity) / 2;
  const single = (core: number) =>
    1 / (1 + ((PARTICLE / core) ** 3 - 1) * (values.polymerDensity / siliconDensity));
  const primaries = (core: number, packing?: number) => clusterCount(PARTICLE, core, 0.7, density, packing);
  return {
    id: 'A5',
    claim:
      'The spherical particles exhibited a diameter of approximately 260 nm, resembling small particle clusters',
    arithmetic: [
      number(
        'coated diameter of a 150 nm core at 70 % silicon, dense shell',
        coated(150, values.carbonDensity),
        'nm',
      ),
      number('the same, light shell', coated(150, values.polymerDensity), 'nm'),
      number('shell thickness of the dense one', (coated(150, values.carbonDensity) - 150) / 2, 'nm'),
      number('shell thickness of the light one', (coated(150, values.polymerDensity) - 150) / 2, 'nm'),
      number('silicon in a 260 nm particle with one 150 nm core', single(150) * 100, '%'),
      number('silicon in a 260 nm particle with one 100 nm core', single(100) * 100, '%'),
      number('150 nm cores in a packed cluster of 260 nm at 70 % silicon', primaries(150), '1'),
      number('the same without voids', primaries(150, 1), '1'),
      number('100 nm cores in a packed cluster', primaries(100), '1'),
      number('the same without voids', primaries(100, 1), '1'),
    ],
    verdict: 'A 260 nm particle with 70 % silicon is a cluster of a few cores, not one core with one shell.',
  };
}
