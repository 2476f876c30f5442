import { activityModel, defineModel, type RecordOf } from "#src/odoo/models/index.ts";
import { isoMoment, odooMoment, type OdooDomain, type OdooReader } from "#src/odoo/read/index.ts";
import { addressesIn } from "./emailAddress.ts";

const activity = activityModel.shape;

/** The parts of an activity that say what a person has planned. */
const plannedActivityModel = defineModel("mail.activity", {
  res_model: activity.res_model,
  res_id: activity.res_id,
  summary: activity.summary,
  date_deadline: activity.date_deadline,
  user_id: activity.user_id,
  activity_type_id: activity.activity_type_id,
});

/** The records on which people work for some customers: invoices, deals, and the partners themselves. */
export interface Watched {
  readonly invoiceIds?: readonly number[];
  readonly leadIds?: readonly number[];
  readonly partnerIds: readonly number[];
}

/** What people planned on these records for today or later. */
export type PlannedActivity = RecordOf<typeof plannedActivityModel>;

/** Soonest first; `notBy` leaves out what this user planned. */
export async function readPlannedActivities(
  reader: OdooReader,
  watched: Watched,
  today: string,
  notBy: number | null = null,
): Promise<PlannedActivity[]> {
  const byOthers: OdooDomain = notBy === null ? [] : [["create_uid", "!=", notBy]];
  return reader.list(plannedActivityModel, {
    domain: [["date_deadline", ">=", today], ...byOthers, ...onRecords("res_model", watched)],
    order: "date_deadline, id",
  });
}

/** A message between people and a customer; `incoming` came from the customer's side. */
export interface CustomerMessage {
  readonly id: number;
  readonly model: string;
  readonly recordId: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly authorId: number | null;
  readonly emailFrom: string | null;
}

/** Types of messages that leave or enter the house whatever their subtype; a comment does when its subtype is not internal. */
const OUTSIDE_TYPES = ["email", "email_outgoing", "sms", "snailmail"];

/**
 * Messages exchanged on these records since a moment, newest first: mails in and out and comments that are not
 * internal notes. Sending an invoice leaves a comment of subtype "Discussions". Odoo's own notices and the
 * notes of this product do not count.
 */
export async function readMessages(reader: OdooReader, watched: Watched, since: Date): Promise<CustomerMessage[]> {
  const rows = await reader.searchRead({
    model: "mail.message",
    domain: [
      ["date", ">=", odooMoment(since)],
      "|",
      ["message_type", "in", OUTSIDE_TYPES],
      "&",
      "&",
      ["message_type", "=", "comment"],
      ["is_internal", "=", false],
      ["subtype_id.internal", "=", false],
      ...onRecords("model", watched),
    ],
    fields: ["model", "res_id", "date", "author_id", "email_from"],
    order: "date desc, id desc",
  });
  return rows.flatMap((row): CustomerMessage[] => {
    const { id, model, res_id: recordId, date, author_id: author, email_from: emailFrom } = row;
    if (typeof id !== "number" || typeof model !== "string" || typeof recordId !== "number" || typeof date !== "string") return [];
    return [
      {
        id,
        model,
        recordId,
        at: isoMoment(date),
        authorId: Array.isArray(author) && typeof author[0] === "number" ? author[0] : null,
        emailFrom: typeof emailFrom === "string" ? emailFrom : null,
      },
    ];
  });
}

/** Whether the customer's side wrote it: a contact of the customer, or a mail from one of its addresses. */
export function isFromCustomer(message: CustomerMessage, partnerIds: ReadonlySet<number>, emails: ReadonlySet<string>): boolean {
  if (message.authorId !== null) return partnerIds.has(message.authorId);
  return addressesIn(message.emailFrom).some((address) => emails.has(address));
}

function onRecords(field: "model" | "res_model", { invoiceIds = [], leadIds = [], partnerIds }: Watched): OdooDomain {
  const of = (model: string, ids: readonly number[]): OdooDomain => ["&", [field, "=", model], ["res_id", "in", ids]];
  // a model that nobody watches may not be installed
  const others = [
    ...(invoiceIds.length === 0 ? [] : [of("account.move", invoiceIds)]),
    ...(leadIds.length === 0 ? [] : [of("crm.lead", leadIds)]),
  ];
  return others.reduce<OdooDomain>((all, one) => ["|", ...one, ...all], of("res.partner", partnerIds));
}
