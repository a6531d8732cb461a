import { zipSync } from 'fflate';
import { concat, f32, i32, text, u16, u32, u8 } from './bytes.ts';

/** An entry of the run info: ms, s, A s and J, as the test wants to read them. */
interface MadeEntry {
  readonly record: number;
  readonly stepCount: number;
  readonly stepMs: number;
  readonly intervalMs: number;
  readonly unix: number;
  readonly ms: number;
  readonly charge: number;
  readonly discharge: number;
  readonly chargeEnergy: number;
  readonly dischargeEnergy: number;
}

interface MadeStep {
  readonly cycle: number;
  readonly stepId: number;
  readonly type: number;
  readonly firstRecord: number;
}

export interface MadeNdax {
  readonly version: 11 | 14 | 16 | 17;
  /** V */
  readonly voltage: readonly number[];
  /** A */
  readonly current: readonly number[];
  readonly entries: readonly MadeEntry[];
  readonly steps: readonly MadeStep[];
  /** Further parts, or others in the place of these. */
  readonly parts?: Readonly<Record<string, Uint8Array>>;
}

/** Elements `Aux1`, `Aux2` ... of the test information. */
export function testInfoXml(aux: readonly string[] = []): Uint8Array {
  const list = aux.map((attributes, i) => `<Aux${i + 1} ${attributes} />`).join('');
  return text(
    `<?xml version="1.0" encoding="GB2312"?><root><config><TestInfo DevID="21" UnitID="0" ChlID="79" CurrRange="100" StepName="plan.xml" StartTime="2024-01-01 01:00:03" Barcode="A&amp;B" Remark="coated">${list}</TestInfo></config></root>`,
  );
}

/** Rest for 30 s, charge with 1 mA to 4.2 V, hold it to 0.1 mA. */
const STEP_XML = text(
  `<?xml version="1.0" encoding="GB2312"?><root><config><Head_Info><Creator Value="A. Nybody" /><SCQ Value="810" /></Head_Info><Step_Info Num="4">
<Step1 Step_ID="1" Step_Type="4"><Record><Main><Time Value="10000" /></Main></Record><Limit><Main><Time Value="30000" /></Main></Limit></Step1>
<Step2 Step_ID="2" Step_Type="1"><Limit><Main><Curr Value="1" /><Stop_Volt Value="42000" /></Main></Limit></Step2>
<Step3 Step_ID="3" Step_Type="3"><Limit><Main><Curr Value="1" /><Volt Value="42000" /><Stop_Curr Value="0.1" /></Main></Limit></Step3>
<Step4 Step_ID="4" Step_Type="6"></Step4></Step_Info></config></root>`,
);

/** A small `.ndax` archive, written from docs/formats/neware.md alone. For tests only. */
export function encodeNdax(file: MadeNdax): Uint8Array {
  return zipSync({ ...ndaxParts(file), ...file.parts });
}

/** The parts of the archive. */
export function ndaxParts({
  version,
  voltage,
  current,
  entries,
  steps,
}: MadeNdax): Record<string, Uint8Array> {
  const inHours = version === 14 || version === 17;
  const [perVolt, perAmpere] = inHours ? [1, 1] : [1e4, 1e3];
  const perCounter = inHours ? 1 / 3600 : 1000;
  const isLong = version >= 16;
  const runLength = { 11: 47, 14: 55, 16: 100, 17: 100 }[version];
  return {
    'VersionInfo.xml': text('<root><config><ZwjVersion SvrVer="server 8" /></config></root>'),
    'Step.xml': STEP_XML,
    'TestInfo.xml': testInfoXml(),
    'data.ndc': pages(
      1,
      version,
      voltage.map((volt, row) => concat([f32(volt * perVolt), f32((current[row] ?? 0) * perAmpere)])),
    ),
    'data_runInfo.ndc': pages(
      18,
      version,
      entries.map((entry) => {
        const counters = [entry.charge, entry.discharge, entry.chargeEnergy, entry.dischargeEnergy];
        const row = concat([
          u32(entry.stepMs),
          u8(0),
          ...counters.map((value) => f32(value * perCounter)),
          new Uint8Array(8),
          i32(entry.intervalMs),
          u32(entry.unix),
          u32(entry.stepCount),
          u32(entry.record),
          u16(entry.ms),
        ]);
        return concat([row, new Uint8Array(runLength - row.length)]);
      }),
    ),
    'data_step.ndc': pages(
      7,
      version,
      steps.map(({ cycle, stepId, type, firstRecord }) => {
        const start = [u32(cycle - 1), u32(stepId), new Uint8Array(16), u8(type), new Uint8Array(8)];
        return concat([...start, u32(firstRecord), new Uint8Array(isLong ? 63 : 0)]);
      }),
    ),
  };
}

/** A part: a page of header, then pages with a mask of used rows. */
export function pages(type: number, version: number, rows: readonly Uint8Array[]): Uint8Array {
  const length = rows[0]?.length ?? 1;
  const perPage = Math.floor((4096 - 132 - 1) / length);
  const head = new Uint8Array(4096);
  head[0] = type;
  head[2] = version;
  const parts = [head];
  for (let first = 0; first < rows.length; first += perPage) {
    const page = new Uint8Array(4096);
    rows.slice(first, first + perPage).forEach((row, i) => {
      page[4 + (i >> 3)] = (page[4 + (i >> 3)] ?? 0) | (1 << (i & 7));
      page.set(row, 132 + i * length);
    });
    parts.push(page);
  }
  return concat(parts);
}
