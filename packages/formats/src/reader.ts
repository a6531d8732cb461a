import type { Dataset, Provenance } from '@anodelab/data';

/** What the user knows about the cell and the file may not say. A given value replaces the file's, with a finding. */
export interface ReadOptions {
  /** Mass that specific capacities and currents are divided by, kg. */
  readonly activeMass_kg?: number;
  /** Which electrode is the working one: decides whether charge is delithiation. */
  readonly workingElectrode?: 'anode' | 'cathode' | 'full';
}

/** One file format. */
export interface Reader {
  /** Stable id, which is also `format` of `inspect` and `provenance.reader`: `biologic-mpr`. */
  readonly id: string;
  /** For people: `Bio-Logic EC-Lab .mpr`. */
  readonly label: string;
  /**
   * True when the content is of this format, whatever the file is called. Never throws.
   *
   * @param head - the first 64 KiB
   * @param bytes - the whole file, for containers whose table of contents is at the end
   */
  sniff(head: Uint8Array, bytes: Uint8Array): boolean | Promise<boolean>;
  /**
   * Every table of the file. Provenance is made by `provenanceOf`; `readFile` adds the hash and applies the options
   * that every format shares.
   *
   * @throws {FormatError} when nothing can be trusted
   */
  read(
    bytes: Uint8Array,
    name: string,
    options: ReadOptions,
  ): readonly Dataset[] | Promise<readonly Dataset[]>;
}

/** Version written into the provenance of every dataset; raised when any reader's numbers change. */
const READER_VERSION = '0.1.0';

/** The provenance of a dataset read from a file, still without its hash. */
export function provenanceOf(
  reader: string,
  name: string,
  bytes: Uint8Array,
  instrument: string | null,
): Provenance {
  return { file: name, sha256: null, bytes: bytes.length, reader, version: READER_VERSION, instrument };
}
