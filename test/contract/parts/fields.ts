import { describe, expect, test } from "vitest";
import { ABSENT_MODELS, FIELD_TABLE, SELECTION_TABLE, type FieldFact } from "../fieldTable.ts";
import type { GetSession } from "../odooContract.ts";
import type { ContractTarget } from "../session.ts";

export function fieldsContract(session: GetSession, { release }: ContractTarget): void {
  describe("fields_get", () => {
    const present = Object.keys(FIELD_TABLE).filter((model) => !ABSENT_MODELS[release].includes(model));

    test.each(present)("of %s has the fields that the product reads, with their types", async (model) => {
      const expected = expectedFields(model, release);
      const fields = await session().reader.fields(model);
      const seen = Object.keys(expected).map((name) => {
        const field = fields.get(name);
        return [name, field === undefined ? null : [field.type, field.relation].filter((part) => part !== undefined).join(" ")];
      });
      expect(Object.fromEntries(seen)).toEqual(expected);
      expect([fields.get("id")?.type, fields.get("display_name")?.type]).toEqual(["integer", "char"]);
    });

    test.each(ABSENT_MODELS[release])("%s is not there", async (model) => {
      expect(await session().reader.hasModel(model)).toBe(false);
    });

    const selections = Object.entries(SELECTION_TABLE).flatMap(([model, fields]) =>
      Object.entries(fields).map(([field, byRelease]) => [model, field, byRelease[release]] as const),
    );

    test.each(selections)("the values of %s.%s that the product decides by", async (model, name, expected) => {
      const fields = await session().reader.fields(model);
      const seen = new Set(fields.get(name)?.selection?.map(([value]) => value));
      // Addons add values; they take none away.
      expect(expected?.filter((value) => !seen.has(value)) ?? [...seen]).toEqual([]);
    });

    test("can be asked for some fields and attributes only", async () => {
      const { unlimited } = session();
      const answer = await unlimited.call({
        model: "project.task",
        method: "fields_get",
        args: { allfields: ["name", "priority"], attributes: ["type"] },
      });
      expect(answer).toMatchObject({ name: { type: "char" }, priority: { type: "selection" } });
      expect(Object.keys(answer as object).toSorted()).toEqual(["name", "priority"]);
    });

    test("of a model that the user may not read is answered all the same", async () => {
      expect((await session().reader.fields("res.config.settings")).size).toBeGreaterThan(0);
    });
  });
}

function expectedFields(model: string, release: 14 | 19): Record<string, string | null> {
  const of = (fact: FieldFact): string | null => (typeof fact === "string" ? fact : fact[release === 14 ? 0 : 1]);
  return Object.fromEntries(Object.entries(FIELD_TABLE[model] ?? {}).map(([name, fact]) => [name, of(fact)]));
}
