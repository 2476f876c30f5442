import { link, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { smsSize } from "#src/protocol/index.ts";
import { codeOf, exists, writeWhole } from "../files.ts";
import { done, final, retry } from "../outcome.ts";
import { smsRefusalOf, type SmsMessage, type SmsTransport } from "./transport.ts";

const smsOutboxEntrySchema = z.strictObject({
  actionId: z.string(),
  /** UTC. */
  at: z.iso.datetime(),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  segments: z.int().positive(),
});

/** An SMS of the local outbox, as people read it. */
export type SmsOutboxEntry = z.infer<typeof smsOutboxEntrySchema>;

export interface SmsOutboxSettings {
  /** Made when it does not exist. */
  readonly dir: string;
  readonly from: string;
}

/**
 * SMS that go nowhere: one file per action in a folder, for the demo. One that stands there is never written
 * twice, so unlike a real SMS it may be repeated, and looking it up is proof.
 */
export function smsOutboxTransport({ dir, from }: SmsOutboxSettings): SmsTransport {
  return {
    name: "outbox",
    repeatable: true,
    async send(message) {
      const refusal = smsRefusalOf(message);
      if (refusal !== undefined) return final(refusal);
      try {
        await put(message, dir, from);
        return done(refOf(message.actionId));
      } catch (error) {
        // Whatever failed, the file's name was not there: it appears whole or not at all.
        return retry(`The local outbox could not be written: ${codeOf(error) ?? "unknown reason"}.`);
      }
    },
    async lookUp({ actionId }) {
      return (await exists(fileOf(dir, actionId))) ? { kind: "found", ref: refOf(actionId) } : { kind: "not_found" };
    },
  };
}

/** The SMS that stand in the outbox, newest first; none when the folder does not exist. */
export async function listSmsOutbox(dir: string): Promise<SmsOutboxEntry[]> {
  const names = await readdir(dir).catch(() => []);
  const entries = await Promise.all(names.filter((name) => name.endsWith(".json")).map((name) => readEntry(join(dir, name))));
  return entries
    .filter((entry) => entry !== undefined)
    .toSorted((a, b) => b.at.localeCompare(a.at) || b.actionId.localeCompare(a.actionId));
}

const refOf = (actionId: string): string => `outbox:${actionId}`;
const fileOf = (dir: string, actionId: string): string => join(dir, `${actionId}.json`);

async function put({ actionId, to, body, date }: SmsMessage, dir: string, from: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const entry: SmsOutboxEntry = { actionId, at: date.toISOString(), from, to, body, segments: smsSize(body).segments };
  await writeWhole(dir, actionId, `${JSON.stringify(entry)}\n`, (draft) => link(draft, fileOf(dir, actionId))).catch((error: unknown) => {
    // It stands there already, from another attempt or put there at the same moment.
    if (codeOf(error) !== "EEXIST") throw error;
  });
}

/** A file that a person broke is left out, not a reason to show nothing. */
async function readEntry(path: string): Promise<SmsOutboxEntry | undefined> {
  try {
    const parsed = smsOutboxEntrySchema.safeParse(JSON.parse(await readFile(path, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
