import { z } from "zod";
import { escalationSettingsSchema, personSettingsSchema, timezoneSchema } from "#src/notifications/index.ts";
import { actionStatusSchema, riskLevelSchema } from "#src/protocol/index.ts";
import { actionDetailSchema } from "./actions.ts";
import { momentSchema } from "./common.ts";

/** How the one who asks is told about what waits for a decision. */
export const preferencesSchema = z.object({
  settings: personSettingsSchema,
  /** IANA; null where the organisation's counts. */
  timezone: z.string().nullable(),
  /** Where mail goes; null where the account has no address. */
  email: z.string().nullable(),
  /** Registered for SMS, E.164. */
  phone: z.string().nullable(),
  /** Claimed, and not proved yet by an SMS from it. */
  pendingPhone: z.string().nullable(),
  /** After wrong codes nothing is decided by SMS until it is unlocked. */
  isSmsLocked: z.boolean(),
  /** Whether they are told at all: those who only read are not. */
  isTold: z.boolean(),
  /** The number to answer to, where the organisation says so. */
  smsNumber: z.string().nullable(),
});
export type PreferencesView = z.infer<typeof preferencesSchema>;

export const preferencesBodySchema = z.strictObject({ settings: personSettingsSchema, timezone: timezoneSchema.nullable() });

export const phoneBodySchema = z.strictObject({ phone: z.string().trim().min(4).max(40) });
export const phoneClaimSchema = z.object({
  phone: z.string(),
  /** What has to be sent from the number. */
  text: z.string(),
  until: momentSchema,
  smsNumber: z.string().nullable(),
});
export type PhoneClaim = z.infer<typeof phoneClaimSchema>;

export const testBodySchema = z.strictObject({ channel: z.enum(["email", "sms"]) });

export const toldListSchema = z.object({
  messages: z
    .array(
      z.object({
        id: z.uuid(),
        channel: z.enum(["email", "sms"]),
        kind: z.enum(["approval", "escalation", "digest", "receipt", "test"]),
        state: z.enum(["waiting", "sending", "sent", "failed", "unknown", "dropped"]),
        actionId: z.uuid().nullable(),
        createdAt: momentSchema,
        dueAt: momentSchema,
        sentAt: momentSchema.nullable(),
        /** Why it was not sent, one sentence. */
        reason: z.string().nullable(),
      }),
    )
    .readonly(),
});
export type ToldList = z.infer<typeof toldListSchema>;

export const doneSchema = z.object({ ok: z.literal(true) });

/** Who hears of what nobody has decided, and after how long. */
export const escalationSchema = z.object({
  settings: escalationSettingsSchema,
  /** Who can stand in the line, in the order in which they joined. */
  approvers: z.array(z.object({ userId: z.string(), name: z.string(), isOwner: z.boolean() })).readonly(),
});
export type EscalationView = z.infer<typeof escalationSchema>;

export const escalationBodySchema = z.strictObject({
  settings: escalationSettingsSchema,
  /** As they were shown: another change in between is not written over. */
  seen: escalationSettingsSchema,
});

const token = z.string().min(1).max(400);
export const linkBodySchema = z.strictObject({ token });

/** What a mailed link is about, and what deciding by it takes. */
export const decisionLinkSchema = z.object({
  state: z.enum(["open", "used", "decided", "changed", "expired", "not_by_mail", "not_yours", "handed_back"]),
  /** Whom it was sent to. */
  person: z.string(),
  /** Whether who looks is signed in as that person. */
  isSignedIn: z.boolean(),
  /** Who is away and in whose place it decides, as long as the person acts for them; null in their own name. */
  actsFor: z.object({ name: z.string(), until: momentSchema }).nullable(),
  /** What was decided before, by whom and in whose place; null while it waits, and for whom it is not. */
  decided: z
    .object({
      what: z.enum(["approved", "rejected", "cancelled", "edited", "expired"]),
      by: z.string().nullable(),
      inPlaceOf: z.string().nullable(),
      at: momentSchema,
    })
    .nullable(),
  needs: z.enum(["code", "session", "fresh_sign_in"]).nullable(),
  /** The digits to type, where that decides. */
  code: z.string().nullable(),
  expiresAt: momentSchema,
  actionId: z.uuid(),
  riskLevel: riskLevelSchema,
  status: actionStatusSchema,
  /** The complete action, as the inbox shows it; null where it is another version than the link was sent for, or not this visitor's. */
  action: actionDetailSchema.nullable(),
});
export type DecisionLinkView = z.infer<typeof decisionLinkSchema>;

export const decideBodySchema = z.strictObject({
  token,
  decision: z.enum(["approve", "reject"]),
  /** Of the document that was shown. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "must be the action's fingerprint, 64 hexadecimal digits"),
  reason: z.string().trim().min(1).max(1000).optional(),
  code: z.string().trim().max(10).optional(),
});
export const linkDecidedSchema = z.object({ actionId: z.uuid(), status: actionStatusSchema });
