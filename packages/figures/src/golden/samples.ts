import type { AnalysisResult, Channel, Column, PixelValues, Table } from '@anodelab/data';
import type { FigureSample } from '../build/sample.ts';

/** Made-up samples in the shape of real ones, for goldens and geometry tests: smooth laws with a repeatable ripple. */

const ripple = (i: number): number => Math.sin(12.9898 * i) * 0.6 + Math.sin(78.233 * i) * 0.4;

function table(columns: Readonly<Record<string, ArrayLike<number> | readonly string[]>>): Table {
  return { columns: Object.entries(columns).map(([name, values]) => column(name, values)) };
}

function column(name: string, values: ArrayLike<number> | readonly string[]): Column {
  const list = Array.from<number | string>(values);
  const isLabel = typeof list[0] === 'string';
  return {
    name,
    unit: null,
    header: null,
    origin: 'derived',
    values: isLabel ? list.map(String) : Float64Array.from(list, Number),
  };
}

function sample(
  label: string,
  modelled: boolean,
  tables: AnalysisResult['tables'],
  statements: string[],
): FigureSample {
  const model = { level: 'L0', gradeD: 23, hash: '0'.repeat(64) };
  const base = { analysis: 'test', results: {}, tables, statements, findings: [] };
  return { label, modelled, result: modelled ? { ...base, model } : base };
}

const orientation = 'The working electrode is the anode against lithium: delithiation is charge.';

/** 500 cycles that fade from `start` to about `end` mAh/g, with a first-cycle efficiency of 82 %. */
export function cyclingSample(
  label: string,
  start: number,
  end: number,
  modelled = true,
  count = 500,
): FigureSample {
  const cycles = Array.from({ length: count }, (_, i) => i + 1);
  const noise = modelled ? 0 : 1;
  const delith = cycles.map((n) => {
    const share = (n - 1) / (count - 1);
    return 3600 * (end + (start - end) * Math.exp(-2.2 * share) * (1 - 0.3 * share) + 12 * noise * ripple(n));
  });
  const ce = cycles.map((n) =>
    n === 1 ? 0.82 : 0.9965 - 0.05 * Math.exp(-n / 3) + 0.0012 * noise * ripple(3 * n),
  );
  const lith = delith.map((q, i) => q / (ce[i] ?? 1));
  return sample(
    label,
    modelled,
    {
      cycles: table({
        cycle: cycles,
        qDelith_C_kg: delith,
        qLith_C_kg: lith,
        ce,
        ceSe: cycles.map(() => (modelled ? Number.NaN : 0.0005)),
        complete: cycles.map((n) => (n === count && !modelled ? 0 : 1)),
      }),
    },
    [orientation],
  );
}

/** End points that slip, their product of efficiencies, and shares at held voltage that grow. */
export function slippingSample(label: string, modelled = true): FigureSample {
  const cycles = Array.from({ length: 40 }, (_, i) => i + 1);
  const given = cycles.map((n) => 3.6 * (2 * (1 - Math.exp(-n / 4)) + 0.02 * n));
  const product = cycles.map((n) => 0.86 * 0.995 ** n);
  const capacity = cycles.map((n) => 3.6 * (10 - 0.06 * n));
  return sample(
    label,
    modelled,
    {
      cycles: table({
        cycle: cycles,
        qDelith_C_kg: capacity.map((q) => q * 1e6),
        qLith_C_kg: capacity.map((q) => q * 1e6),
        qDis_C: capacity,
        qDis_C_kg: capacity.map((q) => q * 1e6),
        cvShareChg: cycles.map(() => 0),
        cvShareDis: cycles.map((n) => 0.08 + 0.002 * n),
      }),
      cumulative: table({
        cycle: cycles,
        ceProduct: product,
        ceProductSe: product.map((value, i) => value * (i + 1) * 0.0014),
        endChg_C: given,
        endDis_C: given.map((q, i) => q + (capacity[i] ?? 0)),
      }),
    },
    [orientation],
  );
}

