import type { Colours } from "../output.ts";

export interface Column<Row> {
  readonly title: string;
  readonly align?: "left" | "right";
  /** The text of a cell, without colours; its width is counted. */
  readonly text: (row: Row) => string;
  readonly paint?: (text: string, row: Row) => string;
  /** The column that gives way when the table is wider than the terminal. */
  readonly flexible?: boolean;
}

const GAP = "  ";

/** The terminal's idea of a text's width: code points, which holds for the scripts the product writes itself. */
const pointsOf = (text: string): string[] => Array.from(text);
const widthOf = (text: string): number => pointsOf(text).length;

function fit(text: string, width: number, align: "left" | "right"): string {
  const points = pointsOf(text);
  const cut = points.length > width ? `${points.slice(0, Math.max(0, width - 1)).join("")}…` : text;
  const space = " ".repeat(Math.max(0, width - widthOf(cut)));
  return align === "right" ? space + cut : cut + space;
}

/** A table of plain lines with a dim heading, at most `width` columns wide where a flexible column allows it. */
export function renderTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width: number, colours: Colours): string[] {
  const cells = rows.map((row) => columns.map((column) => column.text(row)));
  const widths = columns.map((column, index) => Math.max(widthOf(column.title), ...cells.map((line) => widthOf(line[index]!))));
  const total = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (columns.length - 1);
  const flexible = columns.findIndex((column) => column.flexible === true);
  if (total > width && flexible >= 0) widths[flexible] = Math.max(10, widths[flexible]! - (total - width));

  const heading = columns.map((column, index) => fit(column.title, widths[index]!, column.align ?? "left")).join(GAP);
  const lines = rows.map((row, line) =>
    columns
      .map((column, index) => {
        const text = fit(cells[line]![index]!, widths[index]!, column.align ?? "left");
        return column.paint === undefined ? text : column.paint(text, row);
      })
      .join(GAP)
      .trimEnd(),
  );
  return [colours.dim(heading.trimEnd()), ...lines];
}

/** The text broken into lines of at most `width` columns at spaces; its own line breaks stay. */
export function wrapText(text: string, width: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const word of paragraph.split(" ")) {
      if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
        lines.push(line);
        line = word;
      } else {
        line = line === "" ? word : `${line} ${word}`;
      }
    }
    return [...lines, line];
  });
}
