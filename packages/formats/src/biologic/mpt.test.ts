import { FormatError, labels, numbers } from '@anodelab/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFile } from '../read-file.ts';

const gcpl = [
  'EC-Lab ASCII FILE',
  'Nb header lines : 23                          ',
  '',
  'Galvanostatic Cycling with Potential Limitation',
  '',
  'Run on channel : 3 (SN 123)',
  'Acquisition started on : 01/10/2024 11:02:29,886',
  'Device : SP-300 (SN 1854)',
  'EC-Lab for windows v11.50 (software)',
  'Electrolyte : 1 M LiPF6',
  'Comments : ',
  'Mass of active material : 1,250 mg',
  'Electrode surface area : 113,100 mm²',
  'Characteristic mass : 0,001 g',
  'Ns                  0                   1                   ',
  'Is                  30,000              -30,000             ',
  'unit Is             µA                  µA                  ',
  't1 (h:m:s)          0:01:10,5000        pass                ',
  'Number of loops : 2',
  'Loop 0 from point number 0 to 0',
  'Loop 1 from point number 1 to 2',
  '',
  'mode\ttime/s\t<Ewe/V>\t<I>/mA\tCs/µF\t',
  '3\t0,000000000000000E+000\t3,4000000E+000\t0,000000000000000E+000\t1,0000000E+000',
  '1\t1,000000000000000E+000\t3,5000000E+000\t3,000000000000000E-002\t2,0000000E+000',
  '1\t2,000000000000000E+000\t3,6000000E+000\t3,000000000000000E-002\t3,0000000E+000',
];

/** Windows-1252, as EC-Lab writes. */
function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

async function read(bytes: Uint8Array) {
  const [dataset] = await readFile(bytes, 'made.mpt');
  if (dataset === undefined) throw new Error('nothing read');
  return dataset;
}

function codes(dataset: { findings: readonly { code: string }[] }): string[] {
  return dataset.findings.map((finding) => finding.code);
}

describe('an EC-Lab text export', () => {
  it.each(['\n', '\r\n'])('reads with decimal commas and line ends %j', async (end) => {
    const dataset = await read(latin(gcpl.join(end) + end));
    expect(dataset.technique).toBe('cycling');
    expect([...(numbers(dataset, 'current_A') ?? [])]).toEqual([0, 3e-5, 3e-5]);
    expect([...(numbers(dataset, 'cSeries_F') ?? [])].map((value) => Math.round(value * 1e6))).toEqual([
      1, 2, 3,
    ]);
    expect(dataset.columns.map((column) => column.header).filter((header) => header !== null)).toEqual([
      'mode',
      'time/s',
      '<Ewe/V>',
      '<I>/mA',
      'Cs/µF',
    ]);
    expect(dataset.columns[2]).toMatchObject({ name: 'voltage_V', unit: 'V' });
  });

  it('tells the facts of its header in SI', async () => {
    const { meta } = await read(latin(gcpl.join('\n')));
    expect(meta).toMatchObject({
      startLocal: '2024-01-10T11:02:29.886',
      activeMass_kg: 1.25e-6,
      area_m2: 1.131e-4,
      characteristicMass_kg: null,
      channel: 3,
      ecLabVersion: '11.50',
      electrolyte: '1 M LiPF6',
      comments: null,
      loops: [0, 1],
      sequences: [
        { is_A: 3e-5, t1_s: 70.5 },
        { is_A: -3e-5, t1_s: null },
      ],
    });
  });

  it('reads UTF-8 as well', async () => {
    const dataset = await read(new TextEncoder().encode(gcpl.join('\n')));
    expect(dataset.columns[4]).toMatchObject({ name: 'cSeries_F', header: 'Cs/µF' });
    expect(dataset.meta['area_m2']).toBe(1.131e-4);
  });

  it('leaves out a last row that was cut within a number, and says so', async () => {
    const text = gcpl.join('\n');
    const dataset = await read(latin(text.slice(0, -6)));
    expect(numbers(dataset, 'time_s')?.length).toBe(2);
    expect(codes(dataset)).toContain('last-row-cut');
  });

  it('names the line where a header ends too early', async () => {
    await expect(read(latin(gcpl.slice(0, 12).join('\n')))).rejects.toThrow(
      'made.mpt:line 12: 23 header lines announced, the file ends after 12',
    );
  });

  it('survives a cut at every byte', async () => {
    const bytes = latin(gcpl.join('\r\n'));
    for (let length = 0; length < bytes.length; length++) {
      try {
        const { columns } = await read(bytes.subarray(0, length));
        expect(columns[0]?.values.length).toBeLessThanOrEqual(3);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  });

  it('survives any bytes after its first line', async () => {
    const start = latin('EC-Lab ASCII FILE\nNb header lines : 3\n');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (noise) => {
        const bytes = new Uint8Array([...start, ...noise]);
        try {
          for (const column of (await read(bytes)).columns) expect(column.values).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });

  it('counts absolute times from the start of the acquisition and keeps their texts', async () => {
    const rows = ['10.500', '12.000'].map((second) => `01/10/2024 11:02:${second}\t3.5`);
    const lines = [
      ...gcpl.slice(0, 4),
      'Acquisition started on : 01/10/2024 11:02:00',
      '',
      'time/s\tEwe/V\t',
      ...rows,
    ];
    lines[1] = 'Nb header lines : 7';
    const dataset = await read(latin(`${lines.join('\n')}\n`));
    expect([...(numbers(dataset, 'time_s') ?? [])]).toEqual([10.5, 12]);
    expect(labels(dataset, 'timeLocal')?.[0]).toBe('01/10/2024 11:02:10.500');
  });

  it('reads a spectrum of three columns without any header, with the physical sign', async () => {
    const text =
      'freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\n1.0E+003\t2.0E+000\t5.0E-001\n1.0E+002\t3.0E+000\t1.5E+000\n';
    const dataset = await read(latin(text));
    expect(dataset.technique).toBe('eis');
    expect([...(numbers(dataset, 'zIm_Ohm') ?? [])]).toEqual([-0.5, -1.5]);
    expect(codes(dataset)).toContain('technique-inferred');
  });

  it('numbers the spectra of one file where the frequency turns back', async () => {
    const sweep = ['1.0E+003\t1.0E+000\t1.0E+000', '1.0E+002\t2.0E+000\t2.0E+000'].join('\n');
    const dataset = await read(latin(`freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\n${sweep}\n${sweep}\n`));
    expect([...(numbers(dataset, 'spectrum') ?? [])]).toEqual([1, 1, 2, 2]);
  });
});
