import { describe, expect, test } from "vitest";
import { checkDraft } from "#src/recommender/grounding/index.ts";
import { honestDrafts } from "../../../suites/hostile/honest/index.ts";
import { RELATIONS, relationHost } from "../../../suites/hostile/relations.ts";

const factsOf = (about: string) => honestDrafts(["second"]).find((honest) => honest.about === about)!.facts;

/** Whether one paragraph is accepted, or what puts facts together wrongly in it. */
function mixedUp(text: string, about: string): string[] | true {
  const verdict = checkDraft({ opening: [text], closing: [] }, factsOf(about));
  return verdict.ok ? true : verdict.problems.filter(({ code }) => code === "mixed_up").map(({ what }) => what);
}

describe("facts that belong together are accepted together", () => {
  test.each([
    ["Invoice INV/2026/0188 for $2,310.40 is open.", "en-firm"],
    ["Invoices INV/2026/0188 ($2,310.40) and INV/2026/0205 ($890.00) are open.", "en-firm"],
    ["We wait for $2,310.40 for INV/2026/0188 and $890.00 for INV/2026/0205.", "en-firm"],
    ["Invoices INV/2026/0188 and INV/2026/0205 come to $3,200.40.", "en-firm"],
    ["The total is $3,200.40.", "en-firm"],
    ["Invoice INV/2026/0188 was due on April 19, 2026 and is 34 days overdue.", "en-firm"],
    ["The older invoice is 34 days overdue.", "en-firm"],
    ["Both invoices are open.", "en-firm"],
    ["We reminded you of INV/2026/0188 on May 8, 2026.", "en-firm"],
    ["Die Rechnung RE/2026/0205 vom 29. März 2026 war am 28. April 2026 fällig.", "de-bestimmt"],
    ["La facture VEN/2026/0205 du 29 mars 2026 est ouverte.", "fr-ferme"],
    ["La factura F-0205 por $8,900.00 sigue pendiente.", "es-firme"],
  ])("%s", (text, about) => {
    expect(mixedUp(text, about)).toBe(true);
  });
});

describe("lies made of true facts are refused", () => {
  const lies = RELATIONS.flatMap(({ what, said, about }) =>
    Object.entries(said).map(([language, text]) => [what, text, about?.[language as "en"] ?? ""] as const),
  );

  test.each(lies)("%s: %s", (_what, text, about) => {
    expect(checkDraft({ opening: [text], closing: [] }, factsOf(about)).ok).toBe(false);
  });

  test("in drafts that are accepted without them", () => {
    for (const { about = {} } of RELATIONS)
      for (const [language, name] of Object.entries(about)) {
        const { draft, facts } = relationHost(language as "en", name);
        expect(checkDraft(draft, facts)).toEqual({ ok: true });
      }
  });

  test("and said to be what they are", () => {
    expect(mixedUp("Invoice INV/2026/0188 for $890.00 is open.", "en-firm")).toEqual(["INV/2026/0188, $890.00"]);
    expect(mixedUp("Both invoices are open.", "en-friendly")).toEqual(["Both invoices are open"]);
  });

  test("only because of what belongs together", () => {
    const facts = { ...factsOf("en-firm"), documents: [], totals: [] };
    expect(checkDraft({ opening: ["Invoice INV/2026/0188 for $890.00 is open."], closing: [] }, facts).ok).toBe(true);
  });
});
