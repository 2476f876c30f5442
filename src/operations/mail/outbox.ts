import { link, mkdir, rename } from "node:fs/promises";
import { codeOf, exists, writeWhole } from "../files.ts";
import { done, final, type Outcome, retry } from "../outcome.ts";
import { composeMail, refusalOf } from "./compose.ts";
import { entryOf, fileNames, type OutboxEntry } from "./outboxList.ts";
import type { MailMessage, MailTransport } from "./transport.ts";

export interface OutboxSettings {
  /** Made when it does not exist. */
  readonly dir: string;
  readonly from: string;
}

/**
 * Mail that goes nowhere: one `.eml` file per action in a folder, for the demo. A mail that stands there is
 * never written twice, so unlike real mail it may be repeated, and looking it up is proof.
 */
export function outboxTransport(settings: OutboxSettings): MailTransport {
  return {
    name: "outbox",
    repeatable: true,
    async send(message) {
      const refusal = refusalOf(message);
      if (refusal !== undefined) return final(refusal);
      try {
        return await put(message, settings);
      } catch (error) {
        // Whatever failed, the file's name was not there: it appears whole or not at all.
        return retry(`The local outbox could not be written: ${codeOf(error) ?? "unknown reason"}.`);
      }
    },
    async lookUp({ actionId }) {
      const { eml } = fileNames(settings.dir, actionId);
      return (await exists(eml)) ? { kind: "found", ref: `<${actionId}@ai-coo>` } : { kind: "not_found" };
    },
  };
}

async function put(message: MailMessage, { dir, from }: OutboxSettings): Promise<Outcome> {
  await mkdir(dir, { recursive: true });
  const { eml, entry } = fileNames(dir, message.actionId);
  if (await exists(eml)) return done(message.messageId);
  // The entry first: a listing counts only mails whose file stands, so a crash in between shows nothing.
  await writeWhole(dir, message.actionId, `${JSON.stringify(entryOf(message, from) satisfies OutboxEntry)}\n`, (draft) =>
    rename(draft, entry),
  );
  await writeWhole(dir, message.actionId, await composeMail(message, from), (draft) => link(draft, eml)).catch((error: unknown) => {
    // Somebody else put the same mail there at the same moment.
    if (codeOf(error) !== "EEXIST") throw error;
  });
  return done(message.messageId);
}
