import { type AnalysisResult, type Column, type Table, toJson } from '@anodelab/data';

/** An analysis as JSON text: numbers that are not finite become null, columns keep their order. */
export function encodeResult(result: AnalysisResult): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(toJson(result))}\n`);
}

/** The analysis in such text; a null in a column of numbers is NaN. */
export function decodeResult(bytes: Uint8Array): AnalysisResult {
  const plain = JSON.parse(new TextDecoder().decode(bytes)) as EncodedResult;
  const tables = Object.fromEntries(
    Object.entries(plain.tables).map(([name, table]) => [name, decodeTable(table)]),
  );
  const results = Object.fromEntries(
    Object.entries(plain.results).map(([name, result]) => [name, { ...result, value: result.value ?? NaN }]),
  );
  return { ...plain, results, tables };
}

interface EncodedColumn extends Omit<Column, 'values'> {
  readonly values: readonly (number | null)[] | readonly string[];
}

interface EncodedResult extends Omit<AnalysisResult, 'tables' | 'results'> {
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
