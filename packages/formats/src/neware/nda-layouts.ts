/** Where the fields of a record of whole numbers stand; absent fields are absent in that layout. */
export interface RecordLayout {
  readonly length: number;
  readonly index: number;
  readonly cycle: number;
  /** Added to the stored cycle. */
  readonly cycleFrom: 0 | 1;
  readonly stepId: number;
  readonly stepIdBytes: 1 | 2;
  readonly stepType: number;
  /** Byte that changes with each step. */
  readonly stepCounter?: number;
  /** u64 ms, or u32 s. */
  readonly stepTime: number;
  readonly timeUnit: 'ms' | 's';
  readonly voltage: number;
  readonly current: number;
  /** i64 charge and discharge capacity, charge and discharge energy; or i64 capacity and energy without sign. */
  readonly counters: number;
  readonly counterKind: 'both' | 'unsigned';
  readonly date: number;
  readonly dateKind: 'fields' | 'unix';
  readonly range?: number;
}

/** A record of an `.nda` of BTS 4 to 7. */
export interface NdaLayout extends RecordLayout {
  /** First bytes of data records; others are auxiliary, marks of the cycler, or unknown. */
  readonly dataIds: readonly number[];
}

const LONG: Omit<NdaLayout, 'dateKind'> = {
  length: 86,
  dataIds: [0x55],
  index: 2,
  cycle: 6,
  cycleFrom: 1,
  stepId: 10,
  stepIdBytes: 2,
  stepType: 12,
  stepCounter: 13,
  stepTime: 14,
  timeUnit: 'ms',
  voltage: 22,
  current: 26,
  counters: 38,
  counterKind: 'both',
  date: 70,
  range: 78,
};

const SHORT: NdaLayout = {
  length: 59,
  dataIds: [0, 0x55],
  index: 1,
  cycle: 5,
  cycleFrom: 0,
  stepId: 9,
  stepIdBytes: 1,
  stepType: 10,
  stepTime: 11,
  timeUnit: 's',
  voltage: 15,
  current: 19,
  counters: 31,
  counterKind: 'unsigned',
  date: 47,
  dateKind: 'unix',
};

const MIDDLE: NdaLayout = {
  length: 69,
  dataIds: [0x55],
  index: 2,
  cycle: 6,
  cycleFrom: 1,
  stepId: 10,
  stepIdBytes: 2,
  stepType: 12,
  stepTime: 13,
  timeUnit: 'ms',
  voltage: 21,
  current: 25,
  counters: 37,
  counterKind: 'unsigned',
  date: 53,
  dateKind: 'unix',
  range: 61,
};

const unix: NdaLayout = { ...LONG, dateKind: 'unix' };
const fields: NdaLayout = { ...LONG, dateKind: 'fields' };
const padded: NdaLayout = { ...MIDDLE, length: 70 };

/** Layouts by the version of the file. */
export const NDA_LAYOUTS: ReadonlyMap<number, NdaLayout> = new Map([
  [5, { ...SHORT, cycleFrom: 1 }],
  [6, SHORT],
  [7, { ...SHORT, cycleFrom: 1 }],
  [8, SHORT],
  ...[11, 12, 13, 15, 18].map((version) => [version, MIDDLE] as const),
  ...[14, 16, 17, 20, 22, 23, 24].map((version) => [version, unix] as const),
  ...[25, 27].map((version) => [version, padded] as const),
  ...[26, 28, 29].map((version) => [version, fields] as const),
]);

/** Versions that a real file proved; the others are known from other readers only. */
export const SEEN_VERSIONS: ReadonlySet<number> = new Set([8, 22, 23, 26, 29, 129, 130]);

/** Records of `data.ndc` of version 5; those of version 2 have seven bytes more in front. */
const NDC_5: RecordLayout = {
  length: 87,
  index: 1,
  cycle: 5,
  cycleFrom: 1,
  stepId: 9,
  stepIdBytes: 1,
  stepType: 10,
  stepTime: 16,
  timeUnit: 'ms',
  voltage: 24,
  current: 28,
  counters: 36,
  counterKind: 'both',
  date: 68,
  dateKind: 'fields',
  range: 75,
};

/** Layouts of `data.ndc` with whole records, by the version of the part. */
export const NDC_LAYOUTS: ReadonlyMap<number, RecordLayout> = new Map([
  [
    2,
    {
      ...NDC_5,
      length: 94,
      index: 8,
      cycle: 12,
      stepId: 16,
      stepType: 17,
      stepTime: 23,
      voltage: 31,
      current: 35,
      counters: 43,
      date: 75,
      range: 82,
    },
  ],
  [5, NDC_5],
]);
