import type { AnalysisResult, Dataset, Finding, Table } from '@anodelab/data';
import { compareWithVendor } from './compare-vendor.ts';
import { type Curve, curveTable, defaultCurveCycles, extractCurves } from './curves.ts';
import { cycleTable } from './cycle-table.ts';
import { type Cycle, coulombicEfficiency, pairCycles } from './cycles.ts';
import {
  countFindings,
  efficiencyFindings,
  incompleteFindings,
  pairingFindings,
  ruleFindings,
} from './cycling-findings.ts';
import {
  type CycleRule,
  type CyclingOptions,
  DEFAULT_CHARGE_SMOOTHING,
  DEFAULT_CURRENT_ACCURACY,
  DEFAULT_SMOOTHING,
} from './cycling-options.ts';
import { cyclingResults, type ResultContext } from './cycling-results.ts';
import { cumulativeTable, accumulate } from './cumulative-table.ts';
import { dqdvTable, dvdqTable, peakTable } from './differential-tables.ts';
import { inventoryFindings, inventoryResults } from './inventory.ts';
import { fitRetention, retentionFitTable, retentionResults } from './retention-fit.ts';
import type { SiliconDelithiation } from './silicon-delithiation.ts';
import { siliconFindings, siliconResults } from './silicon-results.ts';
import { looksLikeSilicon, siliconDelithiations, siliconTable } from './silicon-table.ts';
import { halfCycleTable } from './half-cycle-table.ts';
import { countCharge, splitHalfCycles } from './half-cycles.ts';
import { type CyclingInput, sortInput } from './input.ts';
import { type Orientation, orient } from './orientation.ts';
import { rateSteps, rateTable } from './rate.ts';
import { potentialUsed } from '../potential-used.ts';
import { joinRecords } from './records.ts';
import { stepTable } from './step-table.ts';
import { cyclesFromVendorTable, electrodeOfEfficiency } from './vendor-cycles.ts';

/**
 * A galvanostatic test as numbers: cycles by our rule and by the vendor's, capacities by counter and by coulomb count,
 * efficiency, retention, rate steps, curves and dQ/dV (docs/methods/cycling.md).
 *
 * Tables: `cycles` (by `options.rule`), `cyclesVendor` or `cyclesOwn` (by the other rule, where the records have vendor
 * cycles), `halfCycles`, `steps`, `cumulative`, `rate`, `curves`, `dqdv`,
 * `dvdq`, `peaks`, `retentionFit` (from eight cycles at one current on), `silicon` (where the delithiations are silicon's). Tables are SI; results are in the units that people read (mAh/g, %).
 *
 * @param datasets - parts of one test in order, and the vendor's cycle table beside them or alone
 * @throws {RangeError} when nothing can be analysed or several channels are given and none is chosen
 */
export function analyseCycling(datasets: readonly Dataset[], options: CyclingOptions = {}): AnalysisResult {
  const input = sortInput(datasets, options);
  return input.records.length > 0 ? fromRecords(input, options) : fromVendorTable(input, options);
}

/**
 * The table `cycles` of `analyseCycling` by our rule and nothing else: for many files, or a first look.
 *
 * @throws {RangeError} as `analyseCycling`
 */
export function tabulateCycles(datasets: readonly Dataset[], options: CyclingOptions = {}): Table {
  const input = sortInput(datasets, options);
  const counted = countCharge(joinRecords(input.records), options.integration);
  const halves = splitHalfCycles(counted, 'own');
  const orientation = orient(input.workingElectrode, halves);
  const cycles = pairCycles(halves, 'own', orientation, openingSign(options, orientation));
  return tableOf(cycles, orientation, input, options);
}

function fromRecords(input: CyclingInput, options: CyclingOptions): AnalysisResult {
  const records = joinRecords(input.records);
  const rule: CycleRule = options.rule === 'vendor' && records.cycle !== undefined ? 'vendor' : 'own';
  const counted = countCharge(records, options.integration);
  const own = splitHalfCycles(counted, 'own');
  const orientation = orient(input.workingElectrode, own);
  const ownCycles = pairCycles(own, 'own', orientation, openingSign(options, orientation));
  const vendorCycles =
    records.cycle === undefined
      ? undefined
      : pairCycles(splitHalfCycles(counted, 'vendor'), 'vendor', orientation);
  const cycles = rule === 'vendor' && vendorCycles !== undefined ? vendorCycles : ownCycles;
  const otherCycles = rule === 'own' ? vendorCycles : ownCycles;

  const measure = counted.counted ? `by the cycler's counter ${records.counter?.name}` : 'by coulomb count';
  const curves = extractCurves(
    cycles,
    options.curveCycles ?? defaultCurveCycles(cycles),
    records,
    counted.increments,
    orientation,
  );
  const isSilicon = options.silicon ?? looksLikeSilicon(cycles, orientation);
  const [part, ...others] = input.records;
  const comparison =
    input.vendorTable === undefined || part === undefined || others.length > 0
      ? []
      : compareWithVendor(input.vendorTable, part);
  return assemble(input, options, {
    cycles,
    orientation,
    measure,
    isChecked: counted.counted && !records.currentIsMean,
    rule: rule === 'own' ? 'our rule (pairs of half cycles)' : "the vendor's cycle numbers",
    tables: {
      ...(otherCycles && {
        [rule === 'own' ? 'cyclesVendor' : 'cyclesOwn']: tableOf(otherCycles, orientation, input, options),
      }),
      steps: stepTable(counted, own),
      halfCycles: halfCycleTable(counted, own, ownCycles, orientation),
      ...curveTables(curves, options, input.mass),
    },
    silicon: isSilicon ? siliconDelithiations(curves, cycles) : [],
    findings: [
      ...records.findings,
      ...ruleFindings(options, rule, cycles, otherCycles),
      ...pairingFindings(cycles, orientation),
      ...(counted.counted ? countFindings(cycles, records.counter?.name ?? '') : []),
      ...comparison,
      ...(isSilicon && options.silicon === undefined ? [siliconAssumed] : []),
    ],
  });
}

