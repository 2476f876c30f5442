import type { CustomerMessage } from "#src/signals/index.ts";
import { dayIn } from "../calendar.ts";
import type { Hold, OverdueInvoice, PreviousReminder } from "../findings.ts";
import type { Recorded } from "./recorded.ts";

/** A sequence of reminders that an answer of the customer has ended. */
export interface EndedByReply {
  /** When the customer answered, ISO 8601 in UTC. */
  readonly at: string;
  /** What it ended the reminders of: the invoices that were due when the answer came. */
  readonly invoiceIds: readonly number[];
  readonly hold: Hold;
  /** Whether all of that stands recorded already. */
  readonly isRecorded: boolean;
}

export interface ReplyToReminders {
  /** All that is overdue of the debt. */
  readonly invoices: readonly Pick<OverdueInvoice, "id" | "dueDate">[];
  /** The reminders that named an invoice. */
  readonly previousOf: (invoiceId: number) => PreviousReminder | null;
  /** The newest message from the customer's side that Odoo has. */
  readonly received: CustomerMessage | undefined;
  readonly recorded: Pick<Recorded, "repliedAt" | "resumedAt" | "endings">;
  readonly timezone: string;
}

/**
 * Whether the customer has answered its reminders: then nothing more is asked for of what was due at that moment, however long
 * nobody says anything, until a person starts it again. What fell due afterwards is a sequence of its own. A message before the
 * first reminder answers none, and one that came before a later reminder was known to whoever approved that.
 */
export function endedByReply({ invoices, previousOf, received, recorded, timezone }: ReplyToReminders): EndedByReply | null {
  const reply = unreadReply(received, recorded);
  const remindedBefore = (id: number, at: string): boolean => isBefore(previousOf(id), at);
  const answers = reply !== null && invoices.some(({ id }) => remindedBefore(id, reply.at)) ? reply : null;
  const day = answers === null ? "" : dayIn(timezone, new Date(answers.at));
  const isSilent = (id: number, at: string): boolean => previousOf(id) === null || remindedBefore(id, at);

  const byRow = invoices.filter(({ id }) => recorded.endings.some((one) => one.invoiceIds.includes(id) && isSilent(id, one.recordedAt)));
  const byReply = answers === null ? [] : invoices.filter(({ id, dueDate }) => dueDate < day && isSilent(id, answers.at));
  const invoiceIds = [...new Set([...byRow, ...byReply].map(({ id }) => id))];
  if (invoiceIds.length === 0) return null;

  const at = [...(byReply.length === 0 ? [] : [answers!.at]), ...recorded.endings.map(({ recordedAt }) => recordedAt)]
    .toSorted((one, other) => Date.parse(one) - Date.parse(other))
    .at(-1)!;
  return {
    at,
    invoiceIds,
    hold: {
      reason: "customer_wrote",
      sentence: `The customer answered on ${dayIn(timezone, new Date(at))}, which ended the reminders of what was due by then; a person can start them again.`,
      until: null,
      record: byReply.length === 0 ? null : answers!.record,
    },
    isRecorded: byReply.every((invoice) => byRow.includes(invoice)),
  };
}

interface Reply {
  readonly at: string;
  /** Where it stands in Odoo; null for one that came to us. */
  readonly record: Hold["record"];
}

/** The newest answer, in Odoo or to us, that no person has dealt with. */
function unreadReply(
  received: CustomerMessage | undefined,
  { repliedAt, resumedAt }: Pick<Recorded, "repliedAt" | "resumedAt">,
): Reply | null {
  const isOurs = repliedAt !== null && (received === undefined || Date.parse(repliedAt) > Date.parse(received.at));
  const at = isOurs ? repliedAt : received?.at;
  if (at === undefined || (resumedAt !== null && Date.parse(resumedAt) >= Date.parse(at))) return null;
  return { at, record: isOurs || received === undefined ? null : { model: received.model, id: received.recordId } };
}

const isBefore = (previous: PreviousReminder | null, at: string): boolean => previous !== null && Date.parse(previous.at) < Date.parse(at);
