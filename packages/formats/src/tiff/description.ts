import type { Technique } from '@anodelab/data';

/**
 * What the first page's ImageDescription of our own files says in JSON: facts that baseline TIFF has no tags for. Other
 * programs show it as text.
 */
export interface TiffDescription {
  readonly anodelab: 'image';
  readonly technique: Technique;
  /** Exact; the resolution tags hold it as a fraction of two 32-bit numbers. */
  readonly pixelSize_m: number | null;
  readonly channels: readonly { readonly name: string; readonly unit: string | null }[];
  /** Level and hash of the model, where the picture is modelled. */
  readonly model?: { readonly level: string; readonly gradeD: number; readonly hash: string };
}

const techniques: readonly Technique[] = ['sem', 'stem', 'eds', 'image'];

/** The description in a text, or undefined where it is anybody else's. */
export function parseDescription(text: string): TiffDescription | undefined {
  if (!text.startsWith('{"anodelab":"image"')) return undefined;
  try {
    const found = JSON.parse(text) as Partial<TiffDescription>;
    const { technique, pixelSize_m, channels } = found;
    const known = techniques.find((one) => one === technique);
    const size = pixelSize_m === null || (typeof pixelSize_m === 'number' && pixelSize_m > 0);
    if (known === undefined || !size || !Array.isArray(channels)) return undefined;
    return found as TiffDescription;
  } catch {
    return undefined;
  }
}
