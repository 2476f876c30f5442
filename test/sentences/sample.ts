import type { Figure } from "#src/sentences/index.ts";
import { READ, type FigureKind } from "#src/sentences/figures.ts";
import { piecesOf } from "#src/sentences/template.ts";

/** How a figure of each kind stands in a sentence. */
const WRITTEN: Readonly<Record<Exclude<FigureKind, "word">, string>> = {
  text: "Zed Ltd",
  token: "zed@zed.example",
  part: "Qualified",
  int: "37",
  number: "37.5",
  amount: "4,242.50",
  money: "4,242.50 EUR",
  sum: "4,242.50 EUR (4,999.00 USD)",
  day: "2026-03-02",
  moment: "2026-03-02T09:00:00.000Z",
  names: "INV/7, INV/8 and 4 more",
  record: "Invoice INV/7",
  shown: "4,242.50 EUR",
  said: "Auto-approval is off.",
  task: "read crm.lead",
  note: "deleted, or no longer visible",
  change: "A check-in with Zed Ltd is scheduled",
  draft: "it threatens: “soon”",
  leftOut: "“Pay; at once.” because it threatens; 2 more",
  parts: "4,242.50 EUR open, nothing was left to be paid",
};

/** A sentence of a template, its figures, and every one of its choices in turn. */
export function samplesOf(template: string): { readonly sentence: string; readonly figures: Readonly<Record<string, Figure>> }[] {
  const pieces = piecesOf(template);
  const choices = Math.max(1, ...pieces.map((piece) => ("slot" in piece ? piece.slot.words.length : 1)));
  return Array.from({ length: choices }, (_, turn) => {
    const figures: Record<string, Figure> = {};
    const written = pieces.map((piece) => {
      if ("literal" in piece) return piece.literal;
      if ("count" in piece) return piece.many;
      const { name, kind, words } = piece.slot;
      const text = kind === "word" ? words[turn % words.length]! : WRITTEN[kind];
      figures[name] = READ[kind](text);
      return text;
    });
    return { sentence: written.join(""), figures };
  });
}
