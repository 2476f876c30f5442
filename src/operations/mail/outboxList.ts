import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { MailMessage } from "./transport.ts";

const outboxEntrySchema = z.strictObject({
  actionId: z.string(),
  messageId: z.string(),
  /** UTC. */
  at: z.iso.datetime(),
  from: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  replyTo: z.string().optional(),
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
});

/** A mail of the local outbox, as people read it. */
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

/** The mails that stand in the outbox, newest first; none when the folder does not exist. */
export async function listOutbox(dir: string): Promise<OutboxEntry[]> {
  const names = new Set(await readdir(dir).catch(() => []));
  const ids = [...names].filter((name) => name.endsWith(".eml")).map((name) => name.slice(0, -".eml".length));
  const entries = await Promise.all(ids.filter((id) => names.has(`${id}.json`)).map((id) => readEntry(dir, id)));
  return entries
    .filter((entry) => entry !== undefined)
    .toSorted((a, b) => b.at.localeCompare(a.at) || b.actionId.localeCompare(a.actionId));
}

/** One mail by its action, or `undefined`. */
export async function readOutboxEntry(dir: string, actionId: string): Promise<OutboxEntry | undefined> {
  return /^[0-9a-f-]{36}$/.test(actionId) ? readEntry(dir, actionId) : undefined;
}

export function entryOf(message: MailMessage, from: string): OutboxEntry {
  return {
    actionId: message.actionId,
    messageId: message.messageId,
    at: message.date.toISOString(),
    from,
    to: [...message.to],
    cc: [...message.cc],
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
    subject: message.subject,
    text: message.text,
    ...(message.html === undefined ? {} : { html: message.html }),
  };
}

export function fileNames(dir: string, actionId: string): { readonly eml: string; readonly entry: string } {
  return { eml: join(dir, `${actionId}.eml`), entry: join(dir, `${actionId}.json`) };
}

/** A file that a person broke is left out, not a reason to show nothing. */
async function readEntry(dir: string, actionId: string): Promise<OutboxEntry | undefined> {
  try {
    const parsed = outboxEntrySchema.safeParse(JSON.parse(await readFile(fileNames(dir, actionId).entry, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