/** Two groups of cells, one with a wide range. */
export function groupsSample(): FigureSample {
  const groups = ['PCHS-5', 'nmSi'].flatMap((name, g) =>
    Array.from({ length: 100 }, (_, i) => ({
      name,
      cycle: i + 1,
      q: 3600 * (g === 0 ? 2000 - 4 * i : 2600 * Math.exp(-i / 40)),
      range: g === 0 ? 0.04 : 0.2,
    })),
  );
  return sample(
    'groups',
    false,
    {
      groups: table({
        group: groups.map(({ name }) => name),
        cycle: groups.map(({ cycle }) => cycle),
        cells: groups.map(({ name }) => (name === 'nmSi' ? 3 : 5)),
        q_C_kg: groups.map(({ q }) => q),
        qMin_C_kg: groups.map(({ q, range }) => q * (1 - range)),
        qMax_C_kg: groups.map(({ q, range }) => q * (1 + range)),
        ce: groups.map(({ cycle }) => 0.995 - 0.1 / cycle),
        ceMin: groups.map(({ cycle, range }) => 0.995 - 0.1 / cycle - 0.05 * range),
        ceMax: groups.map(({ cycle, range }) => 0.995 - 0.1 / cycle + 0.05 * range),
      }),
    },
    ['Groups are compared at cycle 100.'],
  );
}

/** Six steps of ten cycles at 0.5, 1, 2, 3, 5 and 1 A/g. */
export function rateSample(label: string, height: number, modelled = true): FigureSample {
  const density = [0.5, 1, 2, 3, 5, 1];
  const cycles = Array.from({ length: 60 }, (_, i) => i + 1);
  const capacity = cycles.map((n) => {
    const step = density[Math.floor((n - 1) / 10)] ?? 1;
    return 3600 * (height - 210 * (step - 1) - 1.1 * n + (modelled ? 0 : 6 * ripple(n)));
  });
  return sample(
    label,
    modelled,
    {
      cycles: table({ cycle: cycles, qDelith_C_kg: capacity, complete: cycles.map(() => 1) }),
      rate: table({
        step: density.map((_, i) => i + 1),
        currentDensity_A_kg: density.map((each) => 1000 * each),
        firstCycle: density.map((_, i) => 10 * i + 1),
        lastCycle: density.map((_, i) => 10 * i + 10),
      }),
    },
    [orientation],
  );
}

/** Half cycles of a silicon anode and their slopes, cycles 1 to 100. */
export function curvesSample(label: string, modelled = true): FigureSample {
  const rows: [number, string, number, number, number][] = [];
  for (const cycle of [1, 2, 5, 10, 20, 50, 75, 100]) {
    const capacity = 3600 * (2100 - 6 * cycle);
    for (const direction of ['lithiation', 'delithiation']) {
      for (let i = 0; i <= 120; i++) {
        const x = i / 120;
        const lithiated = direction === 'lithiation' ? x : 1 - x;
        const shift = direction === 'lithiation' ? -0.1 : 0.15;
        const voltage =
          0.02 +
          0.38 * (1 - lithiated) ** 1.3 +
          0.75 * Math.exp(-lithiated / 0.03) +
          shift * lithiated * 0.5 +
          (shift > 0 ? 0.12 : 0);
        const slope =
          (direction === 'lithiation' ? -1 : 1) *
          capacity *
          (1.4 * Math.exp(-(((voltage - 0.25) / 0.07) ** 2)) +
            2 * Math.exp(-(((voltage - 0.45) / 0.05) ** 2)) +
            0.3);
        rows.push([cycle, direction, x * capacity, Math.min(1.2, voltage), slope]);
      }
    }
  }
  const shared = {
    cycle: rows.map(([cycle]) => cycle),
    direction: rows.map(([, direction]) => direction),
    voltage_V: rows.map(([, , , voltage]) => voltage),
  };
  return sample(
    label,
    modelled,
    {
      curves: table({ ...shared, q_C_kg: rows.map(([, , q]) => q) }),
      dqdv: table({ ...shared, dqdv_C_V_kg: rows.map(([, , , , slope]) => slope) }),
      dvdq: table({
        ...shared,
        q_C_kg: rows.map(([, , q]) => q),
        dvdq_V_kg_C: rows.map(
          ([cycle, direction, q]) =>
            ((direction === 'lithiation' ? -1 : 1) * (1.5 + Math.cos(q / 4e5))) / (7.5e6 - 2e4 * cycle),
        ),
      }),
    },
    [orientation],
  );
}

