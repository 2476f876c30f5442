import { join } from "node:path";
import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import { outboxTransport, smtp2goTransport, smtpTransport, type MailTransport } from "#src/operations/index.ts";

/** Where the demo's mails lie: one `.eml` file each. */
export const outboxFolder = (dataDir: string): string => join(dataDir, "outbox");

export { listOutbox } from "#src/operations/index.ts";

/** The configured way for mail to leave; `dir` is where the demo's lie. */
export function createMailTransport(config: Config, secrets: Secrets, dir = outboxFolder(config.dataDir)): MailTransport {
  const { mail } = config;
  switch (mail.kind) {
    case "outbox":
      return outboxTransport({ dir, from: mail.from });
    case "smtp":
      return smtpTransport({ url: secrets.smtpUrl!, from: mail.from });
    case "smtp2go":
      return smtp2goTransport({ apiKey: secrets.smtp2goApiKey!, from: mail.from, baseUrl: mail.url });
  }
}
