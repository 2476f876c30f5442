import { z } from "zod";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "../accounts/index.ts";
import { momentSchema } from "./common.ts";
import { roleSchema } from "./people.ts";

const nameSchema = z.string().trim().min(1).max(120);
const passwordSchema = z.string().min(SHORTEST_PASSWORD).max(LONGEST_PASSWORD);

export const accountSchema = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  /** Whether the account still is the stand-in that came with the organisation: it has to be set up. */
  placeholder: z.boolean(),
  hasPassword: z.boolean(),
  twoFactor: z.boolean(),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: momentSchema.nullable() })),
  sessions: z.array(
    z.object({
      id: z.string(),
      userAgent: z.string().nullable(),
      ipAddress: z.string().nullable(),
      createdAt: momentSchema,
      expiresAt: momentSchema,
      current: z.boolean(),
    }),
  ),
});
export type AccountView = z.infer<typeof accountSchema>;

export const setUpBodySchema = z.strictObject({ name: nameSchema, email: z.email().max(254), password: passwordSchema });
export const passwordBodySchema = z.strictObject({ current: z.string().max(LONGEST_PASSWORD).optional(), password: passwordSchema });
export const switchBodySchema = z.strictObject({ id: z.string().min(1).max(64) });
export const endedSchema = z.object({ ended: z.number().int() });

/** Whether the first page is the one for setting up: nobody has a password or a passkey. */
export const setUpSchema = z.object({ needed: z.boolean() });

const tokenSchema = z.string().min(1).max(200);
export const lookBodySchema = z.strictObject({ token: tokenSchema });
export const invitationViewSchema = z.object({
  organisation: z.string(),
  email: z.string(),
  role: roleSchema,
  invitedBy: z.string(),
  expiresAt: momentSchema,
  /** The address that this browser is signed in with, if it is. */
  signedInAs: z.string().nullable(),
});
/** With name and password an account is made; without, the account that is signed in joins. */
export const acceptBodySchema = z.strictObject({
  token: tokenSchema,
  account: z.strictObject({ name: nameSchema, password: passwordSchema }).optional(),
});
