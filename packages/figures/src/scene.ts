/** A piece of text in one style. */
export interface TextRun {
  readonly text: string;
  readonly style: 'regular' | 'italic' | 'bold';
}

/** An axis-parallel box, mm, y downwards from the top of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A path in SVG syntax with absolute commands, mm. Colours are `#rrggbb`. */
export interface PathItem {
  readonly type: 'path';
  readonly d: string;
  readonly stroke?: string;
  /** mm. */
  readonly strokeWidth?: number;
  /** On and off lengths, mm. */
  readonly dash?: readonly number[];
  readonly fill?: string;
  readonly fillOpacity?: number;
  /** Nothing is drawn outside this box. */
  readonly clip?: Box;
}

/** One line of text; (x, y) is the anchor on the baseline, mm; size is the font size, mm. */
export interface TextItem {
  readonly type: 'text';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly runs: readonly TextRun[];
  readonly anchor: 'start' | 'middle' | 'end';
  readonly color: string;
  /** Turned a quarter counter-clockwise about the anchor: reads upwards. */
  readonly upwards?: boolean;
}

/** A picture stretched over a box of the page, mm. */
export interface ImageItem {
  readonly type: 'image';
  readonly box: Box;
  readonly png: Uint8Array;
  /** Nothing is drawn outside this box. */
  readonly clip?: Box;
}

export type SceneItem = PathItem | TextItem | ImageItem;

/** A frame of the figure as placed on the page, for whoever wants to check or overlay it. */
export interface PlacedPanel {
  /** The rectangle of the axes, mm. */
  readonly frame: Box;
  /** Data values at the left and right edge of the frame. */
  readonly x: readonly [number, number];
  /** Data values at the bottom and top edge of the frame. */
  readonly y: readonly [number, number];
  /** Positions of the labelled ticks in data units. */
  readonly ticks: { readonly x: readonly number[]; readonly y: readonly number[] };
  /** Box of the legend, mm; null where there is none. */
  readonly legend: Box | null;
}

/** Everything that is drawn, in order, in mm. Same spec, same scene, same bytes. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly description: string;
  readonly items: readonly SceneItem[];
  readonly panels: readonly PlacedPanel[];
}
