import type { OdooDomain } from "#src/odoo/read/index.ts";
import type { CompanyScope } from "../run.ts";

/** Odoo's text of a moment, in UTC. */
export const odooMoment = (moment: Date): string => moment.toISOString().slice(0, 19).replace("T", " ");

/** The opportunities of a company. Odoo lets one belong to no company: then it is the first company's, and nobody's twice. */
export function dealsOf({ company }: CompanyScope, isFirst: boolean): OdooDomain {
  const opportunity = ["type", "=", "opportunity"] as const;
  return isFirst
    ? [opportunity, "|", ["company_id", "=", company.id], ["company_id", "=", false]]
    : [opportunity, ["company_id", "=", company.id]];
}

/** Neither won nor lost: lost ones are archived, and a search leaves those out. */
export const OPEN_DEALS: OdooDomain = [
  ["probability", "<", 100],
  ["stage_id.is_won", "=", false],
];
