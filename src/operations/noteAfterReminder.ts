import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import type { OdooWriter } from "#src/odoo/write/index.ts";
import { invoiceNoteId } from "./tokens.ts";

const NOTES_AT_ONCE = 4;

/** What became of the notes: the reminder itself has gone out and stands whatever happened here. */
export interface ReminderNotes {
  /** Invoices on which the note stands, posted now or before. */
  readonly noted: readonly number[];
  /** Worth calling again: every note is looked up before it is posted. */
  readonly failed: readonly { readonly invoiceId: number; readonly reason: string }[];
}

/**
 * Leaves an internal note on each invoice that a reminder listed, so that people in Odoo see it. Each note
 * carries a message id of action and invoice, so calling again adds only what is missing. Never throws.
 * `body` is plain text.
 */
export async function noteAfterReminder(
  odoo: OdooWriter,
  reminder: { readonly actionId: string; readonly invoiceIds: readonly number[]; readonly body: string },
): Promise<ReminderNotes> {
  const results = await mapWithLimit([...new Set(reminder.invoiceIds)], NOTES_AT_ONCE, async (invoiceId) => {
    try {
      await odoo.postNote({
        model: "account.move",
        id: invoiceId,
        body: reminder.body,
        messageId: invoiceNoteId(reminder.actionId, invoiceId),
      });
      return { invoiceId, reason: undefined };
    } catch (error) {
      return { invoiceId, reason: asAiCooError(error).message };
    }
  });
  return {
    noted: results.filter((result) => result.reason === undefined).map((result) => result.invoiceId),
    failed: results.flatMap(({ invoiceId, reason }) => (reason === undefined ? [] : [{ invoiceId, reason }])),
  };
}
