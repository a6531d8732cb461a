/** Points to mm. */
const point = 25.4 / 72;

/** Sizes of the drawing, mm: 7 pt type and 0.7 pt frames, readable in one column of a journal. */
export const theme = {
  axisTitle: 7.5 * point,
  tickLabel: 7 * point,
  legend: 6.5 * point,
  annotation: 6.5 * point,
  note: 5.5 * point,
  letter: 8 * point,
  title: 7.5 * point,
  frame: 0.25,
  line: 0.35,
  thinLine: 0.2,
  majorTick: 1.2,
  minorTick: 0.7,
  /** Between the frame and tick labels. */
  labelGap: 0.9,
  /** Between tick labels and the axis title. */
  titleGap: 1.0,
  /** Around the page. */
  edge: 0.6,
  /** Between cells of the grid. */
  columnGap: 3,
  rowGap: 3,
  /** Area of a marker, mm2. */
  markerArea: 1.7,
} as const;

/** Ink of frames and text. */
export const ink = '#000000';
/** Notes under panels. */
export const softInk = '#404040';
