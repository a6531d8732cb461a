/** One data record as the cycler measures it, in counts. */
interface MadePoint {
  /** Time word. */
  readonly tick: number;
  readonly volts: number;
  /** Unsigned; the step gives the sign. */
  readonly amps: number;
}

export interface MadeStep {
  readonly mode: 'rest' | 'charge' | 'discharge';
  /** Unix seconds of its start. */
  readonly clock: number;
  readonly points: readonly MadePoint[];
  /** Index of a point before which the test was paused. */
  readonly pausedAt?: number;
}

export interface MadeCex {
  readonly layout: 'counter' | 'float' | '00010100' | '02010100' | '07000400' | '01000400' | '05000400';
  /** s of a time word. */
  readonly tick: number;
  readonly steps: readonly MadeStep[];
  readonly voltageRange?: number;
  readonly currentRange?: number;
  readonly massGram?: number;
  /** 0: a cycle opens with charge; 1: with discharge. */
  readonly rule?: number;
  /** Adds a step plan of three rows. */
  readonly hasPlan?: boolean;
}

/** A capacity and an energy word, as they stand at the end of a record. */
interface Counters {
  /** Counts times seconds. */
  charge: number;
  energy: number;
}

const COUNTS = 16128;
const FLAGS = 0xffffcccc;
const MODES = { rest: 0x70, charge: 0x76, discharge: 0x75 };

/**
 * A small `.cex` file, written from docs/formats/land.md alone: counters are the trapezoid of the current and of the
 * power, held in rests and zero at each change of direction. For tests only.
 */
export function encodeCex(file: MadeCex): Uint8Array {
  const code = file.layout === 'counter' ? '02010100' : file.layout === 'float' ? '07000400' : file.layout;
  const isCounter = code.endsWith('0100');
  const voltageRange = file.voltageRange ?? 5;
  const currentRange = file.currentRange ?? 5;
  const start = file.steps[0]?.clock ?? 0;
  const parts = [header(file, code, voltageRange, currentRange, start)];
  if (file.hasPlan === true) parts.push(...block(0x13, plan()));
  parts.push(control(0x88, 0, 0, 0));

  const counters: Counters = { charge: 0, energy: 0 };
  let direction: MadeStep['mode'] | undefined;
  let cycle = 0;
  file.steps.forEach((step, index) => {
    if (step.mode !== 'rest' && step.mode !== direction) {
      direction = step.mode;
      const opens = file.rule === 1 ? 'discharge' : 'charge';
      if (cycle === 0 || direction === opens) cycle++;
      counters.charge = 0;
      counters.energy = 0;
      parts.push(control(0x44, 0, direction === 'discharge' ? 1 : 0, isCounter ? 0 : cycle * 65536));
    }
    parts.push(control(0x22, index + 1, MODES[step.mode], step.clock));
    step.points.forEach((point, i) => {
      if (step.pausedAt === i) parts.push(...pause(step.clock));
      const before = step.points[i - 1];
      if (before !== undefined && step.mode !== 'rest' && point.tick > before.tick)
        add(counters, before, point, file.tick);
      parts.push(record(point, step.mode, counters, isCounter, voltageRange, currentRange));
    });
  });
  return join(parts);
}

function add(counters: Counters, before: MadePoint, point: MadePoint, tick: number): void {
  const seconds = (point.tick - before.tick) * tick;
  counters.charge += (seconds * (before.amps + point.amps)) / 2;
  counters.energy += (seconds * (before.amps * before.volts + point.amps * point.volts)) / 2;
}

function record(
  { tick, volts, amps }: MadePoint,
  mode: MadeStep['mode'],
  { charge, energy }: Counters,
  isCounter: boolean,
  voltageRange: number,
  currentRange: number,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint32(0, tick, true);
  view.setInt16(4, volts, true);
  view.setInt16(6, mode === 'rest' ? 0 : mode === 'charge' ? amps : -amps, true);
  const ampHours = currentRange / COUNTS / 3600 / 1000;
  if (isCounter) view.setUint32(8, Math.round(charge), true);
  else view.setFloat32(8, charge * ampHours, true);
  view.setFloat32(12, isCounter ? energy : energy * ampHours * (voltageRange / COUNTS), true);
  return new Uint8Array(view.buffer);
}

/** The five events of a pause. */
function pause(clock: number): Uint8Array[] {
  return [0x803, 0x203, 0x1008, 0x11012, 0x0d06100e].map((event, i) => control(0x33, 0, event, clock + i));
}

function header(
  file: MadeCex,
  code: string,
  voltageRange: number,
  currentRange: number,
  start: number,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(64));
  const bytes = new Uint8Array(view.buffer);
  bytes.set([0x10, 0x11, 0x09, 0x88]);
  bytes.set(
    Array.from({ length: 4 }, (_, i) => Number.parseInt(code.slice(2 * i, 2 * i + 2), 16)),
    4,
  );
  bytes.set([2, 6], 8);
  view.setInt32(16, start, true);
  const flags = code === '07000400' ? [0xe000, 0xc000] : [0, 0];
  view.setUint16(24, voltageRange | (flags[0] ?? 0), true);
  view.setUint16(26, currentRange | (flags[1] ?? 0), true);
  view.setFloat32(28, file.massGram ?? 0, true);
  bytes[32] = file.rule ?? 0;
  bytes.set(ascii('5.10'), 36);
  return bytes;
}

/** Rest for an hour, charge until 1 V, 50 times. */
function plan(): Uint8Array {
  const bytes = new Uint8Array(208 + 3 * 32);
  const view = new DataView(bytes.buffer);
  bytes.set([0x22, 0x11, 0x09, 0x88, 0x37]);
  bytes.set(ascii('silicon'), 80);
  bytes.set([0xb5, 0xe7, 0xb3, 0xd8, 0xb9, 0xe8, 0xcc, 0xbc], 96); // four characters in GBK
  bytes.set([0xff, 0x7f, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f], 168);
  const rows = [
    { mode: 0x70, goto: 255, type: 1, sign: 1, value: 3600 },
    { mode: 0x03, goto: 255, type: 2, sign: 1, value: 3226 },
    { mode: 0x71, goto: 254, type: 6, sign: 1, value: 50 },
  ];
  rows.forEach((row, i) => {
    const at = 208 + 32 * i;
    view.setUint32(at, row.mode, true);
    bytes.set([row.goto, i, row.type, row.sign], at + 6);
    view.setUint16(at + 12, row.value, true);
    view.setUint16(at + 24, 60, true);
  });
  return bytes;
}

function block(kind: number, content: Uint8Array): Uint8Array[] {
  return [
    words(0xffffaaaa, kind + content.length * 65536, 7, 9),
    content,
    words(0xffffbbbb, kind + content.length * 65536, 7, 9),
  ];
}

function control(kind: number, code: number, second: number, third: number): Uint8Array {
  return words(FLAGS, kind + code * 65536, second, third);
}

function words(...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  values.forEach((value, i) => view.setUint32(4 * i, value, true));
  return new Uint8Array(view.buffer);
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
