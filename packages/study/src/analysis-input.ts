import { type Dataset, experimentParts, type Finding, joinExperiment, splitMixed } from '@anodelab/data';

/**
 * The datasets of one sample as an analysis wants them: linked files of one experiment in order of time, tables that hold
 * spectra among other records taken apart, the curves of one voltammogram as one table.
 */
export function analysisInput(technique: string, datasets: readonly Dataset[]): readonly Dataset[] {
  if (technique === 'cycling' || technique === 'rate') return cyclingParts(datasets);
  if (technique === 'eis') return spectra(datasets);
  if (technique === 'cv') return joinedCurves(datasets);
  if (technique === 'diffusivity') return pulsedParts(datasets);
  return datasets;
}

/** Pulses and rests of linked files as one record, spectra and voltammograms apart. */
function pulsedParts(datasets: readonly Dataset[]): readonly Dataset[] {
  const parts = datasets.flatMap((dataset) =>
    dataset.technique === 'mixed' ? splitMixed(dataset) : [dataset],
  );
  const isApart = ({ technique }: Dataset) => technique === 'eis' || technique === 'cv';
  const pulsed = parts.filter((part) => !isApart(part));
  return [...(pulsed.length > 0 ? cyclingParts(pulsed) : []), ...parts.filter(isApart)];
}

function cyclingParts(datasets: readonly Dataset[]): readonly Dataset[] {
  const split = datasets.flatMap((dataset) =>
    dataset.technique === 'mixed' ? splitMixed(dataset).slice(0, 1) : [dataset],
  );
  const tables = split.filter(({ technique }) => technique === 'cycle-table');
  const records = split.filter((dataset) => !tables.includes(dataset));
  const files = new Set(records.map(({ provenance }) => provenance.file));
  const isLinked =
    files.size === records.length && records.every(({ meta }) => typeof meta['startLocal'] === 'string');
  if (!isLinked) return [...records, ...tables];
  const parts = experimentParts(records);
  return [...(parts.length > records.length ? withoutCounters(parts) : parts), ...tables];
}

/** Charges and energies that are counted through a step, a half cycle, a cycle or the test. */
const COUNTER = /^[qe](Step|Half|Cycle|Test|Net)/;

/** Techniques that were run in turns each count their own charge: no counter runs through all of them. */
function withoutCounters(parts: readonly Dataset[]): readonly Dataset[] {
  const told: Finding = {
    severity: 'info',
    code: 'counters-apart',
    message:
      'the techniques were run in turns and each counts its own charge: charge is the integral of the current',
  };
  return parts.map((part, k) => ({
    ...part,
    columns: part.columns.filter(({ name }) => !COUNTER.test(name)),
    findings: k === 0 ? [...part.findings, told] : part.findings,
  }));
}

function spectra(datasets: readonly Dataset[]): readonly Dataset[] {
  return datasets.flatMap((dataset) => {
    const parts = splitMixed(dataset).filter(({ technique }) => technique === 'eis');
    return parts.length > 0 ? parts : [dataset];
  });
}

/** Curves of one file, which their maker keeps in tables of their own, follow each other. */
function joinedCurves(datasets: readonly Dataset[]): readonly Dataset[] {
  const byFile = Map.groupBy(datasets, ({ provenance }) => provenance.file ?? '');
  return [...byFile.values()].flatMap((curves) => {
    const isOne = curves.length > 1 && curves.every(({ meta }) => typeof meta['table'] === 'string');
    if (!isOne) return curves;
    const findings = distinct(curves.flatMap((curve) => curve.findings));
    return [{ ...joinExperiment(curves), provenance: curves[0]!.provenance, findings }];
  });
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
