import { join } from "node:path";
import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import type { NotifierPorts } from "#src/notifications/index.ts";
import { invitationUrl } from "#src/people/index.ts";
import { createMailTransport } from "./mail.ts";
import { createSmsTransport } from "./sms.ts";

/** Where the demo's mails to approvers lie, apart from those to customers. */
export const notificationOutboxFolder = (dataDir: string): string => join(dataDir, "notifications");
/** Where the demo's SMS to approvers lie. */
export const notificationSmsFolder = (dataDir: string): string => join(dataDir, "sms-notifications");

/**
 * The ways for notifications to leave, made anew from the configuration for the worker alone: what sends to customers is not handed
 * to what tells approvers, nor the other way round.
 */
export function createNotifierPorts(config: Config, secrets: Secrets, authSecret: () => string): NotifierPorts {
  const mail = createMailTransport(config, secrets, notificationOutboxFolder(config.dataDir));
  const { sms } = createSmsTransport(config, secrets, notificationSmsFolder(config.dataDir));
  return {
    publicUrl: publicAddress(config),
    invitationUrl: (origin, id) => invitationUrl(origin, authSecret(), id),
    mail: ({ id, to, subject, text, html, language, date }) =>
      mail.send({ actionId: id, messageId: `<${id}@ai-coo>`, to: [to], cc: [], subject, text, html, language, date }),
    ...(sms === undefined ? {} : { sms: ({ id, to, body, date }) => sms.send({ actionId: id, to, body, date }) }),
  };
}

/** The configured address; the demo's own machine where none is, since its mails go no further than that. Never what a request says. */
function publicAddress({ publicUrl, odoo, host, port }: Config): string | undefined {
  if (publicUrl !== undefined || odoo.kind !== "simulated") return publicUrl;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
