import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BOOK } from "#src/sentences/index.ts";
import { piecesOf } from "#src/sentences/template.ts";
import { sourceFiles } from "../architecture/imports.ts";
import { textsOf } from "./writtenWords.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const SOURCES = sourceFiles(ROOT, ["src", "web/src/api"]).filter((path) => !path.startsWith("src/sentences/"));

/** Where the sentences are written that people see most: whole folders and files. */
const WRITERS = [
  "src/analyzers/alerts.ts",
  "src/analyzers/heldCandidate.ts",
  "src/analyzers/operations/",
  "src/analyzers/overdue/",
  "src/analyzers/recordMemory.ts",
  "src/analyzers/sales/",
  "src/audit/verifier.ts",
  "src/executor/contact.ts",
  "src/executor/reconcile.ts",
  "src/executor/stages/",
  "src/llm/anthropic.ts",
  "src/llm/anthropicErrors.ts",
  "src/llm/failures.ts",
  "src/llm/model.ts",
  "src/odoo/read/createReader.ts",
  "src/outreach/decide.ts",
  "src/outreach/holds.ts",
  "src/outreach/inbound.ts",
  "src/policy/decide.ts",
  "src/recommender/advice/assemble.ts",
  "src/policy/disagreement.ts",
  "src/policy/risk.ts",
  "src/policy/rules.ts",
  "src/protocol/actionCan.ts",
  "src/recommender/checks.ts",
  "src/recommender/dealFacts.ts",
  "src/recommender/facts.ts",
  "src/revalidation/",
  "src/scheduler/commitments.ts",
  "src/scheduler/followUpComposer.ts",
  "src/scheduler/followUpEndings.ts",
  "src/scheduler/unproposed.ts",
  "src/signals/commitments.ts",
];

/** Words in these files that are no sentence for people: what a query orders by, and lines of the log. */
const NOT_SAID = [
  // with a name or a command that the template leaves open
  "Set ANTHROPIC_MODEL to a model that there is, such as claude-sonnet-5-5.",
  `Switch it on with: ai-coo settings set model '{"enabled": true}'`,
  `Wait for the next month, or raise the budget: ai-coo settings set model '{"monthlyBudgetUsd":`,
  "deadline desc, id desc",
  "date_order desc, id desc",
  "date desc, id desc",
  "the look-up of an effect in doubt could not be made",
  // a fault of the program, which the log shows
  "An attempt that was held could not be ended; nothing was recorded.",
  // the noun is counted before it: `1 more invoice is left out`
  "more invoice is",
  "more invoices are",
  // `today` is the template's
  "Carried out today",
  // a promise without a day, which none has
  "an unknown day",
  // the same with another verb in front
  "Cannot approve: it is held:",
  "Cannot execute: it expired at",
  "Cannot execute: it is held:",
  "the recipient's country, whose public holidays count, cannot be read.",
];

/** Short ones that a source puts together out of single words. */
const PUT_TOGETHER = ["{open:money} overdue, due {due:day}, {days:int} [days?day|days] overdue"];

/** The words of the library that reads requests, which `fields.test.ts` asks it for. */
const { field: _field, ...OURS } = BOOK;
const TEMPLATES = Object.values(OURS).flatMap((chapter) => Object.values<string>(chapter));
const partsOf = (template: string): string[] =>
  piecesOf(template).flatMap((piece) =>
    "literal" in piece ? [piece.literal] : "count" in piece ? [piece.one, piece.many] : piece.slot.words,
  );
const IN_BOOK = TEMPLATES.map((template) => partsOf(template).join("\n")).join("\n\n");
const words = (text: string): number => text.trim().split(/\s+/).length;

describe("what the server writes for people", () => {
  test.each(SOURCES.filter((path) => WRITERS.some((writer) => path.startsWith(writer))))("%s writes what is in the book", (path) => {
    const unknown = textsOf(read(path))
      .map((text) => text.trim())
      .filter((text) => words(text) >= 3 && /[a-z]{3}/.test(text) && !IN_BOOK.includes(text) && !NOT_SAID.includes(text));
    expect(unknown).toEqual([]);
  });

  test("is all that is in the book: what was reworded in a source is missed here", () => {
    const written = SOURCES.map((path) => textsOf(read(path)).join("\n")).join("\n");
    const gone = TEMPLATES.filter((template) => {
      const longest = piecesOf(template).reduce(
        (found, piece) => ("literal" in piece && piece.literal.length > found.length ? piece.literal : found),
        "",
      );
      // a counted noun or a name stands between; two words in a row are enough to tell a sentence by
      const row = longest.trim().split(/\s+/);
      const runs = row.length < 2 ? [] : row.slice(0, -1).map((_, index) => row.slice(index, index + 2).join(" "));
      return runs.length > 0 && !PUT_TOGETHER.includes(template) && !runs.some((run) => written.includes(run));
    });
    expect(gone).toEqual([]);
  });
});

describe("reading a source", () => {
  test("finds its texts between their values, and none in comments and patterns", () => {
    const source =
      'const a = "one two"; // "not this"\n/* `nor this` */ const b = `it is ${count(n, "day", `x${y}`)} ago`; const c = /"/.test(a);';
    expect(textsOf(source)).toEqual(["one two", "it is ", "day", "x", "", " ago"]);
  });
});
