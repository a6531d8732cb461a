import { type Dataset, numbers } from '@anodelab/data';
import type { ProfileStep, Protocol, ProtocolStep } from '../protocol/protocol-step.ts';

const columns = {
  current: ['current_A'],
  power: ['power_W'],
  voltage: ['control_V', 'voltage_V', 'ewe_V'],
} as const;

/** The files that a protocol follows, each once. */
export function profileFiles(protocol: Protocol): readonly string[] {
  const names = protocol.flatMap((step): readonly string[] => {
    if (step.kind === 'repeat') return profileFiles(step.steps);
    return step.kind === 'profile' && step.file !== undefined && step.time_s.length === 0 ? [step.file] : [];
  });
  return [...new Set(names)];
}

/**
 * The protocol with the courses of its files filled in from what a reader found there.
 *
 * @throws {RangeError} for a file that was not given, or without a column of time and of the quantity
 */
export function withProfiles(protocol: Protocol, files: ReadonlyMap<string, Dataset>): Protocol {
  return protocol.map((step): ProtocolStep => {
    if (step.kind === 'repeat') return { ...step, steps: withProfiles(step.steps, files) };
    if (step.kind !== 'profile' || step.file === undefined || step.time_s.length > 0) return step;
    const dataset = files.get(step.file);
    if (dataset === undefined) throw new RangeError(`the profile ${step.file} was not read`);
    return { ...step, ...profileOf(dataset, step) };
  });
}

/** Time and course of a quantity in any dataset. */
function profileOf(
  dataset: Dataset,
  { quantity, file }: ProfileStep,
): Pick<ProfileStep, 'time_s' | 'values'> {
  const time = numbers(dataset, 'time_s');
  const name = columns[quantity].find((each) => numbers(dataset, each) !== undefined);
  if (time === undefined || name === undefined) {
    const found = dataset.columns.map((column) => column.name).join(', ');
    throw new RangeError(
      `profile ${file}: expected columns time_s and ${columns[quantity][0]}, found ${found}`,
    );
  }
  return { time_s: Array.from(time, (t) => t - time[0]!), values: [...numbers(dataset, name)!] };
}
