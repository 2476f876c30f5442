import { isoMoment, odooMoment, type OdooReader } from "#src/odoo/read/index.ts";
import { WRITTEN } from "./touches.ts";

/** Something that passed between people of the company and a partner. */
export interface Exchange {
  readonly partnerId: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/**
 * What these partners wrote, were sent or had said about them on their own record since a moment, on whatever record it
 * stands. Internal notes and Odoo's own notices are no exchange.
 */
export async function readExchanges(reader: OdooReader, partnerIds: readonly number[], since: Date): Promise<Exchange[]> {
  if (partnerIds.length === 0) return [];
  const rows = await reader.searchRead({
    model: "mail.message",
    domain: [
      ["date", ">=", odooMoment(since)],
      ["message_type", "in", WRITTEN],
      ["is_internal", "=", false],
      "|",
      ["subtype_id", "=", false],
      ["subtype_id.internal", "=", false],
      "|",
      "|",
      "|",
      ["author_id", "in", partnerIds],
      ["partner_ids", "in", partnerIds],
      ["notified_partner_ids", "in", partnerIds],
      "&",
      ["model", "=", "res.partner"],
      ["res_id", "in", partnerIds],
    ],
    fields: ["date", "author_id", "partner_ids", "notified_partner_ids", "model", "res_id"],
  });
  const asked = new Set(partnerIds);
  return rows.flatMap((row): Exchange[] => {
    const { date, author_id: author, model, res_id: recordId } = row;
    if (typeof date !== "string") return [];
    const at = isoMoment(date);
    const people = [
      Array.isArray(author) ? author[0] : null,
      ...idsIn(row["partner_ids"]),
      ...idsIn(row["notified_partner_ids"]),
      model === "res.partner" ? recordId : null,
    ];
    const ids = new Set(people.filter((id): id is number => typeof id === "number" && asked.has(id)));
    return [...ids].map((partnerId) => ({ partnerId, at }));
  });
}

const idsIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
