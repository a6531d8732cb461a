import type { Scene } from '@anodelab/figures';
import type { Series } from '../series.ts';
import type { Study } from '../schema/study-schema.ts';

/** A raw file of a measured series. */
export interface RawFile {
  /** Relative to the study file. */
  readonly path: string;
  readonly sha256: string;
  bytes(): Promise<Uint8Array>;
}

/** One hash per part of the program: outputs made by other code are made again. */
export interface CodeStamps {
  readonly model: string;
  readonly analysis: string;
  readonly figures: string;
  readonly study: string;
}

/** What a plan is made of, besides the study: files, code, and what only some platforms can do. */
export interface RunContext {
  readonly study: Study;
  /** Text of the study file, which the output folder keeps. */
  readonly source: string;
  /** ISO day that the crate is published under. */
  readonly date: string;
  readonly stamps: CodeStamps;
  rawFiles(series: Series): readonly RawFile[];
  readonly renderers: {
    readonly png?: (svg: string, dpi: number) => Uint8Array;
    readonly pdf?: (scene: Scene) => Promise<Uint8Array>;
  };
}

export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** JSON for people and programs: indented, ending in a line feed. */
export function encodePretty(value: unknown): Uint8Array {
  return encodeText(`${JSON.stringify(value, null, 2)}\n`);
}
