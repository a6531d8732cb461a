/** A whole file and the reader that it belongs to. */
export interface Seed {
  readonly name: string;
  readonly reader: string;
  readonly bytes: Uint8Array;
}
