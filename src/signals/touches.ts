import { isoMoment, odooMoment, type OdooReader } from "#src/odoo/read/index.ts";

/** Somebody did something about a deal: wrote about it, inside or outside, or finished an activity. */
export interface DealTouch {
  readonly dealId: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly what: "message" | "activity";
}

/** Types of messages that people write. Odoo's own notices (`notification`, `auto_comment`, …) are no work on a deal. */
export const WRITTEN = ["comment", "email", "email_outgoing", "sms", "snailmail", "whatsapp_message"];

/**
 * What was done about these deals since a moment, newest first. A finished activity leaves a message with its type in
 * every release, whether the activity itself is deleted (up to 16) or archived.
 */
export async function readDealTouches(reader: OdooReader, dealIds: readonly number[], since: Date): Promise<DealTouch[]> {
  if (dealIds.length === 0) return [];
  const rows = await reader.searchRead({
    model: "mail.message",
    domain: [
      ["date", ">=", odooMoment(since)],
      ["model", "=", "crm.lead"],
      ["res_id", "in", dealIds],
      "|",
      ["message_type", "in", WRITTEN],
      ["mail_activity_type_id", "!=", false],
    ],
    fields: ["res_id", "date", "mail_activity_type_id"],
    order: "date desc, id desc",
  });
  return rows.flatMap(({ res_id: dealId, date, mail_activity_type_id: activity }): DealTouch[] =>
    typeof dealId === "number" && typeof date === "string"
      ? [{ dealId, at: isoMoment(date), what: Array.isArray(activity) ? "activity" : "message" }]
      : [],
  );
}
