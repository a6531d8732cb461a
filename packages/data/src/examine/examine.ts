import type { Dataset } from '../dataset.ts';
import type { Finding } from '../finding.ts';
import { chargeBalance } from './charge-balance.ts';
import { clipping } from './clipping.ts';
import { clock } from './clock.ts';
import { constantSignal } from './constant-signal.ts';
import { counterCourse } from './counter-course.ts';
import { currentSign } from './current-sign.ts';
import { impedance } from './impedance.ts';
import { loopDirection } from './loop-direction.ts';
import { missingValues } from './missing-values.ts';
import { numbering } from './numbering.ts';
import { plausibleRange } from './plausible-range.ts';
import { Scans } from './scans.ts';
import { timeGap } from './time-gap.ts';
import { timeOrder } from './time-order.ts';
import { voltageSpikes } from './voltage-spikes.ts';

const CHECKS: readonly ((dataset: Dataset, scans: Scans) => Finding[])[] = [
  constantSignal,
  missingValues,
  timeOrder,
  timeGap,
  clock,
  numbering,
  counterCourse,
  chargeBalance,
  currentSign,
  loopDirection,
  clipping,
  voltageSpikes,
  plausibleRange,
  impedance,
];

/**
 * What an analyst would want to know of a dataset before trusting it (docs/formats/quality.md), beside what its reader
 * found: a warning where something must be done, information elsewhere. Nothing is changed; columns that are derived when
 * asked for are not asked for. A finding that the dataset has already, from its reader or from an earlier examination that
 * was saved with it, is not said again. Linear in the number of rows.
 */
export function examine(dataset: Dataset): Finding[] {
  const isKnown = (found: Finding) =>
    dataset.findings.some(({ code, at }) => code === found.code && at === found.at);
  const scans = new Scans();
  return CHECKS.flatMap((check) => check(dataset, scans)).filter((found) => !isKnown(found));
}
