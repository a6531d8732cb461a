import { faraday } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import { type AuditRow, number } from './audit-row.ts';

const MEAN_CAPACITY = (2050 + 1000) / 2; // mAh/g over 500 cycles at 1 A/g
const CYCLES = 500;
const LITHIUM_EFFICIENCY = 0.98; // recalled for foil in carbonate electrolytes
const ELECTROLYTE = 45e-9; // m3, middle of the paper's 40-50 uL
const ELECTROLYTE_DENSITY = 1250; // kg/m3
const FEC_SHARE = 0.05;
const FEC_MOLAR_MASS = 106.05e-3; // kg/mol
const FEC_ELECTRONS = 4;
const COULOMB_PER_MAH = 3.6;

/** A14 and A15: lithium foil and electrolyte over 500 cycles. */
export function auditTestCell(values: ParameterValues): readonly AuditRow[] {
  const hours = (2 * MEAN_CAPACITY) / 1000;
  const areal = (values.loading * MEAN_CAPACITY) / 10; // mAh/cm2: kg/m2 is 0.1 g/cm2
  const consumed = CYCLES * areal * (1 - LITHIUM_EFFICIENCY);
  const disc = values.cellArea * 1e4; // cm2
  const fec = (ELECTROLYTE * ELECTROLYTE_DENSITY * FEC_SHARE) / FEC_MOLAR_MASS;
  const fecCharge = (fec * FEC_ELECTRONS * faraday) / COULOMB_PER_MAH; // mAh
  return [
    {
      id: 'A14',
      claim: 'maintaining a capacity exceeding 1000 mAh/g after 500 long cycles',
      arithmetic: [
        number('time per cycle at 1 A/g', hours, 'h'),
        number('time of 500 cycles', (CYCLES * hours) / 24, 'd'),
        number('capacity per area and cycle', areal, 'mAh/cm2'),
        number('lithium cycled', CYCLES * areal, 'mAh/cm2'),
        number('lithium lost at 98 % efficiency of the foil', consumed, 'mAh/cm2'),
        number('the same in a disc of 12 mm', consumed * disc, 'mAh'),
      ],
      verdict:
        'Two months against lithium foil: its corrosion and the electrolyte it takes are a real confounder of the fade.',
    },
    {
      id: 'A15',
      claim: '40-50 μL of commercial electrolyte (containing 5% FEC) added',
      arithmetic: [
        number('FEC in the cell', fec * 1e6, 'umol'),
        number('charge to reduce it at 4 electrons', fecCharge, 'mAh'),
        number('lithium side over 500 cycles (A14)', consumed * disc, 'mAh'),
      ],
      verdict: 'If the lithium side consumes it, FEC is gone long before cycle 500.',
    },
  ];
}
