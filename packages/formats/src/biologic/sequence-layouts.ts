/**
 * One value of a packed sequence row, `label|kind`: the label of EC-Lab's text export and how it is stored
 * (f = f32, b = u8, i = u32, v = u8 up to EC-Lab 11.4x and u32 from 11.50 on).
 */
export type SequenceField = `${string}|${'f' | 'b' | 'i' | 'v'}`;

/** How the sequences of a technique are packed. */
export interface SequenceLayout {
  readonly techniques: readonly number[];
  /** Parameters per sequence, as the file counts them. */
  readonly parameters: number;
  readonly fields: readonly SequenceField[];
  /** Bytes after the fields whose meaning is not known. */
  readonly rest: number;
}

const range: readonly SequenceField[] = ['E range min (V)|f', 'E range max (V)|f'];
const fourRanges: readonly SequenceField[] = [
  'I Range|b',
  'I Range min|b',
  'I Range max|b',
  'I Range init|b',
];
const loop: readonly SequenceField[] = ["goto Ns'|i", 'nc cycles|i'];
const rest: readonly SequenceField[] = ['tR (h:m:s)|f', 'dER/dt (mV/h)|f', 'dER (mV)|f', 'dtR (s)|f'];
const rate: readonly SequenceField[] = ['dE/dt|f', 'dE/dt unit|b'];
const maxCharge: readonly SequenceField[] = ['dQM|f', 'unit dQM|b'];
const currentStep: readonly SequenceField[] = ['dI|f', 'unit dI|b'];

const cv: readonly SequenceField[] = [
  'Ei (V)|f',
  'vs.|v',
  ...rate,
  'E1 (V)|f',
  'vs.|v',
  'Step percent|b',
  'N|i',
  ...range,
  ...fourRanges,
  'Bandwidth|b',
  'E2 (V)|f',
  'vs.|v',
  'nc cycles|i',
  'Reverse Scan|v',
  'Ef (V)|f',
  'vs.|v',
];

const cva: readonly SequenceField[] = [
  'Ei (V)|f',
  'vs.|v',
  'ti (h:m:s)|f',
  'dti (s)|f',
  ...rate,
  'E1 (V)|f',
  'vs.|v',
  't1 (h:m:s)|f',
  'dt1 (s)|f',
  'Step percent|b',
  'N|i',
  ...range,
  ...fourRanges,
  'Bandwidth|b',
  'E2 (V)|f',
  'vs.|v',
  't2 (h:m:s)|f',
  'dt2 (s)|f',
  'nc cycles|i',
  'nr|i',
  'Reverse Scan|v',
  'Ef (V)|f',
  'vs.|v',
  'tf (h:m:s)|f',
  'dtf (s)|f',
];

const lsv: readonly SequenceField[] = [
  ...rest,
  ...rate,
  'Ei (V)|f',
  'vs.|v',
  'EL (V)|f',
  'vs.|v',
  'record|b',
  ...currentStep,
  'tI (s)|f',
  'step percent|b',
  'N|i',
  ...range,
  ...fourRanges,
  'Bandwidth|b',
];

const cp: readonly SequenceField[] = [
  'Is|f',
  'unit Is|b',
  'vs.|v',
  'ts (h:m:s)|f',
  'EM (V)|f',
  ...maxCharge,
  'record|b',
  'dEs (mV)|f',
  'dts (s)|f',
  ...range,
  'I Range|b',
  'Bandwidth|b',
  ...loop,
];

const ca: readonly SequenceField[] = [
  'Ei (V)|f',
  'vs.|v',
  'ti (h:m:s)|f',
  'Imax|f',
  'unit Imax|b',
  'Imin|f',
  'unit Imin|b',
  ...maxCharge,
  'record|b',
  ...currentStep,
  'dQ|f',
  'unit dQ|b',
  'dt (s)|f',
  'dta (s)|f',
  ...range,
  ...fourRanges,
  'Bandwidth|b',
  ...loop,
];

