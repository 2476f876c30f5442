import type { OdooDomain, OdooReader } from "#src/odoo/read/index.ts";
import { receivableFilter } from "./credits.ts";

/**
 * Those of these partners that have an open invoice which Odoo keeps out of reminders, for a dispute or another
 * reason: `no_followup` from 19, `blocked` up to 17. Release 18 cannot say so, and a server without accounting
 * has none.
 */
export async function readDisputedPartners(reader: OdooReader, partnerIds: readonly number[]): Promise<Set<number>> {
  if (partnerIds.length === 0 || !(await reader.hasModel("account.move.line"))) return new Set();
  const fields = await reader.fields("account.move.line");
  const field = ["no_followup", "blocked"].find((name) => fields.has(name));
  if (field === undefined) return new Set();
  const domain: OdooDomain = [
    ["partner_id", "in", partnerIds],
    ["parent_state", "=", "posted"],
    await receivableFilter(reader),
    ["amount_residual", ">", 0],
    [field, "=", true],
  ];
  const groups = await reader.group({ model: "account.move.line", domain, by: ["partner_id"], aggregates: [] });
  return new Set(
    groups.flatMap(({ key: { partner_id: partner } }) =>
      typeof partner === "object" && partner !== null && "id" in partner && typeof partner.id === "number" ? [partner.id] : [],
    ),
  );
}
