/** Text that is safe inside an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

/** A cell: text that is escaped, with a class where it needs one, and small text under it. */
export type Cell = string | { readonly text: string; readonly className: string; readonly under?: string };

/** A table with a caption and a heading row; the first cell of a row is its heading. */
export function htmlTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): string {
  const header = head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map(htmlCell).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}">
<table><caption>${escapeHtml(caption)}</caption>
<thead><tr>${header}</tr></thead>
<tbody>
${body}
</tbody></table></div>`;
}

/** A list of sentences; nothing for none. */
export function htmlList(sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  return `<ul>${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('\n')}</ul>`;
}

function htmlCell(cell: Cell, index: number): string {
  const { text, className, under = '' } = typeof cell === 'string' ? { text: cell, className: '' } : cell;
  const attribute = className === '' ? '' : ` class="${className}"`;
  const small = under === '' ? '' : `<small>${escapeHtml(under)}</small>`;
  const tag = index === 0 ? 'th scope="row"' : 'td';
  return `<${tag}${attribute}>${escapeHtml(text)}${small}</${tag.slice(0, 2)}>`;
}
