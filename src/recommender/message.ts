import { escapeHtml } from "./clean.ts";

/** A part of a message. Text and HTML are written from the same parts, so they cannot say different things. */
export type Block =
  | { readonly kind: "paragraph"; readonly lines: readonly string[] }
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "table"; readonly headings: readonly string[]; readonly rows: readonly TableRow[] };

interface TableRow {
  /** The row as one line, for the text. */
  readonly line: string;
  /** The row for the table; the last cell is an amount. */
  readonly cells: readonly string[];
}

/** The message as plain text: parts are apart by an empty line. */
export function renderText(blocks: readonly Block[]): string {
  const parts = blocks.map((block) => {
    switch (block.kind) {
      case "paragraph":
        return block.lines.join("\n");
      case "strong":
        return block.text;
      case "table":
        return block.rows.map((row) => `- ${row.line}`).join("\n");
    }
  });
  return `${parts.join("\n\n")}\n`;
}

const CELL = "padding:4px 12px 4px 0;text-align:left;vertical-align:top";
const AMOUNT = "padding:4px 0;text-align:right;vertical-align:top;white-space:nowrap";

/** The same message as HTML: every text escaped, no link, no image, nothing that is loaded. */
export function renderHtml(blocks: readonly Block[], language: string): string {
  const parts = blocks.map((block) => {
    switch (block.kind) {
      case "paragraph":
        return `<p>${block.lines.map(escapeHtml).join("<br>")}</p>`;
      case "strong":
        return `<p><strong>${escapeHtml(block.text)}</strong></p>`;
      case "table":
        return table(block.headings, block.rows);
    }
  });
  return `<div lang="${escapeHtml(language)}">\n${parts.join("\n")}\n</div>\n`;
}

function table(headings: readonly string[], rows: readonly TableRow[]): string {
  const row = (tag: "th" | "td", cells: readonly string[]): string =>
    `<tr>${cells.map((cell, index) => `<${tag} style="${index === cells.length - 1 ? AMOUNT : CELL}">${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  return `<table style="border-collapse:collapse">\n${[row("th", headings), ...rows.map(({ cells }) => row("td", cells))].join("\n")}\n</table>`;
}
