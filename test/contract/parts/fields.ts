import { describe, expect, test } from "vitest";
import { ABSENT_MODELS, FIELD_TABLE, SELECTION_TABLE, type FieldFact } from "../fieldTable.ts";
import type { GetSession } from "../odooContract.ts";

export function fieldsContract(session: GetSession): void {
  describe("fields_get", () => {
    test.each(Object.keys(FIELD_TABLE))("of %s has the fields that the product reads, with their types", async (model) => {
      const { reader, release } = session();
      const expected = expectedFields(model, release);
      if (ABSENT_MODELS[release].includes(model)) {
        expect(await reader.hasModel(model)).toBe(false);
        return;
      }
      const fields = await reader.fields(model);
      const seen = Object.keys(expected).map((name) => {
        const field = fields.get(name);
        return [name, field === undefined ? null : [field.type, field.relation].filter((part) => part !== undefined).join(" ")];
      });
      expect(Object.fromEntries(seen)).toEqual(expected);
      expect(fields.get("id")?.type).toBe("integer");
      expect(fields.get("display_name")?.type).toBe("char");
    });

    test.each(Object.keys(SELECTION_TABLE))("of %s has the values that the product decides by", async (model) => {
      const { reader, release } = session();
      const fields = await reader.fields(model);
      for (const [name, byRelease] of Object.entries(SELECTION_TABLE[model] ?? {})) {
        const expected = byRelease[release];
        const seen = fields.get(name)?.selection?.map(([value]) => value);
        // Addons add values; they take none away.
        if (expected === undefined) expect(seen).toBeUndefined();
        else expect(seen).toEqual(expect.arrayContaining([...expected]));
      }
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
