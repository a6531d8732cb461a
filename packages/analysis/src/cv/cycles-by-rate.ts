import type { Dataset, Finding } from '@anodelab/data';
import { findSweeps, type Sweep } from './sweeps.ts';

/** One cycle of one scan rate: a falling and a rising sweep that follow each other. */
export interface RatedCycle {
  /** V/s. */
  readonly scanRate: number;
  /** Which of the rate's complete cycles, from 1. */
  readonly number: number;
  /** How many complete cycles the rate has. */
  readonly available: number;
  readonly cathodic: Sweep;
  readonly anodic: Sweep;
}

/** Rates closer than this are one rate. */
const SAME_RATE = 0.03;
/** The stated rate is believed when the records agree within this. */
const AGREEMENT = 0.05;
/** Cycle that the literature shows, after the first has formed the electrode. */
const DEFAULT_CYCLE = 2;

/**
 * One cycle per scan rate, by rising rate, from any number of records; each may hold several rates.
 *
 * @param wanted - cycle number; the second or, failing that, the last where undefined
 */
export function cyclesByRate(
  datasets: readonly Dataset[],
  wanted: number | undefined,
): { readonly cycles: readonly RatedCycle[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const pairs = datasets.flatMap((dataset) => {
    const found = pairSweeps(dataset, findings);
    const rated = found.filter(({ scanRate }) => scanRate > 0);
    if (rated.length < found.length) {
      findings.push({
        severity: 'warning',
        code: 'scan-rate-unknown',
        message: `${found.length - rated.length} cycles left out: the file states no scan rate and has no usable time`,
        at: dataset.provenance.file ?? '',
      });
    }
    return rated;
  });
  const groups: Pair[][] = [];
  for (const pair of pairs.toSorted((a, b) => a.scanRate - b.scanRate)) {
    const group = groups.at(-1);
    if (group !== undefined && pair.scanRate <= group[0]!.scanRate * (1 + SAME_RATE)) group.push(pair);
    else groups.push([pair]);
  }
  const cycles = groups.map((group) => {
    const number = Math.min(wanted ?? DEFAULT_CYCLE, group.length);
    if (wanted !== undefined && number !== wanted) {
      findings.push({
        severity: 'warning',
        code: 'cycle-missing',
        message: `cycle ${wanted} was asked for; the record at ${group[0]!.scanRate} V/s has ${group.length}, the last is used`,
      });
    }
    return { ...group[number - 1]!, number, available: group.length };
  });
  return { cycles, findings };
}

interface Pair {
  readonly scanRate: number;
  readonly cathodic: Sweep;
  readonly anodic: Sweep;
}

function pairSweeps(dataset: Dataset, findings: Finding[]): readonly Pair[] {
  const sweeps = findSweeps(dataset).filter((sweep) => sweep.complete);
  const pairs: Pair[] = [];
  for (let i = 0; i + 1 < sweeps.length; i++) {
    const [first, second] = [sweeps[i]!, sweeps[i + 1]!];
    const sameRate = !(Math.abs(first.scanRate / second.scanRate - 1) > SAME_RATE);
    if (first.direction === second.direction || !sameRate) continue;
    const [cathodic, anodic] = first.direction === 'cathodic' ? [first, second] : [second, first];
    pairs.push({ scanRate: (first.scanRate + second.scanRate) / 2, cathodic, anodic });
    i++;
  }
  return pairs.map((pair) => ({ ...pair, scanRate: believedRate(pair.scanRate, dataset, findings) }));
}

/** The stated rate where the records agree with it or have no time; the records' rate otherwise. */
function believedRate(measured: number, dataset: Dataset, findings: Finding[]): number {
  const stated = dataset.meta['scanRate_V_s'];
  if (typeof stated !== 'number' || !(stated > 0)) return measured;
  if (!(Math.abs(measured / stated - 1) > AGREEMENT)) return stated;
  const code = 'scan-rate-differs';
  if (!findings.some((finding) => finding.code === code && finding.at === (dataset.provenance.file ?? ''))) {
    findings.push({
      severity: 'warning',
      code,
      message: `the file states ${stated} V/s, the records move at ${measured.toPrecision(4)} V/s: the records are believed`,
      at: dataset.provenance.file ?? '',
    });
  }
  return measured;
}
