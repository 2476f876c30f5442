import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

/** What a spreadsheet computes begins so, in full width as well. */
const FORMULA = /^[=+\-@|\t\r\n＝＋－＠]/;

/** What stood in the files that the pages gave away. */
export interface Cells {
  files: number;
  cells: number;
  /** Cells that would be computed. */
  readonly formulas: string[];
  /** Cells that would be, had they not been made text: without any, nothing was tried. */
  defused: number;
}

export const noCells = (): Cells => ({ files: 0, cells: 0, formulas: [], defused: 0 });

/** Takes the file of the page that is open, where it has one, and reads every cell of it. */
export async function readExport(page: Page, into: Cells): Promise<void> {
  const button = page.getByRole("button", { name: "Export CSV" });
  if ((await button.count()) === 0) return;
  const [download] = await Promise.all([page.waitForEvent("download"), button.first().click()]);
  const text = await readFile(await download.path(), "utf8");
  into.files += 1;
  for (const cell of cellsOf(text.replace(/^\u{feff}/u, ""))) {
    into.cells += 1;
    if (cell.startsWith("'") && FORMULA.test(cell.slice(1).trimStart())) into.defused += 1;
    if (FORMULA.test(cell.trimStart()) && !isNumber(cell)) into.formulas.push(`${download.suggestedFilename()}: ${cell}`);
  }
}

const isNumber = (cell: string): boolean => /^-?\d+([.,]\d+)?$/.test(cell);

/** The cells of a file as RFC 4180 writes them. */
function cellsOf(text: string): string[] {
  return [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(?:,|\r?\n|$)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}