const gcplHead: readonly SequenceField[] = [
  'Set I/C|b',
  'Is|f',
  'unit Is|b',
  'vs.|v',
  'N|f',
  'I sign|v',
  't1 (h:m:s)|f',
  'I Range|b',
  'Bandwidth|b',
  'dE1 (mV)|f',
  'dt1 (s)|f',
  'EM (V)|f',
  'tM (h:m:s)|f',
  'Im|f',
  'unit Im|b',
  'dI/dt|f',
  'dunit dI/dt|b',
  ...range,
  'dq|f',
  'unit dq|b',
  'dtq (s)|f',
  ...maxCharge,
  'dxM|f',
];
const gcplTail: readonly SequenceField[] = [...rest, 'EL (V)|f', ...loop];

const sweep: readonly SequenceField[] = [
  'fi|f',
  'unit fi|b',
  'ff|f',
  'unit ff|b',
  'Nd|i',
  'Points|b',
  'spacing|b',
];

const peis: readonly SequenceField[] = [
  'Mode|b',
  'E (V)|f',
  'vs.|v',
  'tE (h:m:s)|f',
  'record|b',
  ...currentStep,
  'dt (s)|f',
  ...sweep,
  'Va (mV)|f',
  'pw|f',
  'Na|i',
  'corr|b',
];

const geis: readonly SequenceField[] = [
  'Mode|b',
  'Is|f',
  'unit Is|b',
  'vs.|v',
  'tIs (h:m:s)|f',
  'record|b',
  'dE (mV)|f',
  'dt (s)|f',
  ...sweep,
];

const zir: readonly SequenceField[] = [
  'E (V)|f',
  'vs.|b',
  'f|f',
  'unit f|b',
  'Va (mV)|f',
  'pw|f',
  'Na|i',
  ...range,
  'I Range|b',
  'Bandwidth|b',
  'comp. level (%)|b',
  'use results|b',
  'comp. mode|b',
];

/** Every known layout, all but GEIS checked against EC-Lab's exports (docs/formats/biologic.md). */
export const sequenceLayouts: readonly SequenceLayout[] = [
  { techniques: [0x06, 0x30], parameters: 21, fields: cv, rest: 0 },
  { techniques: [0x33], parameters: 30, fields: cva, rest: 0 },
  { techniques: [0x6c], parameters: 23, fields: lsv, rest: 0 },
  { techniques: [0x0b], parameters: 6, fields: [...rest, ...range], rest: 0 },
  {
    techniques: [0x0b],
    parameters: 7,
    fields: [...rest.slice(0, 2), 'record|b', ...rest.slice(2), ...range],
    rest: 0,
  },
  { techniques: [0x19], parameters: 16, fields: cp, rest: 0 },
  { techniques: [0x76], parameters: 20, fields: [...rest, ...cp], rest: 0 },
  { techniques: [0x18], parameters: 25, fields: ca, rest: 0 },
  { techniques: [0x75], parameters: 29, fields: [...rest, ...ca], rest: 0 },
  { techniques: [0x04, 0x77], parameters: 32, fields: [...gcplHead, ...gcplTail], rest: 0 },
  {
    techniques: [0x04, 0x77],
    parameters: 33,
    fields: [...gcplHead, 'delta SoC (%)|f', ...gcplTail],
    rest: 0,
  },
  { techniques: [0x1d], parameters: 52, fields: peis, rest: 66 },
  { techniques: [0x1e], parameters: 55, fields: geis, rest: 85 },
  { techniques: [0x32], parameters: 14, fields: zir, rest: 0 },
];

const fixedWidth = { f: 4, b: 1, i: 4 } as const;

/** Bytes of one row: `v` is one byte in the old layout and four in the new one. */
export function rowBytes(layout: SequenceLayout, wide: boolean): number {
  return layout.fields.reduce((sum, field) => sum + fieldBytes(field, wide), layout.rest);
}

/** Bytes of one field. */
export function fieldBytes(field: SequenceField, wide: boolean): number {
  const kind = fieldKind(field);
  if (kind === 'v') return wide ? 4 : 1;
  return fixedWidth[kind];
}

/** How a field is stored. */
export function fieldKind(field: SequenceField): 'f' | 'b' | 'i' | 'v' {
  const kind = field.at(-1);
  return kind === 'f' || kind === 'b' || kind === 'i' ? kind : 'v';
}

/** The label of a field, as EC-Lab prints it. */
export function fieldLabel(field: SequenceField): string {
  return field.slice(0, -2);
}
