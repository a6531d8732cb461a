/** Red, green and blue of the 256 levels of a map, from dark to bright. Shape (256, 3). */
type ColorTable = Uint8Array;

/**
 * Stops of inferno at even distances (S. van der Walt and N. Smith, matplotlib 2015, CC0): lightness rises evenly, with
 * and without red-green vision. Between them colours are linear, within 5 of 255 of matplotlib's own table.
 */
const inferno = [
  '#000004',
  '#0a0722',
  '#1e0c45',
  '#380962',
  '#510e6c',
  '#69166e',
  '#801f6c',
  '#982766',
  '#b0315b',
  '#c63d4d',
  '#d94d3d',
  '#e9612b',
  '#f47918',
  '#fa9407',
  '#fcb014',
  '#f8cd37',
  '#f2ea69',
  '#fcffa4',
] as const;

/** Names of the maps that a raster may have besides one colour: grey for micrographs, inferno for quantities. */
export const colorMaps = ['grey', 'inferno'] as const;

/** The 256 colours of a map by name, or from black to one colour `#rrggbb`. */
export function colorTable(map: string): ColorTable {
  const stops = (
    map === 'grey' ? ['#000000', '#ffffff'] : map === 'inferno' ? inferno : ['#000000', map]
  ).map(channelsOf);
  const table = new Uint8Array(3 * 256);
  for (let level = 0; level < 256; level++) {
    const place = (level / 255) * (stops.length - 1);
    const index = Math.min(Math.floor(place), stops.length - 2);
    const [from, to] = [stops[index]!, stops[index + 1]!];
    for (let c = 0; c < 3; c++)
      table[3 * level + c] = Math.round(from[c]! + (place - index) * (to[c]! - from[c]!));
  }
  return table;
}

function channelsOf(color: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