/** Voltammograms at 0.1 to 0.5 mV/s and their shares. */
export function cvSample(label: string, scale: number, modelled = true): FigureSample {
  const rates = [1, 2, 3, 4, 5].map((each) => each * 1e-4);
  const rows: [number, string, number, number][] = [];
  for (const rate of rates) {
    const root = scale * Math.sqrt(rate / 1e-4);
    for (let i = 0; i <= 300; i++) {
      const e = 1.5 - (1.49 * i) / 300;
      const peak = 0.35 * Math.exp(-(((e - 0.16) / 0.07) ** 2)) + 0.9 * Math.exp(-e / 0.03);
      rows.push([rate, 'cathodic', e, -root * (peak + 0.03)]);
    }
    for (let i = 0; i <= 300; i++) {
      const e = 0.01 + (1.49 * i) / 300;
      const shift = 0.02 * Math.sqrt(rate / 1e-4);
      const peaks =
        0.42 * Math.exp(-(((e - 0.33 - shift) / 0.06) ** 2)) +
        0.6 * Math.exp(-(((e - 0.5 - shift) / 0.05) ** 2));
      rows.push([rate, 'anodic', e, root * (peaks + 0.03)]);
    }
  }
  const share = rates.map((_, i) => 0.12 + 0.08 * i + 0.05 * scale);
  return sample(
    label,
    modelled,
    {
      voltammograms: table({
        scanRate_V_s: rows.map(([rate]) => rate),
        sweep: rows.map(([, sweep]) => sweep),
        voltage_V: rows.map(([, , e]) => e),
        current_A: rows.map(([, , , i]) => 1e-3 * i),
      }),
      shares: table({
        scanRate_V_s: rates,
        shareFree: share,
        shareLow: share.map((each) => each - 0.05),
        shareHigh: share.map((each) => each + 0.06),
        shareConstrained: share.map((each) => 0.9 * each),
        boundShare: rates.map(() => 0.1),
      }),
    },
    ['Shares are integrated over both sweeps, vertices included.'],
  );
}

/** Three spectra of a cell whose arc grows with cycles: what a series shows. */
export function impedanceSeriesSample(label: string): FigureSample {
  const cycles = [1, 50, 100];
  const arcs = [40, 70, 110];
  const stacked = (name: 'spectrum' | 'fit'): Table => {
    const tables = arcs.map((arc) => eisSample(label, arc, false).result.tables[name]!);
    const rows = tables.map(({ columns }) => columns[0]!.values.length);
    const joined = tables[0]!.columns.map((first, k) => ({
      ...first,
      values: Float64Array.from(tables.flatMap(({ columns }) => [...(columns[k]!.values as Float64Array)])),
    }));
    const number = column(
      'number',
      rows.flatMap((count, k) => Array.from({ length: count }, () => k + 1)),
    );
    return { columns: [number, ...joined] };
  };
  const parameter = (name: string, unit: string, values: readonly number[]): Column[] =>
    [
      [name, 1],
      [`${name}Low`, 0.93],
      [`${name}High`, 1.08],
    ].map(([end, factor]) => ({
      ...column(
        String(end),
        values.map((value) => value * Number(factor)),
      ),
      unit,
    }));
  const series: Table = {
    columns: [
      ...table({ number: [1, 2, 3], cycle: cycles, file: cycles.map(() => 'cell.mpr') }).columns,
      ...parameter('R0', 'Ohm', [4, 4.2, 4.6]),
      ...parameter('R1', 'Ohm', arcs),
      ...parameter(
        'R1.tau',
        's',
        arcs.map((arc) => arc * 2e-5),
      ),
    ],
  };
  return sample(label, false, { series, spectra: stacked('spectrum'), fits: stacked('fit') }, [
    'Fit of R0-p(R1,CPE1)-W1 with modulus weight.',
  ]);
}

/** Cycles that fade with a ripple, and the fitted fade with its band. */
export function fadingSample(label: string): FigureSample {
  const cycle = Array.from({ length: 200 }, (_, i) => i + 1);
  const fade = cycle.map((n) => 1 - 0.012 * Math.sqrt(n - 1));
  const half = cycle.map((n) => 0.004 + 0.00002 * n);
  return sample(
    label,
    false,
    {
      cycles: table({ cycle, retention: fade.map((value, i) => value + 0.006 * ripple(i)) }),
      retentionFit: table({
        cycle,
        retention: fade,
        retentionLow: fade.map((value, i) => value - half[i]!),
        retentionHigh: fade.map((value, i) => value + half[i]!),
      }),
    },
    [orientation],
  );
}

