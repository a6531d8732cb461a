import type { FigureSpec, FigureTable, Panel } from '../spec.ts';
import type { FigureSample } from './sample.ts';

/** A panel with the data that it draws and the sentence that the caption says about it. */
export interface PanelDraft {
  readonly panel: Panel;
  readonly tables: FigureSpec['tables'];
  readonly lead: string;
  readonly samples: readonly FigureSample[];
}

/** A figure of panels: 85 mm for one, 170 mm for several. */
export function assembleFigure(title: string, drafts: readonly PanelDraft[], columns: number): FigureSpec {
  const tables: FigureSpec['tables'] = {};
  for (const draft of drafts) Object.assign(tables, draft.tables);
  return {
    kind: 'anodelab-figure',
    version: 1,
    width: drafts.length === 1 ? 85 : 170,
    columns: Math.min(columns, drafts.length),
    title,
    caption: caption(drafts),
    tables,
    panels: drafts.map(({ panel }) => panel),
  };
}

/** What each panel shows, then what its numbers mean: statements and methods of the analyses, each once. */
function caption(drafts: readonly PanelDraft[]): string {
  const leads = drafts.map(({ lead }, i) =>
    drafts.length === 1 ? lead : `(${String.fromCharCode(97 + i)}) ${lead}`,
  );
  const results = drafts.flatMap(({ samples }) => samples.map(({ result }) => result));
  const statements = results.flatMap((result) => result.statements);
  const methods = [
    ...new Set(results.flatMap((result) => Object.values(result.results).map(({ method }) => method))),
  ];
  const sentences = [
    ...leads,
    ...new Set(statements),
    ...(methods.length === 0 ? [] : [`Methods: ${methods.join('; ')}.`]),
  ];
  return sentences.map((sentence) => sentence.replaceAll('*', '')).join(' ');
}

/** A column of numbers as drawn; what is not finite becomes null. */
export function drawnColumn(
  label: string,
  unit: string | null,
  values: Iterable<number>,
): FigureTable[string] {
  return { label, unit, values: Array.from(values, (value) => (Number.isFinite(value) ? value : null)) };
}
