import * as z from "zod";
import { PREVIEW_LENGTH } from "./defaults.ts";
import { body, emailAddressSchema, line, phoneNumberSchema, recordIdSchema, sha256Schema } from "./text.ts";

const common = {
  recipient_role: z.enum(["to", "cc"]),
  recipient_partner_id: recordIdSchema,
  subject: line(200).optional(),
  preview: body(1_000),
  body_sha256: sha256Schema,
};

export const externalEffectSchema = z.discriminatedUnion("effect_type", [
  z.strictObject({ effect_type: z.literal("email"), recipient: emailAddressSchema, ...common }),
  z.strictObject({ effect_type: z.literal("sms"), recipient: phoneNumberSchema, ...common }),
  z.strictObject({ effect_type: z.literal("webhook"), recipient: z.url({ protocol: /^https$/ }).max(2_000), ...common }),
]);
/**
 * Somebody outside who gets contacted. `preview` is the beginning of the exact body and `body_sha256` its hash; the
 * body itself is in the operation's inputs.
 */
export type ExternalEffect = z.infer<typeof externalEffectSchema>;

/** The beginning of a body, cut between characters so that it stays well-formed. */
export function previewOf(text: string): string {
  const cut = text.slice(0, PREVIEW_LENGTH);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
