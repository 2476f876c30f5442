import { AiCooError } from "#src/lib/errors.ts";
import { isRecordId, odooError, withoutEffect, type OdooCaller } from "../transport/index.ts";
import { plainTextAsHtml } from "./html.ts";
import type { NoteInput } from "./writer.ts";

/** The first release whose `message_post` escapes text, and takes HTML only with `body_is_html`. */
const ESCAPES_BODIES_FROM = 17;

/** The note that carries this message id. Odoo accepts the same id twice, so the first one counts. */
export async function findNote(caller: OdooCaller, messageId: string): Promise<{ readonly id: number } | null> {
  assertMessageId(messageId);
  const args = { domain: [["message_id", "=", messageId]], fields: ["message_id"], order: "id", limit: 1 };
  const answer = await caller.call({ model: "mail.message", method: "search_read", args });
  if (Array.isArray(answer)) {
    const [first] = answer as readonly unknown[];
    if (first === undefined) return null;
    // a server that does not know the question may answer with every message it has
    const isOurs = typeof first === "object" && first !== null && "message_id" in first && first.message_id === messageId;
    if (isOurs && "id" in first && isRecordId(first.id)) return { id: first.id };
  }
  throw odooError("odoo_bad_answer", "Odoo's answer to the search for a note cannot be read.", { effect: "none" });
}

/**
 * Posts an internal note unless one with this message id stands there. `mail.mt_note` is internal: customers
 * never see it and nobody but followers of notes is told. `mail_create_nosubscribe` keeps the integration's
 * user from becoming a follower (14 makes the author one otherwise).
 */
export async function postNote(caller: OdooCaller, note: NoteInput): Promise<{ readonly id: number; readonly created: boolean }> {
  const existing = await findNote(caller, note.messageId);
  if (existing !== null) return { ...existing, created: false };
  const { major } = await caller.release().catch((error: unknown) => {
    throw withoutEffect(error);
  });
  const answer = await caller.call({
    model: note.model,
    method: "message_post",
    ids: [note.id],
    args: {
      body: plainTextAsHtml(note.body),
      ...(major >= ESCAPES_BODIES_FROM ? { body_is_html: true } : {}),
      message_type: "comment",
      subtype_xmlid: "mail.mt_note",
      message_id: note.messageId,
    },
    context: { mail_create_nosubscribe: true },
  });
  // 19 gives a list of one id, 14 the id.
  const id: unknown = Array.isArray(answer) ? answer[0] : answer;
  if (isRecordId(id)) return { id, created: true };
  throw odooError("odoo_bad_answer", `Odoo did not say which note it posted on ${note.model} ${note.id}.`, { effect: "unknown" });
}

function assertMessageId(messageId: string): void {
  if (/^<[^\s<>@]{1,150}@[^\s<>@]{1,100}>$/.test(messageId)) return;
  throw new AiCooError("invalid_input", "A note's message id has the form <name@host>.", { details: { effect: "none" } });
}
