import { z } from "zod";
import type { Environment } from "./env.ts";

const path = z.string().regex(/^[^\s]{1,120}$/, "must be a name or a path such as message.from");
const gatewaySchema = z.strictObject({
  from: path.default("from"),
  text: path.default("message"),
  id: path.default("id"),
});

const gateway = z
  .string()
  .transform((text, issue) => {
    try {
      return gatewaySchema.parse(JSON.parse(text));
    } catch {
      issue.addIssue({ code: "custom", message: 'must be JSON such as {"from":"sender","text":"body","id":"message_id"}' });
      return z.NEVER;
    }
  })
  .optional();

const DEFAULT_FIELDS: SmsInboundFields = gatewaySchema.parse({});

/** The environment variables of what comes in: webhooks and unsubscribe links. */
export const inboundVariables = {
  WEBHOOK_SECRET: z
    .string()
    .min(32, "must have at least 32 characters")
    .optional()
    .describe("The addresses of webhooks are made from it; AUTH_SECRET when not set. See docs/webhooks.md."),
  TWILIO_AUTH_TOKEN: z
    .string()
    .min(16, "must be the auth token of the account")
    .optional()
    .describe("Auth token of the Twilio account, which signs its webhooks; taken from SMS_API_KEY when not set."),
  SMS_INBOUND: gateway.describe(
    "Where number, text and id of an SMS stand in what your own gateway reports, as JSON; `from`, `message` and `id` when not set.",
  ),
};

/** Where an SMS stands in what a gateway of the user's own reports. */
export type SmsInboundFields = z.output<typeof gatewaySchema>;

/** What believes those who report something; none of it opens a door to the outside but the token, which signs as well. */
export interface InboundSecrets {
  readonly webhook: string | undefined;
  readonly twilioAuthToken: string | undefined;
}

export function readInboundSecrets(env: Environment): InboundSecrets {
  return { webhook: env.WEBHOOK_SECRET, twilioAuthToken: env.TWILIO_AUTH_TOKEN };
}

export const smsInboundFields = (env: Environment): SmsInboundFields => env.SMS_INBOUND ?? DEFAULT_FIELDS;
