import * as z from "zod";

/**
 * Text hygiene. Documents carry text that came from Odoo, from people and from models into mail headers, Odoo fields
 * and screens, so what could break a header, hide in a line or reorder what is read is refused at the border.
 */

/** No control characters, line or paragraph separators, nor the marks that reorder text on a screen. */
const SAFE_LINE = /^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]*$/u;
/** As above, but a body has line feeds and tabs. */
const SAFE_BODY = /^(?:[\n\t]|[^\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff])*$/u;
const NOT_BLANK = /\S/;

function safeText(pattern: RegExp, error: string, max: number, min: number) {
  return z
    .string()
    .min(min)
    .max(max)
    .regex(pattern, { error })
    .regex(NOT_BLANK, { error: "must not be blank" })
    .refine((value) => value.isWellFormed(), "must be well-formed Unicode");
}

/** One line of text: no control characters, no line breaks, no reordering marks; not blank. */
export function line(max: number, min = 1) {
  return safeText(SAFE_LINE, "must be one line without control characters", max, min);
}

/** Text of several lines: line feeds and tabs, no other control characters; not blank. */
export function body(max: number, min = 1) {
  return safeText(SAFE_BODY, "must not hold control characters other than line feed and tab", max, min);
}

/** An e-mail address, bare, without a display name. */
export const emailAddressSchema = z.email().max(254);
/** A phone number in E.164: `+`, country code, number. */
export const phoneNumberSchema = z.e164();
/** The id of an Odoo record. */
export const recordIdSchema = z.int().positive();
/** The technical name of an Odoo model, `account.move`. */
export const modelNameSchema = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/);
/** The technical name of a field, `invoice_date_due`. */
export const fieldNameSchema = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*$/);
/** `model.field`; everything before the last dot is the model. */
export const fieldPathSchema = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+\.[a-z][a-z0-9_]*$/);
/** A moment, RFC 3339 in UTC with seconds: `2026-03-02T09:00:00Z`. */
export const timestampSchema = z.iso
  .datetime()
  .max(30)
  .regex(/T\d\d:\d\d:\d\d(\.\d+)?Z$/);
/** A day, `2026-03-02`. */
export const dateSchema = z.iso.date();
/** An ISO 4217 currency code. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/);
/** A BCP 47 language tag, `fr` or `fr-FR`. */
export const languageSchema = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** SHA-256 in lower-case hexadecimal. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
/** A tenant. */
export const orgIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

const accountId = z.string().regex(/[A-Za-z0-9_-]{1,64}/);
/** Who acts: the system itself, a signed-in person, or the holder of an API key. */
export const actorSchema = z.union([
  z.literal("system:ai-coo"),
  z.templateLiteral(["user:", accountId]),
  z.templateLiteral(["agent:", accountId]),
]);
export type Actor = z.infer<typeof actorSchema>;
