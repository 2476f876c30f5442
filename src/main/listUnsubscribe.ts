import type { CommonConfig, Config } from "#src/config/config.ts";
import { getActionById } from "#src/db/access/autonomousActions.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { OperationPorts } from "#src/operations/index.ts";
import { createUnsubscribeLinks, normaliseAddress, readOutreachSettings } from "#src/outreach/index.ts";
import type { ActionType } from "#src/protocol/index.ts";

/** Mails that a customer gets because of what they bought: the law asks for no link in them. */
const TRANSACTIONAL: readonly ActionType[] = ["send_invoice_reminder", "send_payment_confirmation"];

/** Whether a link can be offered at all: one click wants an address that the recipient's mail provider reaches safely. */
const canOfferLinks = ({ publicUrl }: CommonConfig): boolean => publicUrl?.startsWith("https://") === true;

/**
 * How the recipients of an action's mail unsubscribe, where the organisation wants it for that kind of mail; nothing for an
 * installation without a public https address. The context names the organisation and says who reads.
 */
export function createListUnsubscribe(config: Config, authSecret: () => string, ctx: Context): Pick<OperationPorts, "listUnsubscribe"> {
  if (!canOfferLinks(config)) return {};
  const links = createUnsubscribeLinks(authSecret());
  const origin = config.publicUrl!.replace(/\/$/, "");
  const sender = /<([^<>]+)>\s*$/.exec(config.mail.from)?.[1] ?? config.mail.from.trim();
  return {
    listUnsubscribe: async ({ orgId, actionId }) => {
      const { settings, type } = await withTransaction({ ...ctx, orgId }, async (inner) => ({
        settings: await readOutreachSettings(inner),
        type: (await getActionById(inner, actionId))?.actionType,
      }));
      const { enabled, transactional, mailto } = settings.listUnsubscribe;
      if (!enabled || (!transactional && (type === undefined || TRANSACTIONAL.includes(type)))) return undefined;
      return {
        mailto: mailto ?? sender,
        urlFor: (address) =>
          `${origin}/unsubscribe/${links.seal({ orgId, channel: "email", address: normaliseAddress("email", address) })}`,
      };
    },
  };
}
