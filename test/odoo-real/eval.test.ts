import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ANALYZERS, analysisSettingsSchema, EMPTY_MEMORY, type OutreachMemory } from "#src/analyzers/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { DEFAULT_RECOMMENDER_SETTINGS, recommendActions } from "#src/recommender/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { OdooAdmin } from "#test/support/odooAdmin.ts";
import { OdooData } from "#test/support/odooData.ts";
import { answersOf, coreOf, readNames } from "../../suites/eval/answers.ts";
import { HOLDS } from "../../suites/eval/cases/holds.ts";
import { LADDER } from "../../suites/eval/cases/ladder.ts";
import { OPERATIONS } from "../../suites/eval/cases/operations.ts";
import { PAID } from "../../suites/eval/cases/paid.ts";
import { playCompany } from "./evalCompany.ts";
import { labTarget } from "./target.ts";

/** Companies of the quality suite on real servers: the right answers are those that are written down there. */
const ASKED = [
  "partly paid is reminded",
  "a credited one is settled",
  "a cancelled one neither",
  "a dispute of one invoice holds that one alone",
  "nobody knows an address",
  "the invoice contact is written to, not the company without an address",
  "the second level",
  "long overdue is escalated beside the reminder",
  "reminded and paid",
  "late and of nobody",
];
const CASES = [...HOLDS, ...LADDER, ...PAID, ...OPERATIONS].filter(({ about }) => ASKED.includes(about));
/** The moment at which the companies in miniature live, and what their memories are relative to. */
const THEIR_NOW = Date.parse("2026-06-15T09:00:00Z");

/** A memory of theirs as of now. */
function moved(memory: Partial<OutreachMemory>, now: Date): Partial<OutreachMemory> {
  const text = JSON.stringify(memory, (key, value: unknown) =>
    key === "at" && typeof value === "string" ? new Date(Date.parse(value) + now.getTime() - THEIR_NOW).toISOString() : value,
  );
  return JSON.parse(text) as Partial<OutreachMemory>;
}

/** The three letters of the first company's currency. */
async function currencyOf(reader: OdooReader): Promise<string> {
  const [company] = await reader.read("res.company", [1], ["currency_id"]);
  const name = Array.isArray(company?.["currency_id"]) ? company["currency_id"][1] : undefined;
  if (typeof name !== "string") throw new Error("the company has no currency");
  return name;
}

for (const release of [19, 14] as const) {
  describe(`the quality suite on Odoo ${release}`, () => {
    let odoo: OdooConnection;
    const said = new Map<string, string[]>();
    /** The companies in miniature keep their books in euros, the one of this server in a currency of its own. */
    let currency = "";

    beforeAll(async () => {
      const target = labTarget(release);
      const [admin, run] = [new OdooAdmin(target), crypto.randomUUID().slice(0, 6)];
      odoo = connectOdoo(target);
      const now = new Date();
      const tags = new Map<string, string>();
      let memory: OutreachMemory = EMPTY_MEMORY;
      for (const [index, one] of CASES.entries()) {
        const tag = `${run}x${index}x`;
        tags.set(one.about, tag);
        const ids = await playCompany(new OdooData(admin, release, tag), one);
        const more = moved(one.memory?.(ids) ?? {}, now);
        memory = { ...memory, reminders: [...memory.reminders, ...(more.reminders ?? [])] };
      }
      // all at once: they share one database, and each is known by its tag
      const settings = analysisSettingsSchema.parse({
        freshness: { enabled: false },
        reminders: { maxCustomersPerRun: 5000 },
        projects: { maxPerRun: 1000 },
      });
      currency = await currencyOf(odoo.reader);
      const names = await readNames(odoo.reader);
      const answers: string[] = [];
      for (const kind of ["financial", "operations"] as const) {
        const analysis = await ANALYZERS[kind]({ reader: odoo.reader, now, settings, memory });
        const composed = recommendActions({ analysis, orgId: "eval", now, ids: () => uuidv7(now), settings: DEFAULT_RECOMMENDER_SETTINGS });
        answers.push(...answersOf(analysis, composed.actions, names).map(coreOf));
      }
      for (const [about, tag] of tags)
        said.set(
          about,
          answers.filter((answer) => answer.includes(` ${tag}`)).map((answer) => answer.replace(` ${tag}`, "")),
        );
    });
    afterAll(() => odoo?.close());

    test("has all the companies that it asks", () => {
      expect(CASES.map(({ about }) => about).toSorted()).toEqual(ASKED.toSorted());
    });

    test.each(CASES)("$about", ({ about, right }) => {
      const expected = right.map((answer) => coreOf(answer).replace(" EUR", ` ${currency}`));
      expect(said.get(about)?.toSorted()).toEqual(expected.toSorted());
    });
  });
}
