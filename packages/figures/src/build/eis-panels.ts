import type { FigureSpec, FigureTable, Mark } from '../spec.ts';
import { type PanelDraft, drawnColumn } from './figure.ts';
import { modelledNotes } from './modelled-notes.ts';
import { type SampleStyle, firstColor, secondColor } from './palette.ts';
import { type FigureSample, allHave, drawingOrder, legendLabel, resultNumbers, tableId } from './sample.ts';

type StyleOf = (sample: FigureSample) => SampleStyle;

/** How impedance is drawn: per area where every sample has one. */
interface ImpedanceUnit {
  readonly suffix: '_Ohm' | '_Ohm_m2';
  readonly unit: string;
  readonly factor: number;
}

/** Nyquist plot with equal scales: records as markers, the fit as a line. */
export function nyquistPanel(samples: readonly FigureSample[], styleOf: StyleOf, title?: string): PanelDraft {
  const unit = impedanceUnit(samples);
  const tables: FigureSpec['tables'] = {};
  const marks = drawingOrder(samples).flatMap((sample): Mark[] => {
    const { color, shape } = styleOf(sample);
    const label = legendLabel(sample, samples);
    const id = tableId(sample, `impedance${title === undefined ? '' : ` ${title}`}`);
    tables[id] = spectrumTable(sample, 'spectrum', unit);
    const fit = sample.result.tables['fit'] === undefined ? undefined : `${id} fit`;
    if (fit !== undefined) tables[fit] = spectrumTable(sample, 'fit', unit);
    return [
      ...(fit === undefined
        ? []
        : [{ type: 'line', table: fit, x: 're', y: 'minusIm', color, label } as const]),
      {
        type: 'points',
        table: id,
        x: 're',
        y: 'minusIm',
        color,
        shape,
        fill: sample.modelled ? 'open' : 'solid',
        label,
      },
    ];
  });
  const names = samples.map((sample) => legendLabel(sample, samples)).join(', ');
  return {
    panel: {
      ...(title === undefined ? {} : { title }),
      x: { label: `*Z*′ (${unit.unit})`, scale: 'linear' },
      y: { label: `−*Z*″ (${unit.unit})`, scale: 'linear' },
      equalScales: true,
      aspect: 0.72,
      marks,
      notes: modelledNotes(samples),
    },
    tables,
    subject: `Nyquist plot with equal scales, records as markers${fitWords(samples)}`,
    detail: `${names}${title === undefined ? '' : `, ${title}`}`,
    samples,
  };
}

/** Modulus and phase against frequency: records as markers, the fit as lines. */
export function bodePanel(samples: readonly FigureSample[], styleOf: StyleOf): PanelDraft {
  const unit = impedanceUnit(samples);
  const tables: FigureSpec['tables'] = {};
  const marks = drawingOrder(samples).flatMap((sample): Mark[] => {
    const label = legendLabel(sample, samples);
    const modulusColor = samples.length === 1 ? firstColor : styleOf(sample).color;
    const phaseColor = samples.length === 1 ? secondColor : modulusColor;
    const { shape } = styleOf(sample);
    const id = tableId(sample, 'Bode');
    tables[id] = spectrumTable(sample, 'spectrum', unit);
    const fit = sample.result.tables['fit'] === undefined ? undefined : `${id} fit`;
    if (fit !== undefined) tables[fit] = spectrumTable(sample, 'fit', unit);
    const lines: Mark[] =
      fit === undefined
        ? []
        : [
            {
              type: 'line',
              table: fit,
              x: 'frequency',
              y: 'modulus',
              color: modulusColor,
              label: `${label}, |*Z*|`,
            },
            {
              type: 'line',
              table: fit,
              x: 'frequency',
              y: 'phase',
              axis: 'right',
              color: phaseColor,
              dash: 'dashed',
              label: `${label}, phase`,
            },
          ];
    return [
      ...lines,
      {
        type: 'points',
        table: id,
        x: 'frequency',
        y: 'modulus',
        color: modulusColor,
        shape,
        fill: 'solid',
        label: `${label}, |*Z*|`,
      },
      {
        type: 'points',
        table: id,
        x: 'frequency',
        y: 'phase',
        axis: 'right',
        color: phaseColor,
        shape,
        fill: 'open',
        label: `${label}, phase`,
      },
    ];
  });
  return {
    panel: {
      x: { label: 'Frequency (Hz)', scale: 'log' },
      y: {
        label: `|*Z*| (${unit.unit})`,
        scale: 'log',
        ...(samples.length === 1 ? { color: firstColor } : {}),
      },
      right: {
        label: '−Phase (°)',
        scale: 'linear',
        ...(samples.length === 1 ? { color: secondColor } : {}),
      },
      aspect: 0.78,
      marks,
      notes: modelledNotes(samples),
    },
    tables,
    subject: `Bode plot, modulus filled, negative phase open${fitWords(samples)}`,
    detail: samples.map((sample) => legendLabel(sample, samples)).join(', '),
    samples,
  };
}

