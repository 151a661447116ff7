/** A column of such cells alone stands to the right. */
const numeric = /^([-+]?[\d.]+( \S+)?)?$/;

/** Lines of a table with aligned columns. */
export function tableLines(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ''))));
  const isNumeric = header.map((_, column) => rows.every((row) => numeric.test(row[column] ?? '')));
  const line = (row: readonly string[]): string =>
    widths
      .map((size, column) => {
        const cell = row[column] ?? '';
        const space = ' '.repeat(size - width(cell));
        return isNumeric[column] === true ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((size) => '-'.repeat(size)).join('  '), ...rows.map(line)];
}

/** Columns on a terminal: Chinese characters take two. */
function width(text: string): number {
  return text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
}
