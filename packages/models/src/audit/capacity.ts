import { faraday, mAhPerGram, siliconCapacity } from '../constants.ts';
import type { ParameterValues } from '../parameters.ts';
import { delithiationPotential } from '../potential/open-circuit.ts';
import { type AuditRow, number } from './audit-row.ts';

const INITIAL = 2050; // mAh/g at 1 A/g, section 3 of the paper
const FAST = 1200; // mAh/g at 5 A/g
const FINAL = 1000; // mAh/g after 500 cycles
const CYCLES = 500;
const RATE_CYCLES = 40; // about what a rate test takes

const theoretical = siliconCapacity / mAhPerGram;
const RATE_CLAIM =
  'nmSi@PCHS-5 delivered approximately 2050 mAh/g at 1 A/g and maintained 1200 mAh/g even at 5 A/g';

/** A7 to A11 and A13: what the capacities mean. */
export function auditCapacity(values: ParameterValues): readonly AuditRow[] {
  return [fade(), basis(), carbonBlack(values), efficiency(values), theory(), windows()];
}

function fade(): AuditRow {
  const geometric = 1 - (FINAL / INITIAL) ** (1 / CYCLES);
  const linear = (INITIAL - FINAL) / CYCLES;
  const later = [INITIAL * (1 - geometric) ** RATE_CYCLES, INITIAL - RATE_CYCLES * linear] as const;
  return {
    id: 'A7',
    claim:
      'Capacity recovered to 2000 mAh/g when current density returned to 1 A/g; 1000 mAh/g after 500 cycles',
    arithmetic: [
      number('constant relative fade per cycle', geometric * 100, '%'),
      number('constant absolute fade per cycle', linear, 'mAh/g'),
      number('after 40 cycles by the relative fade', later[0], 'mAh/g'),
      number('after 40 cycles by the absolute fade', later[1], 'mAh/g'),
      number('retention after 500 cycles', (100 * FINAL) / INITIAL, '%'),
    ],
    verdict: `A mild tension only: a steady fade would leave ${later[0].toFixed(0)} to ${later[1].toFixed(0)} mAh/g where 2000 is reported, and cycles at high rate swing and age less. ${((100 * FINAL) / INITIAL).toFixed(0)} % retention is not 'exceptional'.`,
  };
}

function basis(): AuditRow {
  const perSilicon = (capacity: number, share: number) => capacity / share;
  const lithiation = (capacity: number) => capacity / theoretical;
  const burnt = 0.7 / 1.05; // silicon share when the residue gained 5 % in air
  return {
    id: 'A8',
    claim: RATE_CLAIM,
    arithmetic: [
      number('2050 per composite is per silicon at 70 %', perSilicon(INITIAL, 0.7), 'mAh/g'),
      number('lithiation x of that', lithiation(perSilicon(INITIAL, 0.7)), '1'),
      number('2050 per composite is per silicon at 66.7 %', perSilicon(INITIAL, burnt), 'mAh/g'),
      number('lithiation x of that', lithiation(perSilicon(INITIAL, burnt)), '1'),
      number('lithiation x of 1200 per composite at 70 %', lithiation(perSilicon(FAST, 0.7)), '1'),
      number('lithiation x of 1200 per composite at 66.7 %', lithiation(perSilicon(FAST, burnt)), '1'),
      number('lithiation x of 2050 per silicon', lithiation(INITIAL), '1'),
      number('lithiation x of 1200 per silicon', lithiation(FAST), '1'),
    ],
    verdict:
      'The paper does not say per gram of what. Per composite the kinetics fit; the basis stays visible at every number.',
  };
}

function carbonBlack(values: ParameterValues): AuditRow {
  const ratio = values.carbonBlackRatio;
  return {
    id: 'A9',
    claim:
      'Active material, conductive additive (Super P), and binder (Polyacrylic acid, PAA) were added at a mass ratio of 6:2:2',
    arithmetic: [
      number('Super P per active mass', ratio, '1'),
      number('its capacity counted as active, at 100 mAh/g', ratio * 100, 'mAh/g'),
      number('its capacity counted as active, at 200 mAh/g', ratio * 200, 'mAh/g'),
    ],
    verdict:
      'The additive carries 33 to 67 mAh/g of the capacity that is reported per active mass: subtract it or say so.',
  };
}

function efficiency(values: ParameterValues): AuditRow {
  const fadePerCycle = 1 - (FINAL / INITIAL) ** (1 / CYCLES);
  const area = 10e3; // m2/kg composite
  const perNanometre = (1e-9 * area * 2 * faraday) / values.seiMolarVolume / mAhPerGram;
  return {
    id: 'A10',
    claim: 'coulombic efficiency (CE) demonstrated stable operation with nearly 100% efficiency',
    arithmetic: [
      number('capacity lost per cycle', fadePerCycle * 100, '%'),
      number('largest efficiency if half of that is trapped lithium', 100 * (1 - fadePerCycle / 2), '%'),
      number('charge of 1 nm of SEI on 10 m2/g', perNanometre, 'mAh/g'),
      number('usual accuracy of a cycler current', 0.05, '%'),
    ],
    verdict:
      "Compatible, and uninformative: what counts is in the fourth digit, below the cycler's accuracy.",
  };
}

function theory(): AuditRow {
  return {
    id: 'A11',
    claim: 'exceptional theoretical capacity (up to 3590 mAh/g at room temperature)',
    arithmetic: [
      number('capacity of Li15Si4', theoretical, 'mAh/g'),
      number('3590 over that, minus 1', 100 * (3590 / theoretical - 1), '%'),
    ],
    verdict: 'A rounding of 0.3 %.',
  };
}

function windows(): AuditRow {
  return {
    id: 'A13',
    claim:
      'Constant-current charge-discharge tests (0.01-1.2 V vs. Li/Li+); Cyclic voltammetry (CV) (0.01-1.5 V vs. Li/Li+)',
    arithmetic: [
      number('window of cycling', 1.19, 'V'),
      number('window of voltammetry', 1.49, 'V'),
      number('potential of empty silicon at rest', delithiationPotential(0), 'V'),
    ],
    verdict: 'Two windows: capacities of the two techniques must not be mixed.',
  };
}
