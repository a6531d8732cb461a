/** How well a value is known: A established, B good to about 30 %, C within a factor 3 to 10, D placeholder. */
export type Grade = 'A' | 'B' | 'C' | 'D';

/** The part of the chain that reads a parameter; those from `pyrolysis heat` on belong to mechanisms that are off by default (`ModelSwitches`). */
export type Stage =
  | 'powder'
  | 'recipe'
  | 'furnace'
  | 'pyrolysis'
  | 'shell'
  | 'surface'
  | 'mechanics'
  | 'cell'
  | 'porous electrode'
  | 'impedance'
  | 'ageing'
  | 'thermogravimetry'
  | 'shell diagnostics'
  | 'pyrolysis heat'
  | 'core fracture'
  | 'crack growth'
  | 'first lithiation'
  | 'lithium silicide'
  | 'additive';

/** One number of the model with what is known about it. */
export interface Parameter {
  /** SI. */
  readonly value: number;
  readonly unit: string;
  /** What would be believed of it without this paper's data. */
  readonly prior: string;
  readonly source: string;
  readonly grade: Grade;
  /** `fitted` to numbers and ordinal statements of the paper, `tuned` to one statement, `unknown` where nothing fixes it. */
  readonly status: 'fixed' | 'fitted' | 'tuned' | 'unknown';
  readonly stage: Stage;
}

const mAhPerGram = 3600; // C/kg

