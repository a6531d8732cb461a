import {
  type AnalysisResult,
  type Channel,
  type Column,
  type PackedPixels,
  packPixels,
  type Raster,
  type Table,
  toJson,
  unpackPixels,
} from '@anodelab/data';

/** An analysis as JSON text: numbers that are not finite become null, columns keep their order, pixels are packed. */
export function encodeResult({ rasters, ...result }: AnalysisResult): Uint8Array {
  const packed = rasters && mapValues(rasters, packRaster);
  return new TextEncoder().encode(`${JSON.stringify(toJson({ ...result, rasters: packed }))}\n`);
}

/** The analysis in such text; a null in a column of numbers is NaN. */
export function decodeResult(bytes: Uint8Array): AnalysisResult {
  const { rasters, ...plain } = JSON.parse(new TextDecoder().decode(bytes)) as EncodedResult;
  const results = mapValues(plain.results, (result) => ({ ...result, value: result.value ?? NaN }));
  return {
    ...plain,
    results,
    tables: mapValues(plain.tables, decodeTable),
    ...(rasters && { rasters: mapValues(rasters, unpackRaster) }),
  };
}

interface PackedRaster extends Omit<Raster, 'channels'> {
  readonly channels: readonly (Omit<Channel, 'values'> & { readonly values: PackedPixels })[];
}

function packRaster(raster: Raster): PackedRaster {
  const channels = raster.channels.map((channel) => ({ ...channel, values: packPixels(channel.values) }));
  return { ...raster, channels };
}

function unpackRaster({ width, height, channels, ...raster }: PackedRaster): Raster {
  const unpacked = channels.map((channel) => ({
    ...channel,
    values: unpackPixels(channel.values, width * height),
  }));
  return { ...raster, width, height, channels: unpacked };
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

interface EncodedColumn extends Omit<Column, 'values'> {
  readonly values: readonly (number | null)[] | readonly string[];
}

interface EncodedResult extends Omit<AnalysisResult, 'tables' | 'results' | 'rasters'> {
  readonly rasters?: Readonly<Record<string, PackedRaster>>;
  readonly tables: Readonly<Record<string, { readonly columns: readonly EncodedColumn[] }>>;
  readonly results: Readonly<
    Record<string, Omit<AnalysisResult['results'][string], 'value'> & { readonly value: number | null }>
  >;
}

function decodeTable({ columns }: EncodedResult['tables'][string]): Table {
  return {
    columns: columns.map((column) => ({
      ...column,
      values: isLabels(column.values)
        ? column.values
        : Float64Array.from(column.values, (value) => value ?? NaN),
    })),
  };
}

function isLabels(values: EncodedColumn['values']): values is readonly string[] {
  return values.length > 0 && values.every((value) => typeof value === 'string');
}
