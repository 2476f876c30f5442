/** What a spreadsheet takes for the beginning of a formula, also in full width. */
const BEGINS_FORMULA: ReadonlySet<string> = new Set("=+-@|\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}");
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Whether the first character that shows is one of these, or the text begins with a tab or a new line. */
function couldBeFormula(text: string): boolean {
  if (/^[\t\r\n]/.test(text)) return true;
  for (const character of text) if (character > " " && character.trim() !== "") return BEGINS_FORMULA.has(character);
  return false;
}

type Cell = string | number | null | undefined;

/** A cell: what could be read as a formula begins with an apostrophe, so that no program runs it; numbers stay numbers. */
function cellOf(value: Cell): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = couldBeFormula(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n;]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as RFC 4180 has it; the mark at its beginning tells spreadsheets that it is UTF-8. */
export function csvOf(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\u{feff}${[heading, ...rows].map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}