/** Residuals of the linear Kramers-Kronig test, relative to the modulus. */
export function linkkPanel(sample: FigureSample): PanelDraft {
  const id = tableId(sample, 'Lin-KK');
  const percent = (column: string): Float64Array =>
    resultNumbers(sample, 'linkk', column).map((value) => 100 * value);
  const open = sample.modelled ? 'open' : 'solid';
  return {
    panel: {
      title: sample.label,
      x: { label: 'Frequency (Hz)', scale: 'log' },
      y: { label: 'Lin-KK residual (% of |*Z*|)', scale: 'linear' },
      aspect: 0.6,
      marks: [
        { type: 'rule', across: 'left', value: 0, color: '#808080', dash: 'solid' },
        { type: 'line', table: id, x: 'frequency', y: 'real', color: firstColor, label: 'real part' },
        {
          type: 'points',
          table: id,
          x: 'frequency',
          y: 'real',
          color: firstColor,
          shape: 'circle',
          fill: open,
          label: 'real part',
        },
        {
          type: 'line',
          table: id,
          x: 'frequency',
          y: 'imaginary',
          color: secondColor,
          dash: 'dashed',
          label: 'imaginary part',
        },
        {
          type: 'points',
          table: id,
          x: 'frequency',
          y: 'imaginary',
          color: secondColor,
          shape: 'square',
          fill: open,
          label: 'imaginary part',
        },
      ],
      notes: modelledNotes([sample]),
    },
    tables: {
      [id]: {
        frequency: drawnColumn('frequency', 'Hz', resultNumbers(sample, 'linkk', 'freq_Hz')),
        real: drawnColumn('residual of the real part', '%', percent('resRe')),
        imaginary: drawnColumn('residual of the imaginary part', '%', percent('resIm')),
      },
    },
    subject: 'Residuals of the linear Kramers-Kronig test, relative to |Z|',
    detail: sample.label,
    samples: [sample],
  };
}

/** What the caption says of the fit, where there is one. */
function fitWords(samples: readonly FigureSample[]): string {
  return samples.some(({ result }) => result.tables['fit'] !== undefined) ? ', fit as line' : '';
}

/** @throws {RangeError} when some samples are per area only and others have no area */
function impedanceUnit(samples: readonly FigureSample[]): ImpedanceUnit {
  const have = (suffix: string): boolean => allHave(samples, 'spectrum', `zRe${suffix}`);
  if (have('_Ohm_m2')) return { suffix: '_Ohm_m2', unit: 'Ω cm²', factor: 1e4 };
  if (!have('_Ohm')) {
    const names = samples.map(({ label }) => label).join(', ') || 'no sample';
    throw new RangeError(
      `impedance figure of ${names}: expected spectra in one unit, found some per area and some not`,
    );
  }
  const largest = Math.max(
    ...samples.map((sample) =>
      resultNumbers(sample, 'spectrum', 'zRe_Ohm').reduce((high, value) => (value > high ? value : high), 0),
    ),
  );
  return largest >= 1e4
    ? { suffix: '_Ohm', unit: 'kΩ', factor: 1e-3 }
    : { suffix: '_Ohm', unit: 'Ω', factor: 1 };
}

function spectrumTable(
  sample: FigureSample,
  table: string,
  { suffix, unit, factor }: ImpedanceUnit,
): FigureTable {
  const re = resultNumbers(sample, table, `zRe${suffix}`).map((value) => value * factor);
  const im = resultNumbers(sample, table, `zIm${suffix}`).map((value) => value * factor);
  const modulus = re.map((value, row) => Math.hypot(value, im[row] ?? Number.NaN));
  const phase = re.map((value, row) => (-Math.atan2(im[row] ?? Number.NaN, value) * 180) / Math.PI);
  return {
    frequency: drawnColumn('frequency', 'Hz', resultNumbers(sample, table, 'freq_Hz')),
    re: drawnColumn("Z'", unit, re),
    minusIm: drawnColumn(
      "-Z''",
      unit,
      im.map((value) => -value),
    ),
    modulus: drawnColumn('|Z|', unit, modulus),
    phase: drawnColumn('-phase', 'degree', phase),
  };
}

/** Modulus as measured over the modulus that the phase gives (Z-HIT). */
export function zHitPanel(sample: FigureSample): PanelDraft {
  const id = tableId(sample, 'Z-HIT');
  const residual = resultNumbers(sample, 'zhit', 'residual').map((value) => 100 * Math.expm1(value));
  const series = { table: id, x: 'frequency', y: 'departure', color: firstColor };
  return {
    panel: {
      title: sample.label,
      x: { label: 'Frequency (Hz)', scale: 'log' },
      y: { label: '|*Z*| over |*Z*| from the phase − 1 (%)', scale: 'linear' },
      aspect: 0.6,
      marks: [
        { type: 'rule', across: 'left', value: 0, color: '#808080', dash: 'solid' },
        { type: 'line', ...series },
        { type: 'points', ...series, shape: 'circle', fill: sample.modelled ? 'open' : 'solid' },
      ],
      notes: modelledNotes([sample]),
    },
    tables: {
      [id]: {
        frequency: drawnColumn('frequency', 'Hz', resultNumbers(sample, 'zhit', 'freq_Hz')),
        departure: drawnColumn('departure of the modulus from the phase', '%', residual),
      },
    },
    subject: 'Z-HIT: modulus as measured over the modulus that the phase gives',
    detail: sample.label,
    samples: [sample],
  };
}
