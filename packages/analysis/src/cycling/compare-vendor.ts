import { type Column, type Dataset, type Finding, findColumn, numbers, type Table } from '@anodelab/data';
import { arbinStatistics } from './arbin-statistics.ts';
import { landCycleTable, medianVoltageOnWrongBranch } from './land-cycle-table.ts';

/** Relative difference above which a vendor's number and ours are not the same: the vendors print 5 to 6 digits. */
const TOLERANCE = 1e-4;

/** How many differing rows one finding spells out. */
const LISTED = 3;

/**
 * What a vendor's own cycle table says otherwise than its records do, by the vendor's rules: one finding that names
 * the columns that agree and how well, one warning per column that does not.
 *
 * @param vendor - the vendor's table as read (LAND `Cycle-Tab`, Arbin `Channel_Statistic_Table`)
 * @param records - the records of the same channel
 */
export function compareWithVendor(vendor: Table, records: Dataset): readonly Finding[] {
  const isArbin = vendor.columns.some(({ header }) => header === 'Vmax_On_Cycle');
  const key = isArbin ? 'record' : 'cycle';
  const ours = reproduce(vendor, records, isArbin);
  const keyColumn = ours && findColumn(ours, key);
  const theirKeys = keyColumn && counterpart(vendor, keyColumn);
  if (ours === undefined || theirKeys === undefined || !(keyColumn?.values instanceof Float64Array))
    return [];
  const ourKeys = keyColumn.values;

  const rowOf = new Map(Array.from(ourKeys, (value, i) => [value, i]));
  const agreed: string[] = [];
  const findings: Finding[] = [];
  let worst = 0;
  for (const column of ours.columns) {
    const theirs = counterpart(vendor, column);
    if (theirs === undefined || column.name === key || !(column.values instanceof Float64Array)) continue;
    const values = column.values;
    const differing: string[] = [];
    let largest = 0;
    theirs.forEach((theirValue, row) => {
      const ourValue = values[rowOf.get(theirKeys[row] ?? NaN) ?? -1] ?? NaN;
      const difference = Math.abs(ourValue - theirValue) / Math.abs(theirValue || 1);
      if (difference <= TOLERANCE) largest = Math.max(largest, difference);
      else if (!(Number.isNaN(ourValue) && Number.isNaN(theirValue))) {
        const slip = column.name === 'vMedChg_V' ? explainSlip(records, theirKeys[row], theirValue) : '';
        differing.push(
          `${key} ${theirKeys[row]}: ${theirValue} for our ${Number(ourValue.toPrecision(6))}${slip}`,
        );
      }
    });
    worst = Math.max(worst, largest);
    if (differing.length === 0) agreed.push(column.name);
    else findings.push(difference(vendor, column.name, column.unit, differing));
  }
  if (agreed.length > 0) {
    findings.unshift({
      severity: 'info',
      code: 'vendor-reproduced',
      message: `the vendor's ${theirKeys.length} rows follow from the records: ${agreed.join(', ')} agree within ${worst.toExponential(1)} (relative)`,
      at: 'cycle-table',
    });
  }
  return findings;
}

/** The vendor's numbers for one of our columns: under the vendor's own header where we state it, else by our name. */
function counterpart(vendor: Table, { name, header }: Column): Float64Array | undefined {
  const found =
    header === null ? findColumn(vendor, name) : vendor.columns.find((each) => each.header === header);
  return found?.values instanceof Float64Array ? found.values : undefined;
}

function reproduce(vendor: Table, records: Dataset, isArbin: boolean): Table | undefined {
  const needed = isArbin
    ? ['record', 'cycle', 'stepId', 'stepTime_s', 'current_A', 'voltage_V']
    : ['cycle', 'current_A', 'voltage_V', 'qHalf_C'];
  if (needed.some((name) => numbers(records, name) === undefined)) return undefined;
  if (isArbin) return arbinStatistics(records);
  return landCycleTable(records, referenceCycle(vendor));
}

/** The cycle whose retention the vendor calls 100 %. */
function referenceCycle(vendor: Table): number | undefined {
  const row = numbers(vendor, 'retention')?.findIndex((value) => Math.abs(value - 100) < 1e-6) ?? -1;
  return numbers(vendor, 'cycle')?.[row];
}

function difference(vendor: Table, name: string, unit: string | null, rows: readonly string[]): Finding {
  const header = findColumn(vendor, name)?.header ?? name;
  const more = rows.length > LISTED ? ` and ${rows.length - LISTED} more` : '';
  return {
    severity: 'warning',
    code: 'vendor-differs',
    message: `the vendor's ${header} is not what its records give (${unit ?? '1'}): ${rows.slice(0, LISTED).join('; ')}${more}`,
    at: name,
  };
}

/** Names LAND's known fault where it explains the number. */
function explainSlip(records: Dataset, cycle: number | undefined, value: number): string {
  const names = [...new Set(numbers(records, 'cycle'))].filter(Number.isFinite);
  const wrong = medianVoltageOnWrongBranch(records)[names.indexOf(cycle ?? NaN)] ?? NaN;
  return Math.abs(wrong - value) < 1e-6
    ? ' (a slip of the vendor: it looked for half of the charge on the discharge branch)'
    : '';
}
