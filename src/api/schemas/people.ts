import { z } from "zod";
import { notificationLanguageSchema } from "#src/notifications/index.ts";
import { KEY_SCOPES, RIGHTS, ROLES } from "#src/people/rights.ts";
import { momentSchema } from "./common.ts";

export const roleSchema = z.enum(ROLES);
export const rightSchema = z.enum(RIGHTS);

/** An identifier of better-auth: any text that the database can be asked for. */
const idSchema = z
  .string()
  .max(64)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, "must be an identifier");

export const personParams = z.object({ id: idSchema });

export const memberSchema = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleSchema,
  since: momentSchema,
  /** Whether it is who asks. */
  you: z.boolean(),
});

export const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: roleSchema,
  createdAt: momentSchema,
  expiresAt: momentSchema,
  /** How its mail stands; null where none was asked for, or long ago. `dropped` and `failed` come with why it did not go out. */
  mail: z
    .object({
      state: z.enum(["waiting", "sending", "sent", "failed", "unknown", "dropped"]),
      reason: z.string().nullable(),
      sentAt: momentSchema.nullable(),
    })
    .nullable(),
});

export const peopleSchema = z.object({
  members: z.array(memberSchema),
  /** Empty for those who do not look after people. */
  invitations: z.array(invitationSchema),
  /** The roles that whoever asks may give. */
  assignable: z.array(roleSchema),
});
export type PeopleView = z.infer<typeof peopleSchema>;

export const inviteBodySchema = z.strictObject({
  email: z.email().max(254),
  role: roleSchema,
  /** Of the mail. */
  language: notificationLanguageSchema.default("en"),
});
export const roleBodySchema = z.strictObject({ role: roleSchema });
/** `url` is to be copied and handed on; a worker mails it as well, and the list of people says what came of that. */
export const invitedSchema = z.object({ id: z.string(), url: z.string(), expiresAt: momentSchema });
export const linkSchema = z.object({ url: z.string(), expiresAt: momentSchema });
export const doneSchema = z.object({ ok: z.literal(true) });

export const delegationSchema = z.object({
  id: z.string(),
  from: z.object({ userId: z.string(), name: z.string() }),
  to: z.object({ userId: z.string(), name: z.string() }),
  startsAt: momentSchema,
  endsAt: momentSchema,
  endedAt: momentSchema.nullable(),
  state: z.enum(["coming", "now", "over"]),
});
export const delegationListSchema = z.object({ delegations: z.array(delegationSchema) });
export type DelegationView = z.infer<typeof delegationSchema>;

export const delegateBodySchema = z.strictObject({
  /** Who is away; you, where absent. */
  from: idSchema.optional(),
  to: idSchema,
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
});

export const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The first letters, by which people tell keys apart. */
  start: z.string(),
  scopes: z.array(z.enum(KEY_SCOPES)),
  createdAt: momentSchema,
  expiresAt: momentSchema.nullable(),
  lastUsedAt: momentSchema.nullable(),
});
export const keyListSchema = z.object({ keys: z.array(keySchema) });
export type KeyListView = z.infer<typeof keyListSchema>;

export const makeKeyBodySchema = z.strictObject({
  name: z.string().trim().min(1).max(64),
  scopes: z.array(z.enum(KEY_SCOPES)).default(["read"]),
  expiresInDays: z.int().min(1).max(365).optional(),
});
/** The key itself: in this answer and nowhere else. */
export const madeKeySchema = z.object({ id: z.string(), key: z.string() });
