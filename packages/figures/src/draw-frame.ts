import { line } from 'd3-shape';
import type { NumberScale } from './axis-scale.ts';
import type { Point } from './decimate.ts';
import { boxPath } from './draw-shapes.ts';
import type { ResolvedPanel } from './resolve-panel.ts';
import type { Box, PathItem, SceneItem, TextItem } from './scene.ts';
import { type Axis, isPicture, type Panel } from './spec.ts';
import { capHeight, textRuns, textWidth } from './text.ts';
import { ink, theme } from './theme.ts';

const write = line<Point>().digits(3);

/** Frame, ticks, tick labels and axis titles of a panel; nothing of a picture. */
export function drawFrame(panel: Panel, resolved: ResolvedPanel, frame: Box): SceneItem[] {
  if (isPicture(panel)) return [];
  return [
    { type: 'path', d: tickPath(resolved, frame), stroke: ink, strokeWidth: theme.frame },
    { type: 'path', d: boxPath(frame), stroke: ink, strokeWidth: theme.frame } satisfies PathItem,
    ...bottomTexts(panel, resolved, frame),
    ...sideTexts(panel.y, resolved.scales.left, frame, 'left'),
    ...(panel.right === undefined || resolved.scales.right === null
      ? []
      : sideTexts(panel.right, resolved.scales.right, frame, 'right')),
  ];
}

/** Depth that tick labels and the title of an x axis need under the frame, mm. */
export function bottomDepth(panel: Panel): number {
  if (isPicture(panel)) return 0;
  return theme.labelGap + capHeight * theme.tickLabel + theme.titleGap + 1.05 * theme.axisTitle;
}

/** Width that tick labels and the title of a y axis need beside the frame, mm. */
export function sideDepth({ label, ticks }: Axis, scale: NumberScale): number {
  if (label === '' && ticks === false) return 0;
  return theme.labelGap + widestLabel(scale) + theme.titleGap + 0.95 * theme.axisTitle;
}

/** Length of the title of a y axis along its frame, mm; 0 where there is no axis. */
export function titleLength(axis: Panel['y'] | undefined): number {
  return axis === undefined ? 0 : textWidth(textRuns(axis.label), theme.axisTitle);
}

function widestLabel({ ticks }: NumberScale): number {
  return Math.max(0, ...ticks.labels.map((label) => textWidth(textRuns(label), theme.tickLabel)));
}

/** All ticks inwards, mirrored on the opposite side where it has no axis of its own; none for categories. */
function tickPath({ scales }: ResolvedPanel, frame: Box): string {
  const right = frame.x + frame.width;
  const bottom = frame.y + frame.height;
  const strokes: Point[][] = [];
  for (const [place, length] of scales.x.kind === 'number' ? tickPlaces(scales.x) : []) {
    const x = frame.x + place;
    strokes.push(
      [
        [x, bottom],
        [x, bottom - length],
      ],
      [
        [x, frame.y],
        [x, frame.y + length],
      ],
    );
  }
  for (const [place, length] of tickPlaces(scales.left)) {
    const y = bottom - place;
    strokes.push([
      [frame.x, y],
      [frame.x + length, y],
    ]);
    if (scales.right === null)
      strokes.push([
        [right, y],
        [right - length, y],
      ]);
  }
  for (const [place, length] of scales.right === null ? [] : tickPlaces(scales.right)) {
    strokes.push([
      [right, bottom - place],
      [right - length, bottom - place],
    ]);
  }
  return strokes.map((stroke) => write(stroke) ?? '').join('');
}

function tickPlaces({ ticks, place }: NumberScale): (readonly [number, number])[] {
  return [
    ...ticks.major.map((value) => [place(value), theme.majorTick] as const),
    ...ticks.minor.map((value) => [place(value), theme.minorTick] as const),
  ];
}

function bottomTexts(panel: Panel, { scales }: ResolvedPanel, frame: Box): TextItem[] {
  const { x } = scales;
  const labelled =
    x.kind === 'number'
      ? x.ticks.major.map((value, i) => [x.place(value), x.ticks.labels[i] ?? ''] as const)
      : x.categories.map((category) => [x.place(category), category] as const);
  const baseline = frame.y + frame.height + theme.labelGap + capHeight * theme.tickLabel;
  const color = panel.x.color ?? ink;
  return [
    ...labelled.map(([place, label]) =>
      text(frame.x + place, baseline, theme.tickLabel, label, 'middle', color),
    ),
    text(
      frame.x + frame.width / 2,
      baseline + theme.titleGap + 0.8 * theme.axisTitle,
      theme.axisTitle,
      panel.x.label,
      'middle',
      color,
    ),
  ];
}

function sideTexts(axis: Panel['y'], scale: NumberScale, frame: Box, side: 'left' | 'right'): TextItem[] {
  const color = axis.color ?? ink;
  const edge = side === 'left' ? frame.x - theme.labelGap : frame.x + frame.width + theme.labelGap;
  const drop = (capHeight / 2) * theme.tickLabel;
  const depth = widestLabel(scale) + theme.titleGap;
  const titleAt =
    side === 'left' ? edge - depth - 0.22 * theme.axisTitle : edge + depth + 0.75 * theme.axisTitle;
  return [
    ...scale.ticks.major.map((value, i) =>
      text(
        edge,
        frame.y + frame.height - scale.place(value) + drop,
        theme.tickLabel,
        scale.ticks.labels[i] ?? '',
        side === 'left' ? 'end' : 'start',
        color,
      ),
    ),
    {
      ...text(titleAt, frame.y + frame.height / 2, theme.axisTitle, axis.label, 'middle', color),
      upwards: true,
    },
  ];
}

function text(
  x: number,
  y: number,
  size: number,
  content: string,
  anchor: TextItem['anchor'],
  color: string,
): TextItem {
  return { type: 'text', x, y, size, runs: textRuns(content), anchor, color };
}