/** A spectrum of a resistance, an arc and a diffusion tail from 100 kHz to 10 mHz, ohm. */
export function eisSample(label: string, arc: number, modelled = true): FigureSample {
  const spectrum = (perDecade: number, noise: number) => {
    const freq = Array.from({ length: 7 * perDecade + 1 }, (_, i) => 10 ** (5 - i / perDecade));
    const parts = freq.map((f, i) => {
      const wt = (2 * Math.PI * f * arc * 2e-5) ** 0.86;
      const re = 1 + wt * Math.cos(0.43 * Math.PI);
      const im = wt * Math.sin(0.43 * Math.PI);
      const modulus = re * re + im * im;
      const tail = (0.25 * arc) / Math.sqrt(2 * Math.PI * f * 30);
      const wobble = 1 + noise * 0.01 * ripple(i);
      return [(4 + (arc * re) / modulus + tail) * wobble, (-(arc * im) / modulus - tail) * wobble] as const;
    });
    return table({ freq_Hz: freq, zRe_Ohm: parts.map(([re]) => re), zIm_Ohm: parts.map(([, im]) => im) });
  };
  const freq = Array.from({ length: 57 }, (_, i) => 10 ** (5 - i / 8));
  return sample(
    label,
    modelled,
    {
      spectrum: spectrum(8, 1),
      fit: spectrum(30, 0),
      linkk: table({
        freq_Hz: freq,
        resRe: freq.map((_, i) => 0.004 * ripple(i)),
        resIm: freq.map((_, i) => 0.004 * ripple(i + 57)),
      }),
    },
    ['Fit of R0-p(R1,CPE1)-W1 with modulus weight.'],
  );
}

/** Two ZARCs three decades apart between 100 kHz and 10 mHz, band a fifth and a hundredth of the higher peak wide. */
export function drtSample(label: string, arc: number, modelled = true): FigureSample {
  const zarc = (tau: number, centre: number, resistance: number): number => {
    const angle = 0.15 * Math.PI;
    const width = Math.cosh(0.85 * Math.log(tau / centre)) - Math.cos(angle);
    return (resistance * Math.sin(angle)) / (2 * Math.PI * width);
  };
  const gammaAt = (tau: number): number => zarc(tau, 3e-4, arc) + zarc(tau, 0.3, 0.5 * arc);
  const tau = Array.from({ length: 301 }, (_, i) => 10 ** (-6 + i / 37.5));
  const gamma = tau.map(gammaAt);
  const slack = gammaAt(3e-4) / 100;
  return sample(
    label,
    modelled,
    {
      drt: table({
        tau_s: tau,
        gamma_Ohm: gamma,
        low_Ohm: gamma.map((value) => Math.max(0, 0.9 * value - slack)),
        high_Ohm: gamma.map((value) => 1.1 * value + slack),
      }),
      drtPeaks: table({ tau_s: [3e-4, 0.3], gamma_Ohm: [gammaAt(3e-4), gammaAt(0.3)] }),
    },
    ['Smooth ln gamma, strength by evidence.'],
  );
}

/** A diffraction pattern or Raman spectrum: two narrow lines of `height` on a broad hump. */
export function spectrumSample(
  label: string,
  abscissa: 'twoTheta_rad' | 'ramanShift_1_m',
  height: number,
  modelled = true,
): FigureSample {
  const [from, to] = abscissa === 'twoTheta_rad' ? [0.17, 1.4] : [1e4, 2e5];
  const share = Array.from({ length: 400 }, (_, i) => i / 399);
  const line = (at: number, centre: number, width: number) => 1 / (1 + ((at - centre) / width) ** 2);
  return sample(
    label,
    modelled,
    {
      spectrum: table({
        [abscissa]: share.map((at) => from + (to - from) * at),
        intensity: share.map(
          (at, i) =>
            40 +
            height * (line(at, 0.27, 0.006) + 0.5 * line(at, 0.6, 0.006)) +
            60 * Math.exp(-(((at - 0.5) / 0.2) ** 2)) +
            3 * ripple(i),
        ),
      }),
    },
    ['Intensities as measured, no background subtracted.'],
  );
}

