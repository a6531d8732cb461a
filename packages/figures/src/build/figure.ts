import type { FigureSpec, FigureTable, Panel } from '../spec.ts';
import type { FigureSample } from './sample.ts';

/** A panel with the data that it draws and what the caption says about it. */
export interface PanelDraft {
  readonly panel: Panel;
  readonly tables: FigureSpec['tables'];
  readonly images?: NonNullable<FigureSpec['images']>;
  /** What is shown, without a full stop: `Discharge capacity per cell against cycle number`. */
  readonly subject: string;
  /** Of what: sample names and the like. */
  readonly detail: string;
  readonly samples: readonly FigureSample[];
}

/** A figure of panels: 85 mm for one, 170 mm for several. */
export function assembleFigure(title: string, drafts: readonly PanelDraft[], columns: number): FigureSpec {
  const tables: FigureSpec['tables'] = {};
  const images: NonNullable<FigureSpec['images']> = {};
  for (const draft of drafts) {
    Object.assign(tables, draft.tables);
    Object.assign(images, draft.images);
  }
  return {
    kind: 'anodelab-figure',
    version: 1,
    width: drafts.length === 1 ? 85 : 170,
    columns: Math.min(columns, drafts.length),
    title,
    caption: caption(drafts),
    tables,
    ...(Object.keys(images).length > 0 && { images }),
    panels: drafts.map(({ panel }) => panel),
  };
}

/** What the panels show, then what their numbers mean: statements and methods of the analyses, each once. */
function caption(drafts: readonly PanelDraft[]): string {
  const results = drafts.flatMap(({ samples }) => samples.map(({ result }) => result));
  const statements = new Set(results.flatMap((result) => result.statements));
  const numbers = results.flatMap((result) => Object.values(result.results));
  const methods = [...new Set(numbers.map(({ method }) => method))];
  const sentences = [
    ...contents(drafts),
    ...statements,
    ...(methods.length === 0 ? [] : [`Methods: ${methods.join('; ')}.`]),
  ];
  return sentences.map((sentence) => sentence.replaceAll('*', '')).join(' ');
}

/** One sentence per subject, with the letters of the panels that share it: `Voltammograms: (c) nmSi; (d) PCHS-5.` */
function contents(drafts: readonly PanelDraft[]): string[] {
  const letter = (draft: PanelDraft): string =>
    drafts.length === 1 ? '' : `(${String.fromCharCode(97 + drafts.indexOf(draft))}) `;
  return [...new Set(drafts.map(({ subject }) => subject))].map((subject) => {
    const own = drafts.filter((draft) => draft.subject === subject);
    return `${subject}: ${own.map((draft) => `${letter(draft)}${draft.detail}`).join('; ')}.`;
  });
}

/** A column of numbers as drawn; what is not finite becomes null. */
export function drawnColumn(
  label: string,
  unit: string | null,
  values: Iterable<number>,
): FigureTable[string] {
  return { label, unit, values: Array.from(values, (value) => (Number.isFinite(value) ? value : null)) };
}
