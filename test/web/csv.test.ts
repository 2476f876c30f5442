import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { csvOf } from "../../web/src/ui/csv.ts";

const rowsOf = (csv: string): string => csv.slice(1).split("\r\n")[1]!;
/** What a spreadsheet makes of a cell: without the quotes around it. */
const read = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

describe("an exported table", () => {
  test.each([
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    " =cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example")',
    "\u{ff1d}1+1",
    "|calc",
    "\u0000=1",
  ])("holds %j as text", (formula) => {
    expect(read(rowsOf(csvOf(["name"], [[formula]]))).startsWith("'")).toBe(true);
  });

  test("keeps numbers, also negative ones, and plain words as they are", () => {
    expect(csvOf(["a", "b", "c", "d"], [[-12.5, "-3", "Azure Interior", null]])).toBe("\u{feff}a,b,c,d\r\n-12.5,-3,Azure Interior,\r\n");
  });

  test("quotes what would break a row or a cell", () => {
    expect(rowsOf(csvOf(["a", "b"], [['say "hi", now', "x;y"]]))).toBe('"say ""hi"", now","x;y"');
  });

  test("never begins a cell with what a spreadsheet runs, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 12 }), fc.constantFrom("", "=", "+", "-", "@", "\t", " ="), (text, start) => {
        const cell = read(csvOf(["a"], [[`${start}${text}`]]).slice("\u{feff}a\r\n".length, -2));
        expect(/^\s*[=+@]/.test(cell) || (/^\s*-/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell))).toBe(false);
      }),
    );
  });
});