/** A loss of `loss` around 500 degC and a late gain. */
export function thermogramSample(label: string, loss: number, modelled = true): FigureSample {
  const temperature = Array.from({ length: 300 }, (_, i) => 298.15 + (i * 875) / 299);
  const burnt = (at: number) => 1 / (1 + Math.exp(-(at - 773) / 30));
  const gain = (at: number) => 0.04 * Math.exp((at - 1173) / 60);
  return sample(
    label,
    modelled,
    {
      curve: table({
        temperature_K: temperature,
        massShare: temperature.map((at) => 1 - loss * burnt(at) + gain(at)),
        massLossRate_1_K: temperature.map((at) => (loss * burnt(at) * (1 - burnt(at))) / 30 - gain(at) / 60),
      }),
    },
    ['Derivative by parabolas over 20 K.'],
  );
}

/** How bright a place of the picture is: three round grains, brightest at their rims. */
function grain(x: number, y: number): number {
  const grains = [
    [14, 12, 9],
    [31, 20, 12],
    [10, 29, 6],
  ] as const;
  return grains.reduce((most, [cx, cy, radius]) => {
    const reach = Math.hypot(x - cx, y - cy) / radius;
    return reach > 1 ? most : Math.max(most, 0.3 + 0.7 * reach ** 4);
  }, 0);
}

function picture(name: string, unit: string | null, values: PixelValues): Channel {
  return { name, unit, origin: 'measured', values };
}

/** A picture of three grains, 8 bits, each pixel `pixel` m wide. */
export function pictureSample(label: string, pixel: number | null, modelled = true): FigureSample {
  const [width, height] = [48, 36];
  const grey = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return 90 + 130 * grain(x, y) + 12 * ripple(i);
  });
  const raster = { width, height, pixelSize_m: pixel, channels: [picture('SE', null, grey)] };
  const made = sample(label, modelled, {}, ['Pictures as recorded.']);
  return { ...made, result: { ...made.result, analysis: 'sem', rasters: { 1: raster } } };
}

/** Maps of three elements, 16 bits, in a field of 400 nm, with their spectrum. */
export function mapSample(label: string, modelled = true): FigureSample {
  const side = 40;
  const map = (most: number, at: (reach: number) => number) =>
    Uint16Array.from({ length: side * side }, (_, i) => {
      const reach = Math.hypot((i % side) - 19.5, Math.floor(i / side) - 19.5) / 14;
      return Math.max(0, most * at(reach) * (1 + 0.3 * ripple(i)));
    });
  const core = (reach: number) => Math.sqrt(Math.max(0, 0.6 - reach * reach));
  const all = (reach: number) => Math.sqrt(Math.max(0, 1 - reach * reach));
  const channels = [
    picture(
      'C',
      'counts',
      map(60, (reach) => all(reach) - core(reach)),
    ),
    picture(
      'O',
      'counts',
      map(12, (reach) => (Math.abs(reach - 0.77) < 0.06 ? 1 : 0.1 * all(reach))),
    ),
    picture('Si', 'counts', map(150, core)),
  ];
  const energy = Float64Array.from({ length: 500 }, (_, i) => 10 * i);
  const lines = [
    { line: 'C', energy: 277, height: 3000 },
    { line: 'O', energy: 524.9, height: 400 },
    { line: 'Si', energy: 1739.8, height: 20000 },
  ];
  const counts = energy.map((at, i) =>
    Math.round(
      lines.reduce(
        (sum, each) => sum + each.height * Math.exp(-(((at - each.energy) / 40) ** 2)),
        60 + 12 * ripple(i),
      ),
    ),
  );
  const tables = {
    spectrum: table({ energy_eV: energy, counts }),
    lines: table({
      line: lines.map(({ line }) => line),
      energy_eV: lines.map((each) => each.energy),
      height: lines.map(({ height }) => height),
    }),
  };
  const made = sample(label, modelled, tables, ['X-ray counts, no background subtracted.']);
  return {
    ...made,
    result: {
      ...made.result,
      rasters: { maps: { width: side, height: side, pixelSize_m: 1e-8, channels } },
    },
  };
}
