import { expect, test } from "vitest";
import { z } from "zod";
import { personParams } from "#src/api/schemas/people.ts";
import { timezoneSchema } from "#src/notifications/index.ts";
import { savedNameSchema } from "#src/people/savedViews.ts";
import { recognise, saidIn } from "#src/sentences/index.ts";

/** What the library that reads requests says of a value. */
const faultOf = (schema: z.ZodType, value: unknown): string => schema.safeParse(value).error!.issues[0]!.message;

const EITHER = z.discriminatedUnion("kind", [z.object({ kind: z.literal("a") }), z.object({ kind: z.literal("b") })]);

const REFUSED: readonly (readonly [string, string])[] = [
  ["field.type", faultOf(z.string(), undefined)],
  ["field.type", faultOf(z.number(), "12")],
  ["field.one", faultOf(z.literal("yes"), "no")],
  ["field.option", faultOf(z.enum(["viewer", "owner"]), "king")],
  ["field.tooBigBy", faultOf(z.string().max(40), "x".repeat(41))],
  ["field.tooBigBy", faultOf(z.array(z.string()).max(1), ["a", "b"])],
  ["field.tooBig", faultOf(z.number().max(168), 200)],
  ["field.notBelow", faultOf(z.number().lt(5), 5)],
  ["field.tooSmallBy", faultOf(z.string().min(12), "short")],
  ["field.tooSmall", faultOf(z.number().min(0.25), 0)],
  ["field.notAbove", faultOf(z.number().positive(), 0)],
  ["field.format", faultOf(z.email(), "nobody")],
  ["field.format", faultOf(z.uuid(), "nobody")],
  ["field.format", faultOf(z.iso.datetime(), "today")],
  ["field.format", faultOf(z.iso.date(), "today")],
  ["field.pattern", faultOf(z.string().regex(/^[A-Z]{2}$/), "fr")],
  ["field.multiple", faultOf(z.number().multipleOf(5), 7)],
  ["field.keyOne", faultOf(z.strictObject({}), { a: 1 })],
  ["field.identifier", faultOf(personParams, { id: "two\nlines" })],
  ["field.oneLine", faultOf(savedNameSchema, "two\nlines")],
  ["field.zone", faultOf(timezoneSchema, "Nowhere")],
  ["field.tooBigExactly", faultOf(z.string().length(4), "12345")],
  ["field.tooSmallExactly", faultOf(z.string().length(4), "123")],
  ["field.starts", faultOf(z.string().startsWith("a"), "b")],
  ["field.ends", faultOf(z.string().endsWith("a"), "b")],
  ["field.holds", faultOf(z.string().includes("a"), "b")],
  ["field.keyIn", faultOf(z.record(z.string().min(3), z.string()), { a: "b" })],
  ["field.format", faultOf(z.union([z.string(), z.number()]), true)],
  ["field.format", faultOf(z.iso.duration(), "today")],
  ["field.manyMatched", faultOf(z.xor([z.string(), z.string().max(3)]), "ab")],
  ["field.discriminator", faultOf(EITHER, { kind: "c" })],
  ["field.keyMany", faultOf(z.strictObject({}), { a: 1, b: 2 })],
];

test.each(REFUSED)("%s is known: %s", (code, message) => {
  expect(recognise("sentence", message).map((one) => one.code)).toEqual([code]);
});

test("a refused request says which field, and what is wrong with it", () => {
  const message = `The request is not what this address takes (email: ${faultOf(z.email(), "nobody")}), so nothing was done.`;
  expect(saidIn({ error: { message } }).sentence?.[message]).toMatchObject([
    {
      code: "refused.notTakenIn",
      figures: { field: "email", fault: { said: [{ code: "field.format", figures: { what: "email_address" } }] } },
    },
  ]);
});

test("a field that people do not fill in is named as it stands", () => {
  const message = `The request is not what this address takes (rules.0.cap: ${faultOf(z.string(), 1)}), so nothing was done.`;
  expect(recognise("sentence", message)).toMatchObject([{ code: "refused.notTakenAt", figures: { field: "rules.0.cap" } }]);
});
