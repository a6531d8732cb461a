import type { Finding } from '@anodelab/data';
import type { NewareRecords } from './records.ts';

/** Pulses and simulated profiles: the current changes between records. */
const UNRECORDED = new Set([16, 17]);

/** Share of the charge that sparse records of a falling current may cost the integral. */
const TOLERANCE = 0.05;

/**
 * A finding with numbers where the charge counters do not follow from the current: in each step the integral of the
 * current between records (trapezoids) against the change of charge less discharge counter; the absolute values of all
 * steps are added up. The integral of a current that was recorded rarely is rough: the tolerance is 5 %.
 */
export function chargeFindings(records: NewareRecords): Finding[] {
  const { stepCount, stepType, stepTime, current, chargeCapacity, dischargeCapacity } = records;
  let integral = 0;
  let counted = 0;
  let ofStep = 0;
  let first = 0;
  const net = (row: number) => (chargeCapacity[row] as number) - (dischargeCapacity[row] as number);
  for (let i = 1; i <= stepCount.length; i++) {
    if (i < stepCount.length && stepCount[i] === stepCount[i - 1]) {
      const dt = (stepTime[i] as number) - (stepTime[i - 1] as number);
      ofStep += (((current[i] as number) + (current[i - 1] as number)) / 2) * dt;
      continue;
    }
    const change = Math.abs(net(i - 1) - net(first));
    const isRecorded = !UNRECORDED.has(stepType[first] ?? NaN);
    if (isRecorded && Number.isFinite(ofStep) && Number.isFinite(change)) {
      integral += Math.abs(ofStep);
      counted += change;
    }
    ofStep = 0;
    first = i;
  }
  const largest = Math.max(integral, counted);
  if (largest === 0 || Math.abs(integral - counted) <= TOLERANCE * largest) return [];
  return [
    {
      severity: 'warning',
      code: 'charge-contradicts-current',
      message: `the counters add up to ${counted.toPrecision(4)} C, the integral of the current to ${integral.toPrecision(4)} C: the current factor or the counters may be wrong`,
      at: 'current_A',
    },
  ];
}
