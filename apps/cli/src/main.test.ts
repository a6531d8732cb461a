import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dataset } from '@anodelab/data';
import { writeTiff } from '@anodelab/formats';
import { afterAll, describe, expect, test } from 'vitest';

const program = fileURLToPath(new URL('main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'anodelab-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function anodelab(...args: string[]) {
  const run = spawnSync(process.execPath, ['--conditions=@anodelab/source', program, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

/** One cycle at 1 mA: an hour of discharge from 1 V to 0 V, an hour of charge, a rest that shows that the charge is over. */
const rows = Array.from({ length: 201 }, (_, i) => {
  const charging = i > 100;
  const share = (charging ? i - 101 : i) / (charging ? 99 : 100);
  const time = charging ? 3700 + 3600 * share : 3600 * share;
  return `${time},${charging ? share : 1 - share},${charging ? 0.001 : -0.001}`;
});
rows.push('7400,0.95,0');
const cell = join(folder, 'cell.bdf.csv');
writeFileSync(cell, ['Test Time / s,Voltage / V,Current / A', ...rows, ''].join('\n'));
writeFileSync(join(folder, 'prose.txt'), 'not a measurement\n');

describe('inspect', () => {
  test('--json prints an array of entries and nothing else', () => {
    const { code, out } = anodelab('inspect', '--json', cell);
    expect(code).toBe(0);
    const [entry] = JSON.parse(out);
    expect(Object.keys(entry).sort()).toEqual(
      ['columns', 'cycles', 'file', 'findings', 'format', 'instrument', 'meta', 'rows', 'technique'].sort(),
    );
    expect(entry).toMatchObject({ file: cell, format: 'bdf', rows: 202, cycles: null });
    expect(entry.columns[1]).toEqual({
      name: 'voltage_V',
      unit: 'V',
      header: 'Voltage / V',
      origin: 'measured',
      count: 202,
      finite: 202,
      first: 1,
      last: 0.95,
      min: 0,
      max: 1,
    });
  });

  test('a file that cannot be read does not keep the others from being read', () => {
    const { code, out, err } = anodelab('inspect', '--json', 'prose.txt', 'missing.mpr', cell);
    expect(code).toBe(1);
    const entries = JSON.parse(out);
    expect(entries.map((entry: { error?: { kind: string } }) => entry.error?.kind)).toEqual([
      'FormatError',
      'Error',
      undefined,
    ]);
    expect(err.trim().split('\n')).toHaveLength(2);
  });

  test('--strict exits 3 when a file carries warnings', () => {
    const unitless = join(folder, 'unitless.csv');
    writeFileSync(unitless, `time,voltage,current\n${rows.join('\n')}\n`);
    expect(anodelab('inspect', unitless).code).toBe(0);
    expect(anodelab('inspect', '--strict', unitless).code).toBe(3);
  });
});

test('analyse gives capacities that equal current times time, and draws', () => {
  const { code, out } = anodelab(
    'analyse',
    'cycling',
    cell,
    '--json',
    '--electrode',
    'anode',
    '--set',
    'smoothing=2 mV',
    '--figure',
    'cell.svg',
  );
  expect(code).toBe(0);
  const { results, findings, figures } = JSON.parse(out);
  expect(results.tables.cycles[0].qDis_C).toBeCloseTo(3.6, 6);
  expect(results.firstEfficiency.value).toBeCloseTo(100, 6);
  expect(Array.isArray(findings)).toBe(true);
  expect(figures).toEqual(['cell.svg']);
  expect(readFileSync(join(folder, 'cell.svg'), 'utf8')).toContain('width="85mm"');
});

test('analyse eis takes several files as a series, fits one circuit to all and draws them', () => {
  const arc = (resistance: number): string => {
    const lines = Array.from({ length: 41 }, (_, i) => {
      const frequency = 10 ** (4 - i / 8);
      const x = 2 * Math.PI * frequency * resistance * 1e-4;
      const [re, im] = [5 + resistance / (1 + x * x), (-resistance * x) / (1 + x * x)];
      return `${frequency},${re},${im}`;
    });
    return ['freq / Hz,zRe / Ohm,zIm / Ohm', ...lines, ''].join('\n');
  };
  const files = [20, 30, 45].map((resistance, k) => {
    writeFileSync(join(folder, `eis${k}.csv`), arc(resistance));
    return `eis${k}.csv`;
  });
  const figures = ['--figure', 'series.svg', '--draw', 'nyquist-series'];
  const { code, out, err } = anodelab('analyse', 'eis', ...files, '--json', ...figures);
  expect(err).toBe('');
  expect(code).toBe(0);
  const { results } = JSON.parse(out);
  const series: { R1: number; file: string }[] = results.tables.series;
  [20, 30, 45].forEach((resistance, k) => expect(series[k]!.R1).toBeCloseTo(resistance, 3));
  expect(series.map(({ file }) => file)).toEqual(files);
  expect(readFileSync(join(folder, 'series.svg'), 'utf8')).toContain('Nyquist plots over cycles');
});

describe('figure', () => {
  test('draws a picture with its scale bar, and a record as its own technique is drawn', () => {
    const channels = ['SE', 'mask'].map(
      (name) => ({ name, unit: null, origin: 'measured', values: new Uint8Array(64).fill(90) }) as const,
    );
    const picture: Dataset = {
      technique: 'sem',
      columns: [],
      meta: {},
      provenance: { file: null, sha256: null, bytes: null, reader: '', version: '1', instrument: null },
      findings: [],
      raster: { width: 8, height: 8, pixelSize_m: 5e-8, channels },
    };
    writeFileSync(join(folder, 'picture.tif'), writeTiff(picture));
    const { code, out } = anodelab('figure', 'picture.tif', '-o', 'picture.svg', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out).results.fieldWidth.value).toBeCloseTo(4e-7, 15);
    const svg = readFileSync(join(folder, 'picture.svg'), 'utf8');
    expect(svg).toContain('>100 nm<');
    expect(svg.match(/data:image\/png;base64,/g)).toHaveLength(1);
    expect(anodelab('figure', 'picture.tif', '-o', 'all.svg', '--draw', 'channels').code).toBe(0);
    expect(readFileSync(join(folder, 'all.svg'), 'utf8').match(/data:image/g)).toHaveLength(2);
    expect(anodelab('figure', cell, '-o', 'record.svg').code).toBe(0);
    expect(readFileSync(join(folder, 'record.svg'), 'utf8')).toContain('coulombic efficiency');
  });

  test('says which figures there are, and that a file without data has none', () => {
    const { code, err } = anodelab('figure', 'picture.tif', '-o', 'x.svg', '--draw', 'nyquist');
    expect(code).toBe(2);
    expect(err).toContain('--draw: expected micrographs, channels; found nyquist');
    expect(anodelab('figure', 'prose.txt', '-o', 'x.svg').code).toBe(1);
    expect(existsSync(join(folder, 'x.svg'))).toBe(false);
  });
});

test('convert writes a file that reads back with the same numbers, and leaves no unfinished one', () => {
  for (const format of ['bdf-csv', 'bdf-parquet', 'csv', 'json']) {
    expect(anodelab('convert', cell, '--to', format, '-o', `out.${format}`).code).toBe(0);
  }
  const [entry] = JSON.parse(anodelab('inspect', '--json', 'out.bdf-parquet').out);
  expect(entry.columns.map((column: { last: number }) => column.last)).toEqual([7400, 0.95, 0]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('convert joins the linked files of one experiment in order of time', () => {
  const part = (technique: string, start: string, ...rows: string[]) =>
    [
      'EC-Lab ASCII FILE',
      'Nb header lines : 6',
      technique,
      `Acquisition started on : ${start}`,
      '',
      'time/s\tEwe/V\t',
      ...rows,
      '',
    ].join('\r\n');
  const start = '01/10/2024 11:00:00.000';
  writeFileSync(join(folder, 'a_02_CP_C01.mpt'), part('Chronopotentiometry', start, '2.5\t3.3', '3.0\t3.4'));
  writeFileSync(
    join(folder, 'a_01_OCV_C01.mpt'),
    part('Open Circuit Voltage', start, '0.0\t3.1', '1.0\t3.2'),
  );
  const files = ['a_02_CP_C01.mpt', 'a_01_OCV_C01.mpt'];
  expect(anodelab('convert', ...files, '--to', 'csv', '-o', 'joined.csv').code).toBe(0);
  const [header, ...rows] = readFileSync(join(folder, 'joined.csv'), 'utf8').trim().split('\n');
  expect(header).toBe('time_s,voltage_V,part / 1,technique');
  expect(rows).toEqual(['0,3.1,1,ocv', '1,3.2,1,ocv', '2.5,3.3,2,cp', '3,3.4,2,cp']);
});

test('inspect shows the settings of a file that holds nothing else', () => {
  const line = (label: string, ...values: string[]) =>
    [label, ...values].map((text) => text.padEnd(20)).join('');
  const lines = ['EC-LAB SETTING FILE', '', 'Number of linked techniques : 1', '', 'Device : SP-300', ''];
  const technique = [
    'Technique : 1',
    'Cyclic Voltammetry',
    line('dE/dt', '20.000'),
    line('dE/dt unit', 'mV/s'),
    '',
  ];
  writeFileSync(join(folder, 'a.mps'), [...lines, ...technique].join('\r\n'));
  const { code, out } = anodelab('inspect', 'a.mps');
  expect(code).toBe(0);
  expect(out).toContain('techniques.1.sequences.1.scanRate_V_s: 0.02');
});

describe('mistakes end in one line and exit code 2', () => {
  test.each([
    [
      ['analyse', 'colour', cell],
      'expected cycling, cv, eis, drt, diffusivity, xrd, raman, tg, sem, stem, electrode-surface, image, eds, kramers-kronig; found colour',
    ],
    [['analyse', 'cycling', cell, '--set', 'smothing=1 mV'], 'did you mean "smoothing"'],
    [['analyse', 'cycling', cell, '--mass', '3 V'], 'expected mass'],
    [['analyse', 'cycling', cell, '--figure', 'a.gif'], '.svg, .png or .pdf'],
    [
      ['convert', cell, '--to', 'xls', '-o', 'x'],
      'expected bdf-csv, bdf-parquet, csv, json, mpt, land-xlsx; found xls',
    ],
    [['convert', cell, '--to', 'csv', '-o', 'x', '--table', '7'], 'expected 1 to 1, found 7'],
    [['bogus'], "unknown command 'bogus'"],
  ])('%j', (args, message) => {
    const { code, out, err } = anodelab(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

test.each(['inspect', 'convert', 'analyse', 'figure', 'simulate', 'init', 'run', 'claims', 'audit', 'serve'])(
  '%s --help shows an example',
  (command) => {
    const { code, out } = anodelab(command, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`$ anodelab ${command}`);
  },
);

describe('bpx', () => {
  const electrode = {
    'Thickness [m]': 50e-6,
    'Minimum stoichiometry': 0.1,
    'Maximum stoichiometry': 0.9,
    'Maximum concentration [mol.m-3]': 30000,
    'Particle radius [m]': 5e-6,
    'Surface area per unit volume [m-1]': 4e5,
    'Diffusivity [m2.s-1]': 3e-14,
    'OCP [V]': '0.6 - 0.5 * x',
    'Reaction rate constant [mol.m-2.s-1]': 5e-6,
  };
  writeFileSync(
    join(folder, 'partial.json'),
    JSON.stringify({
      Header: { BPX: '1.1.0', Model: 'Partial' },
      Parameterisation: { 'Negative electrode': electrode },
    }),
  );

  test('runs a protocol on an electrode against lithium and writes it as a half cell', () => {
    const { code, out } = anodelab(
      'bpx',
      'partial.json',
      '--electrode',
      'negative',
      '--protocol',
      'Delithiate at C/10 until 0.5 V',
      '-o',
      'half.json',
      '--json',
    );
    expect(code).toBe(0);
    const { steps, electrodes } = JSON.parse(out);
    expect(electrodes).toMatchObject([{ electrode: 'negative', level: 'SPM', lithiation: [0.9] }]);
    expect(steps).toMatchObject([{ status: 'done' }]);
    expect(steps[0].voltage).toBeCloseTo(0.5, 8);
    const again = JSON.parse(anodelab('bpx', 'half.json', '--json').out);
    expect(again.electrodes[0].capacity_Ah_m2).toBeCloseTo(electrodes[0].capacity_Ah_m2, 8);
  });

  test('says which electrodes the file has', () => {
    const { code, err } = anodelab('bpx', 'partial.json', '--electrode', 'positive');
    expect(code).toBe(2);
    expect(err).toContain('--electrode: expected negative, found positive');
  });
});
