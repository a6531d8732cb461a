import { type Dataset, type Finding, findColumn, type ModelBasis } from '@anodelab/data';
import type { CyclingOptions, WorkingElectrode } from './cycling-options.ts';
import { hasRecords } from './records.ts';

/** What `analyseCycling` was given, sorted by kind. */
export interface CyclingInput {
  /** Parts of one test, in order. */
  readonly records: readonly Dataset[];
  /** The vendor's own table of cycles. */
  readonly vendorTable: Dataset | undefined;
  /** kg, or undefined. */
  readonly mass: number | undefined;
  readonly workingElectrode: WorkingElectrode | undefined;
  /** SHA-256 of the files, or their names. */
  readonly inputs: readonly string[];
  readonly model: ModelBasis | undefined;
  readonly findings: readonly Finding[];
}

/**
 * The datasets of one channel by kind, with the mass and electrode that hold for them.
 *
 * @throws {RangeError} when they hold several channels and the options name none, or nothing that can be analysed
 */
export function sortInput(datasets: readonly Dataset[], options: CyclingOptions): CyclingInput {
  const chosen = oneChannel(datasets, options.channel);
  const records = chosen.filter(hasRecords);
  const vendorTable = chosen.find((dataset) => dataset.technique === 'cycle-table');
  const hasCapacities = vendorTable !== undefined && findColumn(vendorTable, 'qChg_C') !== undefined;
  if (records.length === 0 && !hasCapacities) {
    const found = datasets.map((dataset) => dataset.technique).join(', ') || 'none';
    throw new RangeError(
      `cycling needs a dataset with time_s, current_A and voltage_V, or a vendor's cycle table; found ${found}`,
    );
  }
  const used = [...records, ...(vendorTable === undefined ? [] : [vendorTable])];
  const masses = new Set(used.map((dataset) => positive(dataset.meta['activeMass_kg'])).filter(isDefined));
  const model = used.find((dataset) => dataset.provenance.model !== undefined)?.provenance.model;
  return {
    records,
    vendorTable,
    mass: positive(options.mass_kg) ?? [...masses][0],
    workingElectrode:
      options.workingElectrode ??
      used.map((dataset) => electrode(dataset)).find((value) => value !== undefined),
    inputs: [
      ...new Set(used.map(({ provenance }) => provenance.sha256 ?? provenance.file ?? provenance.reader)),
    ],
    model,
    findings: massFindings(options.mass_kg, [...masses]),
  };
}

function oneChannel(datasets: readonly Dataset[], channel: number | string | undefined): readonly Dataset[] {
  if (channel !== undefined) {
    return datasets.filter((dataset) =>
      [channel, String(channel), Number(channel)].some((name) => name === dataset.meta['channel']),
    );
  }
  const channels = new Set(
    datasets.map((dataset) => dataset.meta['channel'] ?? null).filter((value) => value !== null),
  );
  if (channels.size > 1) {
    throw new RangeError(
      `the data hold channels ${[...channels].map(String).join(', ')}; choose one with \`channel\``,
    );
  }
  return datasets;
}

function massFindings(given: number | undefined, stated: readonly number[]): readonly Finding[] {
  if (given !== undefined && stated.some((mass) => mass !== given)) {
    return [
      {
        severity: 'info',
        code: 'replaced-by-user',
        message: `mass ${stated.join(', ')} kg of the data replaced by the given ${given} kg`,
        at: 'activeMass_kg',
      },
    ];
  }
  if (given === undefined && stated.length > 1) {
    return [
      {
        severity: 'warning',
        code: 'masses-differ',
        message: `the parts state masses ${stated.join(', ')} kg; the first is used`,
        at: 'activeMass_kg',
      },
    ];
  }
  return [];
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value : undefined;
}

function electrode(dataset: Dataset): WorkingElectrode | undefined {
  const value = dataset.meta['workingElectrode'];
  return value === 'anode' || value === 'cathode' || value === 'full' ? value : undefined;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}
