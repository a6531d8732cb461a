import { type Finding, type Json, numbers, type Table, type Technique } from '@anodelab/data';

/** Intervals looked at; a median of more does not get better. */
const MOST_INTERVALS = 501;
/** Largest relative difference between the set rate and the slope of the data that needs no finding. */
const TOLERANCE = 0.02;
const POTENTIOSTATIC = 2;

/**
 * Median of |dE/dt| over neighbouring records, V/s, of an LSV without the rest before it; NaN with fewer than three.
 * Robust against holds, reversals and gaps as long as most of the record is sweep.
 */
function sweepRate(table: Table, technique: Technique): number {
  const time = numbers(table, 'time_s');
  const potential = numbers(table, 'control_V') ?? numbers(table, 'ewe_V') ?? numbers(table, 'voltage_V');
  const mode = technique === 'lsv' ? numbers(table, 'mode') : undefined;
  if (time === undefined || potential === undefined) return Number.NaN;
  const step = Math.max(1, Math.floor(time.length / MOST_INTERVALS));
  const rates = new Float64Array(Math.ceil(time.length / step));
  let count = 0;
  for (let row = 1; row < time.length; row += step) {
    const dt = (time[row] ?? 0) - (time[row - 1] ?? 0);
    const swept = mode === undefined || (mode[row] === POTENTIOSTATIC && mode[row - 1] === POTENTIOSTATIC);
    if (dt > 0 && swept) rates[count++] = Math.abs((potential[row] ?? 0) - (potential[row - 1] ?? 0)) / dt;
  }
  if (count < 3) return Number.NaN;
  return rates.subarray(0, count).sort()[count >> 1] ?? Number.NaN;
}

/** Scan rate of a sweep technique: as set, compared with the slope of the data; the slope where nothing was set. */
export function scanRate(
  table: Table,
  technique: Technique,
  sequences: Json | undefined,
  findings: Finding[],
): Record<string, Json> {
  const slope = sweepRate(table, technique);
  const measured = Number.isFinite(slope) ? Number(slope.toPrecision(4)) : null;
  const set = setRates(sequences);
  const [first] = set;
  if (new Set(set).size > 1) {
    findings.push({
      severity: 'warning',
      code: 'scan-rates-differ',
      message: `the sequences sweep at ${set.join(', ')} V/s: scanRate_V_s is that of the first`,
    });
  }
  if (first === undefined) {
    if (measured !== null) {
      findings.push({
        severity: 'warning',
        code: 'scan-rate-from-data',
        message: `no scan rate in the settings: ${measured} V/s is the median slope of the potential`,
      });
    }
    return { scanRate_V_s: measured, scanRateMeasured_V_s: measured };
  }
  if (measured !== null && set.every((rate) => Math.abs(measured - rate) > TOLERANCE * Math.abs(rate))) {
    findings.push({
      severity: 'warning',
      code: 'scan-rate-contradicted',
      message: `the settings say ${first} V/s, the median slope of the potential is ${measured} V/s`,
    });
  }
  return { scanRate_V_s: first, scanRateMeasured_V_s: measured };
}

function setRates(sequences: Json | undefined): number[] {
  if (!Array.isArray(sequences)) return [];
  return sequences.flatMap((sequence: Json) => {
    if (sequence === null || typeof sequence !== 'object' || !('scanRate_V_s' in sequence)) return [];
    const rate = sequence['scanRate_V_s'];
    return typeof rate === 'number' && rate !== 0 ? [rate] : [];
  });
}