function fromVendorTable(input: CyclingInput, options: CyclingOptions): AnalysisResult {
  const table = input.vendorTable ?? { columns: [] };
  const orientation = orient(input.workingElectrode ?? electrodeOfEfficiency(table), []);
  return assemble(input, options, {
    cycles: cyclesFromVendorTable(table, orientation),
    orientation,
    measure: "by the vendor's cycle table",
    isChecked: false,
    rule: "the vendor's cycle numbers",
    tables: {},
    silicon: [],
    findings: [
      {
        severity: 'warning',
        code: 'no-records',
        message: "there are no records: capacities and cycles are the vendor's and could not be checked",
      },
    ],
  });
}

const siliconAssumed: Finding = {
  severity: 'info',
  code: 'silicon-assumed',
  message:
    'nothing states the active material; the mean delithiation voltage is that of silicon, so the table silicon reads it so (option silicon)',
  at: 'silicon',
};

/** Sign of the current of the half cycle that opens a cycle of our rule. */
function openingSign({ opens = 'auto' }: CyclingOptions, orientation: Orientation): 1 | -1 {
  return opens === 'auto' ? orientation.opens : opens === 'charge' ? 1 : -1;
}

interface Parts {
  readonly cycles: readonly Cycle[];
  readonly orientation: Orientation;
  readonly measure: string;
  readonly isChecked: boolean;
  readonly rule: string;
  readonly tables: Readonly<Record<string, Table>>;
  readonly silicon: readonly SiliconDelithiation[];
  readonly findings: readonly Finding[];
}

function assemble(input: CyclingInput, options: CyclingOptions, parts: Parts): AnalysisResult {
  const { cycles, orientation, measure, rule, silicon } = parts;
  const steps = rateSteps(cycles, orientation);
  const currentAccuracy = options.currentAccuracy ?? DEFAULT_CURRENT_ACCURACY;
  const cumulative = accumulate(cycles, orientation, currentAccuracy);
  const retention = fitRetention(cycles, steps, orientation);
  const context: ResultContext = {
    orientation,
    mass: input.mass,
    basis: input.mass === undefined ? 'cell' : 'composite',
    reference: referenceOf(cycles, orientation, options),
    currentAccuracy,
    measure,
    isChecked: parts.isChecked,
    isTable: input.records.length === 0,
    rule,
    inputs: input.inputs,
  };
  return {
    analysis: 'cycling',
    results: {
      ...cyclingResults(cycles, steps, context),
      ...retentionResults(retention, context, options.extrapolateTo),
      ...inventoryResults(cumulative, context),
      ...siliconResults(silicon, context),
    },
    tables: {
      cycles: tableOf(cycles, orientation, input, options),
      cumulative: cumulativeTable(cumulative, orientation),
      rate: rateTable(steps, input.mass),
      ...(retention && { retentionFit: retentionFitTable(retention) }),
      ...parts.tables,
      ...(silicon.length > 0 && { silicon: siliconTable(silicon) }),
    },
    statements: [
      orientation.statement,
      ...(input.records.length > 0 ? [potentialUsed(input.records, ['voltage_V', 'ewe_V'])] : []),
      `Capacities are ${measure}; cycles follow ${rule}.`,
      `Intervals assume that the mean current of each half cycle is known to ${percent(currentAccuracy)} (standard error), independently of the other; nothing else is in them.`,
    ],
    findings: [
      ...input.findings,
      ...orientation.findings,
      ...parts.findings,
      ...efficiencyFindings(cycles, orientation),
      ...incompleteFindings(cycles, orientation),
      ...(context.isTable ? [] : inventoryFindings(cumulative)),
      ...siliconFindings(silicon),
    ],
    ...(input.model && { model: input.model }),
  };
}

/** What is drawn along the charge or the voltage of the chosen cycles. */
function curveTables(curves: readonly Curve[], options: CyclingOptions, mass: number | undefined) {
  const smoothing = options.smoothing_V ?? DEFAULT_SMOOTHING;
  return {
    curves: curveTable(curves, mass),
    dqdv: dqdvTable(curves, smoothing, mass),
    dvdq: dvdqTable(curves, options.chargeSmoothing ?? DEFAULT_CHARGE_SMOOTHING, mass),
    ...(smoothing > 0 && { peaks: peakTable(curves, smoothing, mass) }),
  };
}

function tableOf(
  cycles: readonly Cycle[],
  orientation: Orientation,
  input: CyclingInput,
  options: CyclingOptions,
): Table {
  return cycleTable(cycles, {
    orientation,
    mass: input.mass,
    reference: referenceOf(cycles, orientation, options),
    currentAccuracy: options.currentAccuracy ?? DEFAULT_CURRENT_ACCURACY,
  });
}

function referenceOf(
  cycles: readonly Cycle[],
  orientation: Orientation,
  options: CyclingOptions,
): number | undefined {
  return (
    options.referenceCycle ??
    cycles.find((cycle) => !Number.isNaN(coulombicEfficiency(cycle, orientation)))?.number
  );
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