/** Every number of the model that is not a natural constant; docs/parameters.md is printed from this table. */
export const parameters = {
  medianDiameter: row(
    'powder',
    150e-9,
    'm',
    'lognormal, sd 20 %',
    'the paper: SEM, about 150 nm (bought as about 100 nm)',
    'B',
    'fixed',
  ),
  diameterSpread: row(
    'powder',
    1.25,
    '1',
    'uniform 1.1 to 1.6',
    'assumed geometric standard deviation',
    'D',
    'unknown',
  ),
  bareFilmResistance: row(
    'surface',
    0.25,
    'Ohm m2',
    'lognormal, factor 5',
    'tuned: fresh nmSi has the larger impedance',
    'D',
    'tuned',
  ),

  dopingLevel: row(
    'recipe',
    0.25,
    '1',
    'uniform 0.2 to 0.33',
    'recalled: 0.2-0.33 dopant charges per pyrrole unit',
    'B',
    'fixed',
  ),
  polymerDensity: row('recipe', 1450, 'kg/m3', 'normal, sd 5 %', 'recalled', 'B', 'fixed'),
  carbonDensity: row(
    'recipe',
    1750,
    'kg/m3',
    'normal, sd 10 %',
    'recalled for disordered carbon',
    'B',
    'fixed',
  ),
  coatingFactor: row(
    'recipe',
    3.6103362347629697,
    '1',
    'lognormal(ln 1, 1)',
    'closed form from the paper: TG residue 70 % of PCHS-5',
    'C',
    'fitted',
  ),

  boatMass: row(
    'furnace',
    0.02740340472833801,
    'kg',
    'lognormal, factor 3',
    'fitted, 55 %; effective mass of boat and holder',
    'D',
    'fitted',
  ),
  boatHeatCapacity: row(
    'furnace',
    1100,
    'J/(kg K)',
    'normal, sd 15 %',
    'recalled for alumina at 800 degC',
    'D',
    'fixed',
  ),
  boatArea: row('furnace', 40e-4, 'm2', 'lognormal, factor 2', 'assumed', 'D', 'unknown'),
  boatFloorShare: row(
    'furnace',
    0.35,
    '1',
    'uniform 0.2 to 0.5',
    'assumed: share of the boat area under the bed',
    'D',
    'unknown',
  ),
  emissivity: row('furnace', 0.6, '1', 'uniform 0.4 to 0.9', 'recalled', 'C', 'fixed'),
  convection: row(
    'furnace',
    10,
    'W/(m2 K)',
    'lognormal, factor 2',
    'recalled for slow gas flow',
    'C',
    'fixed',
  ),
  bedDepth: row(
    'furnace',
    3e-3,
    'm',
    'uniform 1 to 10 mm',
    'recalled range; the paper is silent',
    'C',
    'unknown',
  ),
  bedConductivity: row(
    'furnace',
    0.08,
    'W/(m K)',
    'lognormal, factor 2',
    'recalled for loose powder',
    'C',
    'fixed',
  ),
  bedDensity: row(
    'furnace',
    300,
    'kg/m3',
    'lognormal, factor 1.5',
    'recalled for loose powder',
    'C',
    'fixed',
  ),
  bedHeatCapacity: row('furnace', 850, 'J/(kg K)', 'normal, sd 15 %', 'recalled', 'C', 'fixed'),

  dopantEnergy: row(
    'pyrolysis',
    150e3,
    'J/mol',
    'normal, sd 10 kJ/mol',
    'recalled: peak near 250 degC at 10 K/min',
    'C',
    'fixed',
  ),
  dopantEnergySpread: row('pyrolysis', 12e3, 'J/mol', 'uniform 5 to 20 kJ/mol', 'recalled', 'C', 'fixed'),
  scissionEnergy: row(
    'pyrolysis',
    205e3,
    'J/mol',
    'normal, sd 10 kJ/mol',
    'recalled: peak near 430 degC at 10 K/min',
    'C',
    'fixed',
  ),
  scissionEnergySpread: row('pyrolysis', 25e3, 'J/mol', 'uniform 10 to 40 kJ/mol', 'recalled', 'C', 'fixed'),
  condensationEnergy: row(
    'pyrolysis',
    300443.15108904493,
    'J/mol',
    'uniform 280 to 330 kJ/mol',
    'fitted, 12 kJ/mol; correlation -0.99 with boatMass',
    'C',
    'fitted',
  ),
  condensationEnergySpread: row(
    'pyrolysis',
    15e3,
    'J/mol',
    'uniform 0 to 40 kJ/mol',
    'assumed; degenerate with boatMass',
    'D',
    'unknown',
  ),
  frequencyFactor: row(
    'pyrolysis',
    1e13,
    '1/s',
    'none',
    'convention: energies are quoted at this value',
    'A',
    'fixed',
  ),
  scissionMassLoss: row(
    'pyrolysis',
    0.12,
    '1',
    'uniform 0.05 to 0.2',
    'recalled pyrolysis yields 0.5-0.6',
    'C',
    'fixed',
  ),
  condensationMassLoss: row(
    'pyrolysis',
    0.13,
    '1',
    'uniform 0.05 to 0.2',
    'recalled pyrolysis yields 0.5-0.6',
    'C',
    'fixed',
  ),

  shellPorosity: row(
    'shell',
    0.15,
    '1',
    'uniform 0 to 0.3',
    'assumed pore share of a fully condensed shell',
    'D',
    'unknown',
  ),
  polymerConductivity: row(
    'shell',
    1.1210224976546854e-5,
    'S/m',
    'lognormal, factor 10',
    'fitted, 9 % given contactFraction; 9.3e-7 seen (J. Nanomater. 2015, 129678)',
    'D',
    'fitted',
  ),
  dedopedConductivityRatio: row(
    'shell',
    0.1,
    '1',
    'lognormal, factor 10',
    'assumed loss when the dopant is burnt off',
    'D',
    'unknown',
  ),
  carbonConductivity: row(
    'shell',
    100,
    'S/m',
    'lognormal, factor 2',
    'seen: 70 S/m, carbonised polyaniline at 800 degC',
    'B',
    'fixed',
  ),
  percolationThreshold: row(
    'shell',
    0.17,
    '1',
    'uniform 0.1 to 0.3',
    'recalled, universal in 3-D',
    'B',
    'fixed',
  ),
  carbonExponent: row('shell', 2, '1', 'normal, sd 0.3', 'recalled, universal t in 3-D', 'B', 'fixed'),
  polymerExponent: row('shell', 0.87, '1', 'normal, sd 0.1', 'recalled, universal s in 3-D', 'B', 'fixed'),
  contactFraction: row(
    'shell',
    0.01,
    '1',
    'lognormal, factor 10',
    'assumed; only its product with polymerConductivity matters',
    'D',
    'unknown',
  ),
  polymerIonicConductivity: row(
    'shell',
    3e-7,
    'S/m',
    'lognormal, factor 10',
    'assumed; the data cannot fix it',
    'D',
    'unknown',
  ),
  ionicConductivityRatio: row(
    'shell',
    100,
    '1',
    'lognormal, factor 10',
    'assumed carbon over polymer',
    'D',
    'unknown',
  ),
  crossLinkingLoss: row(
    'shell',
    0.5,
    '1',
    'uniform 0 to 1',
    'assumed loss of polymer ionic conductivity by cross-linking',
    'D',
    'unknown',
  ),

  polymerModulus: row(
    'mechanics',
    0.5e9,
    'Pa',
    'lognormal, factor 2',
    'recalled for a swollen film',
    'C',
    'fixed',
  ),
  carbonModulus: row('mechanics', 25e9, 'Pa', 'lognormal, factor 2', 'recalled', 'C', 'fixed'),
  polymerYieldStress: row('mechanics', 30e6, 'Pa', 'lognormal, factor 2', 'recalled', 'C', 'fixed'),
  carbonYieldStress: row('mechanics', 1.5e9, 'Pa', 'lognormal, factor 2', 'recalled', 'C', 'fixed'),
  polymerToughness: row('mechanics', 3, 'J/m2', 'lognormal, factor 3', 'recalled', 'C', 'fixed'),
  carbonToughness: row('mechanics', 20, 'J/m2', 'lognormal, factor 3', 'recalled', 'C', 'fixed'),
  polymerFatigueDuctility: row(
    'mechanics',
    1,
    '1',
    'none',
    'assumed; absorbed by fatiguePrefactor',
    'D',
    'unknown',
  ),
  fatigueDuctilityRatio: row(
    'mechanics',
    30,
    '1',
    'lognormal, factor 3',
    'assumed; 5 fails, 100 fits too',
    'D',
    'unknown',
  ),
  fatiguePrefactor: row(
    'mechanics',
    14157.060224618104,
    '1',
    'lognormal, factor 10',
    'fitted, 25 %; cycles',
    'C',
    'fitted',
  ),
  weibullShape: row('mechanics', 3, '1', 'uniform 1 to 10', 'assumed', 'D', 'unknown'),

  expansion: row('cell', 2.8, '1', 'normal, sd 5 %', 'recalled: Li15Si4 has 280 % more volume', 'A', 'fixed'),
  exchangeCurrentDensity: row(
    'cell',
    0.08293658363797027,
    'A/m2',
    'lognormal, factor 5',
    'fitted, 8 %; PyBaMM Chen2020_composite has 0.29',
    'C',
    'fitted',
  ),
  lithiumDiffusivity: row(
    'cell',
    1e-16,
    'm2/s',
    'lognormal, 1e-18 to 1e-15',
    'recalled; not identifiable above 3e-17',
    'D',
    'unknown',
  ),
  counterExchangeCurrentDensity: row(
    'cell',
    20,
    'A/m2',
    'lognormal, 10 to 30',
    'recalled, lithium foil per geometric area',
    'C',
    'fixed',
  ),
  seriesResistance: row(
    'cell',
    5e-4,
    'Ohm m2',
    'lognormal, factor 2',
    'assumed, geometric area',
    'C',
    'fixed',
  ),
  loading: row(
    'cell',
    8e-3,
    'kg/m2',
    'lognormal, factor 2',
    'assumed: composite per geometric area, the paper is silent',
    'D',
    'unknown',
  ),
  cellArea: row('cell', 1.131e-4, 'm2', 'none', 'assumed: disc of 12 mm', 'D', 'unknown'),
  carbonBlackRatio: row(
    'cell',
    1 / 3,
    '1',
    'none',
    'the paper: 6:2:2, carbon black over composite by mass',
    'A',
    'fixed',
  ),
  carbonBlackCapacity: row(
    'cell',
    150 * mAhPerGram,
    'C/kg',
    'uniform 100 to 200 mAh/g',
    'recalled for Super P',
    'C',
    'fixed',
  ),
  shellCarbonCapacity: row(
    'cell',
    200 * mAhPerGram,
    'C/kg',
    'uniform 100 to 300 mAh/g',
    'recalled for hard carbon',
    'C',
    'fixed',
  ),
  hysteresisRange: row(
    'cell',
    0.03,
    '1',
    'uniform 0.01 to 0.1',
    'assumed lithiation over which the branch changes; form of Axen 2022',
    'D',
    'unknown',
  ),

  electrodeThickness: row(
    'porous electrode',
    17e-6,
    'm',
    'lognormal, factor 1.5',
    'assumed: 1.33 mg/cm2 of solids at a porosity of 0.60; the paper is silent',
    'D',
    'unknown',
  ),
  electrodePorosity: row(
    'porous electrode',
    0.6,
    '1',
    'uniform 0.4 to 0.75',
    'assumed for an uncalendered slurry electrode',
    'D',
    'unknown',
  ),
  electrodeConductivity: row(
    'porous electrode',
    10,
    'S/m',
    'lognormal, factor 10',
    'assumed for a fifth of Super P by mass; matters only below 1 S/m',
    'D',
    'unknown',
  ),
  separatorThickness: row('porous electrode', 25e-6, 'm', 'none', 'recalled for Celgard 2500', 'B', 'fixed'),
  separatorPorosity: row('porous electrode', 0.55, '1', 'none', 'recalled for Celgard 2500', 'B', 'fixed'),
  bruggemanExponent: row(
    'porous electrode',
    1.5,
    '1',
    'uniform 1.5 to 2.5',
    'recalled: exponent of the porosity for spheres, in electrode and separator',
    'C',
    'fixed',
  ),

  doubleLayerCapacitance: row(
    'impedance',
    0.1,
    'F/m2',
    'lognormal, factor 3',
    'assumed per real area; PyBaMM has 0.2',
    'C',
    'fixed',
  ),
  filmCapacitance: row(
    'impedance',
    0.01,
    'F/m2',
    'lognormal, factor 10',
    'assumed per real area',
    'D',
    'unknown',
  ),
  capacitanceExponent: row(
    'impedance',
    0.9,
    '1',
    'uniform 0.7 to 1',
    'assumed exponent of both constant-phase elements',
    'D',
    'unknown',
  ),
  counterCapacitance: row(
    'impedance',
    0.1,
    'F/m2',
    'lognormal, factor 3',
    'assumed, lithium foil per geometric area',
    'D',
    'unknown',
  ),

  seiInitialThickness: row('ageing', 10e-9, 'm', 'lognormal, factor 2', 'recalled', 'C', 'fixed'),
  seiConductivity: row(
    'ageing',
    2e-7,
    'S/m',
    'lognormal, factor 10',
    'recalled for thick organic films; PyBaMM has 5e-6',
    'D',
    'unknown',
  ),
  seiMolarVolume: row('ageing', 9.585e-5, 'm3/mol', 'normal, sd 20 %', 'seen in PyBaMM', 'C', 'fixed'),
  freshSeiGrowth: row(
    'ageing',
    0.6e-9,
    'm',
    'lognormal, factor 10',
    'assumed; per cycle on exposed silicon, not identifiable',
    'D',
    'unknown',
  ),
  selfLimitedSeiGrowth: row(
    'ageing',
    2e-18,
    'm2',
    'lognormal, factor 10',
    'assumed; per cycle, not identifiable',
    'D',
    'unknown',
  ),
  exposedContactLoss: row(
    'ageing',
    0.016951909577078636,
    '1',
    'lognormal, factor 10',
    'fitted, 19 %; per cycle',
    'C',
    'fitted',
  ),
  baseContactLoss: row(
    'ageing',
    0.0009432661791128192,
    '1',
    'lognormal, factor 10',
    'fitted, 11 %; per cycle',
    'C',
    'fitted',
  ),

  siliconOxidationGain: row(
    'thermogravimetry',
    0.05,
    '1',
    'uniform 0.02 to 0.08',
    'assumed: 3 nm of oxide grown in air',
    'C',
    'fixed',
  ),

  orderingAtStart: row(
    'shell diagnostics',
    1e-9,
    'm',
    'uniform 0.5 to 2 nm',
    'assumed in-plane size of the first aromatic domains',
    'D',
    'unknown',
  ),
  orderingByCondensation: row(
    'shell diagnostics',
    1.5e-9,
    'm',
    'uniform 0 to 3 nm',
    'assumed growth with condensation',
    'D',
    'unknown',
  ),
  orderingByTime: row(
    'shell diagnostics',
    0.15e-9,
    'm',
    'uniform 0 to 0.5 nm',
    'assumed growth per factor e of minutes in the furnace',
    'D',
    'unknown',
  ),
  shellLithiumConcentration: row(
    'shell diagnostics',
    1000,
    'mol/m3',
    'lognormal, factor 10',
    'assumed: a shell that takes up the salt of a 1 M electrolyte',
    'D',
    'unknown',
  ),

  pyrolysisHeat: row(
    'pyrolysis heat',
    0.5e6,
    'J/kg',
    'uniform -1 to 1 MJ/kg',
    'assumed per mass of volatiles, positive warms the bed',
    'D',
    'unknown',
  ),

  fractureDiameter: row(
    'core fracture',
    150e-9,
    'm',
    'lognormal, sd 20 %',
    'seen: Liu et al., ACS Nano 6 (2012) 1522, first lithiation of crystalline silicon',
    'B',
    'fixed',
  ),
  freshAreaFactor: row(
    'core fracture',
    0.5,
    '1',
    'lognormal, factor 3',
    'assumed new surface over old of a broken particle',
    'D',
    'unknown',
  ),

  crackGrowthPrefactor: row(
    'crack growth',
    16.63,
    '1',
    'lognormal, factor 10',
    'closed form: PCHS-5 lives 1424 cycles, as by the ductility law; per cycle',
    'D',
    'tuned',
  ),
  crackGrowthExponent: row(
    'crack growth',
    3.7,
    '1',
    'uniform 2 to 6',
    'closed form: lives of PCHS-5, PCHS-7 and nmSi@C stand as by the ductility law',
    'D',
    'tuned',
  ),

  plateauPotential: row(
    'first lithiation',
    0.095,
    'V',
    'normal, sd 0.02 V',
    'recalled: two-phase plateau of crystalline silicon near 0.1 V',
    'C',
    'fixed',
  ),
  plateauDrop: row(
    'first lithiation',
    0.02,
    'V',
    'uniform 0 to 0.04 V',
    'assumed fall of the plateau from x = 0 to x = 1',
    'D',
    'unknown',
  ),

  silicidePotential: row(
    'lithium silicide',
    0.43,
    'V',
    'normal, sd 5 %',
    'recalled: delithiation plateau of crystalline Li15Si4 (Obrovac and Christensen 2004)',
    'B',
    'fixed',
  ),
  silicideThreshold: row(
    'lithium silicide',
    0.05,
    'V',
    'uniform 0.03 to 0.07',
    'recalled: below it Li15Si4 crystallises; films need less than 30 mV (Hatchard and Dahn 2004)',
    'C',
    'fixed',
  ),
  silicideLithiation: row(
    'lithium silicide',
    0.95,
    '1',
    'uniform 0.9 to 1',
    'assumed lithiation from which silicon crystallises, all of it at 1',
    'D',
    'unknown',
  ),

  additiveAmount: row(
    'additive',
    26.5e-6,
    'mol',
    'lognormal, factor 1.5',
    'the paper: 40-50 uL with 5 % FEC, taken by mass at 1250 kg/m3',
    'C',
    'fixed',
  ),
  siliconAdditiveShare: row(
    'additive',
    1,
    '1',
    'uniform 0 to 1',
    'assumed share of the charge lost on silicon that takes FEC',
    'D',
    'unknown',
  ),
  counterAdditiveShare: row(
    'additive',
    1,
    '1',
    'uniform 0 to 1',
    'assumed share of the charge lost on lithium that takes FEC',
    'D',
    'unknown',
  ),
  counterEfficiency: row(
    'additive',
    0.98,
    '1',
    'uniform 0.9 to 0.998',
    'recalled for lithium foil in carbonate electrolytes',
    'D',
    'unknown',
  ),
  depletionFactor: row(
    'additive',
    3,
    '1',
    'lognormal, factor 3',
    'assumed: exposed silicon ages so much faster without FEC',
    'D',
    'unknown',
  ),
} satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;

/** A value for every parameter, SI. */
export type ParameterValues = Readonly<Record<ParameterName, number>>;

/** The values of the table, some replaced. SI. */
export function parameterValues(overrides: Partial<ParameterValues> = {}): ParameterValues {
  const values = {} as Record<ParameterName, number>;
  for (const name of parameterNames) values[name] = overrides[name] ?? parameters[name].value;
  return values;
}

/** Every parameter's name, in the order of the table. */
export const parameterNames = Object.keys(parameters) as readonly ParameterName[];

/** How many placeholders (grade D) a quantity rests on that needs these stages of the chain. */
export function countGradeD(stages: readonly Stage[]): number {
  return parameterNames.filter(
    (name) => parameters[name].grade === 'D' && stages.includes(parameters[name].stage),
  ).length;
}

function row(
  stage: Stage,
  value: number,
  unit: string,
  prior: string,
  source: string,
  grade: Grade,
  status: Parameter['status'],
): Parameter {
  return { value, unit, prior, source, grade, status, stage };
}
