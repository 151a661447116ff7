import { escapeHtml } from '../plain-text.js';

/** Widths of columns: classes, for a page with a strict policy takes no style of an element's own. */
const percents = [8, 10, 12, 14, 16, 20, 22, 23, 28, 30, 34, 36, 70] as const;

/**
 * How `report.html` looks and how its parts are written. Every text becomes HTML here, so every text is escaped. Page
 * text may be written from right to left, so each cell finds its own direction, and may be full of line breaks, so
 * only lines that were put apart here stand apart.
 */
export const reportStyle = `
@page{size:A4;margin:16mm 14mm 18mm;@bottom-left{content:"Evidence report 证据报告";font:8pt sans-serif;color:#555}@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#555}}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:54rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.6em;margin:0 0 .4em}h2{font-size:1.2em;margin:1.8em 0 .4em;border-bottom:1px solid #999}h3{font-size:1.05em;margin:1.1em 0 .3em}h2,h3,h2+p,h3+p{break-after:avoid}
p{margin:.4em 0}p,li,td,th,figcaption{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.4em 0}
th,td{border:1px solid #bbb;padding:.25em .5em;text-align:start;vertical-align:top}
th{font-weight:600;background:#f4f4f4}.facts th{width:29%}.grid{font-size:.83em}.grid code{font-size:.87em}${percents.map((percent) => `.w${percent}{width:${percent}%}`).join('')}
thead{display:table-header-group}tr{break-inside:avoid}
code{font:.82em/1.5 ui-monospace,Consolas,monospace}
.shot{margin:1em 0;break-inside:avoid}figure{margin:0 0 .5em}figure.face{display:inline-block;vertical-align:top;width:10em;margin-inline-end:.8em}
img{display:block;max-width:100%;max-height:32rem;border:1px solid #bbb}.face img{max-height:8rem}figcaption{font-size:.83em;color:#333}
@media print{body{margin:0;padding:0;max-width:none;font-size:10.5pt}img{max-height:76mm}.face img{max-height:24mm}.annex{break-before:page}}
`;

/** Lines that stand one under the other. */
export type Lines = string | readonly string[];

/** A name and its value; `isCode`: a hash, in a face where every sign can be told apart. */
export interface Row {
  readonly name: string;
  readonly value: Lines | null | undefined;
  readonly isCode?: boolean;
}

export function row(name: string, value: Row['value']): Row {
  return { name, value };
}

export function codeRow(name: string, value: Row['value']): Row {
  return { name, value, isCode: true };
}

/** Rows without a value are left out: an empty cell says nothing. Without any row `instead` stands there. */
export function factTable(rows: readonly Row[], instead = ''): string {
  const shown = rows.flatMap(({ name, value, isCode = false }) => {
    const cell = html(value ?? '', isCode);
    return cell === '' ? [] : [`<tr><th>${html(name)}</th><td dir="auto">${cell}</td></tr>`];
  });
  if (shown.length === 0) return paragraph(instead);
  return `<table class="facts">\n${shown.join('\n')}\n</table>`;
}

/** A column: its heading, its share of the width in hundredths, and whether it holds hashes. */
export interface Column {
  readonly name: string;
  readonly percent: (typeof percents)[number];
  readonly isCode?: boolean;
}

/** A table whose headings come again on every printed page; nothing where it has no line. */
export function grid(columns: readonly Column[], rows: readonly (readonly Lines[])[]): string {
  if (rows.length === 0) return '';
  const heads = columns.map(({ name, percent }) => `<th class="w${percent}">${html(name)}</th>`);
  const body = rows.map((cells) => {
    const shown = columns.map(
      ({ isCode = false }, at) => `<td dir="auto">${html(cells[at] ?? '', isCode)}</td>`,
    );
    return `<tr>${shown.join('')}</tr>`;
  });
  return `<table class="grid">\n<thead><tr>${heads.join('')}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}

export function paragraph(lines: Lines): string {
  return `<p>${html(lines)}</p>`;
}

export function list(items: readonly Lines[]): string {
  return `<ul>\n${items.map((item) => `<li dir="auto">${html(item)}</li>`).join('\n')}\n</ul>`;
}

export function figure(path: string, alt: string, caption: Lines, isFace: boolean): string {
  const image = `<img src="${escapeHtml(path)}" alt="${escapeHtml(alt)}">`;
  return `<figure${isFace ? ' class="face"' : ''}>${image}<figcaption>${html(caption)}</figcaption></figure>`;
}

function html(lines: Lines, isCode = false): string {
  const shown = [lines].flat().flatMap((line) => {
    const text = escapeHtml(line.replace(/\s+/g, ' ').trim());
    return text === '' ? [] : [isCode ? `<code>${text}</code>` : text];
  });
  return shown.join('<br>');
}
