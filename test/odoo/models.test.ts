import { describe, expect, test } from "vitest";
import * as codecs from "#src/odoo/models/codecs.ts";
import { bool, firstOf, integer, mapped, optional, selection } from "#src/odoo/models/index.ts";
import type { Codec } from "#src/odoo/models/codecs.ts";
import { groupsOf } from "#src/odoo/read/group.ts";

describe("codecs", () => {
  const read: readonly (readonly [title: string, codec: Codec<unknown>, sent: unknown, value: unknown])[] = [
    ["an integer", codecs.integerCodec, 7, 7],
    ["a float", codecs.numberCodec, 12.5, 12.5],
    ["a text", codecs.charCodec, "Alder", "Alder"],
    ["no text", codecs.charCodec, false, null],
    ["an empty text", codecs.charCodec, "", null],
    ["a space, which is a thousands separator", codecs.charCodec, " ", " "],
    ["long text", codecs.textCodec, "<p>x</p>", "<p>x</p>"],
    ["a date", codecs.dateCodec, "2026-03-20", "2026-03-20"],
    ["no date", codecs.dateCodec, false, null],
    ["a datetime, which is UTC", codecs.datetimeCodec, "2026-03-20 16:30:00", "2026-03-20T16:30:00Z"],
    ["a datetime with microseconds", codecs.datetimeCodec, "2026-03-20 16:30:00.123456", "2026-03-20T16:30:00Z"],
    ["a day of a date", codecs.dayCodec, "2026-03-20", "2026-03-20"],
    ["a day of a datetime", codecs.dayCodec, "2026-03-20 16:30:00", "2026-03-20"],
    ["a many2one", codecs.many2oneCodec, [4, "Alder"], { id: 4, name: "Alder" }],
    ["no many2one", codecs.many2oneCodec, false, null],
    ["a many2one whose name is empty", codecs.many2oneCodec, [4, false], { id: 4, name: "" }],
    ["a many2one as ids", codecs.many2oneIdsCodec, [4, "Alder"], [4]],
    ["no many2one as ids", codecs.many2oneIdsCodec, false, []],
    ["ids", codecs.x2manyCodec, [1, 2], [1, 2]],
    ["a selection", codecs.selectionCodec, "posted", "posted"],
    ["a reference", codecs.referenceIdCodec, 5, 5],
    ["no reference", codecs.referenceIdCodec, 0, null],
    ["no reference, as false", codecs.referenceIdCodec, false, null],
  ];
  test.each(read)("%s", (_title, codec, sent, value) => {
    expect(codec.schema.parse(sent)).toEqual(value);
  });

  const refused: readonly (readonly [title: string, codec: Codec<unknown>, sent: unknown])[] = [
    ["false for a number", codecs.numberCodec, false],
    ["text for a number", codecs.numberCodec, "12"],
    ["a fraction for an integer", codecs.integerCodec, 1.5],
    ["null for a boolean", codecs.boolCodec, null],
    ["true for a text", codecs.charCodec, true],
    ["another way to write a date", codecs.dateCodec, "20/03/2026"],
    ["a datetime with a zone", codecs.datetimeCodec, "2026-03-20T16:30:00+01:00"],
    ["an id for a many2one", codecs.many2oneCodec, 4],
    ["names for ids", codecs.x2manyCodec, ["a"]],
  ];
  test.each(refused)("%s is refused", (_title, codec, sent) => {
    expect(codec.schema.safeParse(sent).success).toBe(false);
  });

  test("a property of several names is required when each of them is", () => {
    expect(firstOf({ a: integer(), b: integer() }).required).toBe(true);
    expect(firstOf({ a: optional(bool()), b: optional(bool()) }).required).toBe(false);
  });

  test("a mapped property translates every source", () => {
    const field = mapped(firstOf({ new: selection(), old: selection() }), (value) => value === "x");
    expect(field.sources.map(({ name, codec }) => [name, codec.schema.parse("x"), codec.schema.parse(false)])).toEqual([
      ["new", true, false],
      ["old", true, false],
    ]);
  });
});

describe("groups", () => {
  const fields = new Map([
    ["invoice_date", { type: "date" }],
    ["partner_id", { type: "many2one" }],
  ]);
  const query = { model: "account.move", domain: [], by: ["invoice_date:month"], aggregates: ["amount_total:sum"] } as const;
  const group = { key: { "invoice_date:month": "2026-02-01" }, count: 2, values: { "amount_total:sum": 5 }, days: {} };

  test.each([
    ["19", { "invoice_date:month": ["2026-02-01", "February 2026"], "amount_total:sum": 5, __count: 2 }],
    [
      "15 to 18",
      {
        "invoice_date:month": "February 2026",
        amount_total: 5,
        __count: 2,
        __range: { "invoice_date:month": { from: "2026-02-01", to: "2026-03-01" } },
        __domain: [["invoice_date", ">=", "2020-01-01"]],
      },
    ],
    [
      "14, whose domain has the group's part first",
      {
        "invoice_date:month": "February 2026",
        amount_total: 5,
        __count: 2,
        __domain: [
          "&",
          "&",
          ["invoice_date", ">=", "2026-02-01"],
          ["invoice_date", "<", "2026-03-01"],
          ["invoice_date", ">=", "2020-01-01"],
        ],
      },
    ],
  ])("of %s have one shape", (_release, row) => {
    expect(groupsOf([row], query, fields)).toEqual([group]);
  });

  test("a sum of nothing is 0", () => {
    expect(groupsOf([{ "amount_total:sum": false, __count: 0 }], { ...query, by: [] }, fields)).toEqual([
      { key: {}, count: 0, values: { "amount_total:sum": 0 }, days: {} },
    ]);
  });

  test("a period without a beginning, or a sum that is text, is odoo_bad_answer", () => {
    const bad = expect.objectContaining({ code: "odoo_bad_answer" });
    expect(() => groupsOf([{ "invoice_date:month": "February 2026", amount_total: 5, __count: 2 }], query, fields)).toThrow(bad);
    expect(() => groupsOf([{ amount_total: "5", __count: 2 }], { ...query, by: [] }, fields)).toThrow(bad);
  });
});
