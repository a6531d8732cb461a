import { gzipSync, strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { arbinWorkbook } from '../arbin/arbin-workbook.ts';
import { workbookBytes } from '../land/testing/made-sheets.ts';
import { readFile } from '../read-file.ts';

/** First header cells of a sheet, by the maker whose workbook it is. */
const HEADERS = {
  LAND: ['Record', 'TestTime/Sec.', 'StepTime/Sec.', 'Current/mA', 'Capacity/mAh', 'Voltage/V'],
  Arbin: [
    'Data_Point',
    'Test_Time(s)',
    'Step_Time(s)',
    'Step_Index',
    'Cycle_Index',
    'Current(A)',
    'Voltage(V)',
  ],
  Maccor: [
    'Rec#',
    'Cyc#',
    'Step',
    'TestTime',
    'StepTime',
    'Amp-hr',
    'Watt-hr',
    'Amps',
    'Volts',
    'State',
    'ES',
  ],
  Neware: [
    'DataPoint',
    'Cycle Index',
    'Step Index',
    'Step Type',
    'Time',
    'Total Time',
    'Current(A)',
    'Voltage(V)',
  ],
};

/** Parts of a workbook with that header and one row. */
function partsOf(maker: keyof typeof HEADERS): Record<string, Uint8Array> {
  const header = HEADERS[maker];
  const sheet = maker === 'Arbin' ? 'Channel_1' : maker === 'Neware' ? 'record' : 'Record-Tab';
  return unzipSync(workbookBytes({ [sheet]: [header, header.map((_, i) => i + 1)] }));
}

const SHEET = 'xl/worksheets/sheet1.xml';

/** A sheet that goes on with blanks: 100 MiB that pack to 100 kB. */
function swollen(sheet: Uint8Array): Uint8Array {
  const end = strFromU8(sheet).lastIndexOf('</sheetData>');
  const large = new Uint8Array(sheet.length + (100 << 20)).fill(0x20);
  large.set(sheet.subarray(0, end));
  large.set(sheet.subarray(end), large.length - (sheet.length - end));
  return large;
}

test.each(Object.keys(HEADERS) as (keyof typeof HEADERS)[])(
  'a workbook of %s with a sheet that swells a thousand times is refused before it is unpacked',
  async (maker) => {
    const parts = partsOf(maker);
    const sheet = parts[SHEET] ?? new Uint8Array();
    const bomb = zipSync({ ...parts, [SHEET]: swollen(sheet) }, { level: 6 });
    expect(bomb.length).toBeLessThan(1 << 20);
    const before = process.memoryUsage().arrayBuffers;
    await expect(readFile(bomb, 'bomb.xlsx')).rejects.toThrow(/expected parts of at most/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
  },
);

test('entities that a sheet declares are not unfolded', async () => {
  const parts = partsOf('LAND');
  const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  const declared = `<!DOCTYPE l [<!ENTITY l0 "ha">${laughs.join('')}]>`;
  for (const [name, bytes] of Object.entries(parts)) {
    if (!name.endsWith('.xml')) continue;
    const text = strFromU8(bytes).replace(/\?>/, `?>${declared}`).replaceAll('>Record<', '>&l9;<');
    parts[name] = strToU8(text);
  }
  const read = readFile(zipSync(parts), 'laughs.xlsx').then(
    (datasets) => JSON.stringify(datasets.map(({ columns }) => columns.map(({ header }) => header))),
    (error: unknown) => String(error),
  );
  expect((await read).length).toBeLessThan(10_000);
});

test('a gzip file that swells a thousand times is refused while it is unpacked', async () => {
  const bomb = gzipSync(new Uint8Array(100 << 20));
  await expect(readFile(bomb, 'bomb.csv.gz')).rejects.toThrow(/unpacks to more than/);
});

test('what begins nearly like a zip is refused, not unpacked by guess', async () => {
  const bytes = zipSync(partsOf('Arbin'));
  bytes[2] = 0x83;
  await expect(arbinWorkbook.read(bytes, 'damaged.xlsx', {})).rejects.toThrow(
    /expected a workbook \(zip or OLE container\), found neither/,
  );
});
