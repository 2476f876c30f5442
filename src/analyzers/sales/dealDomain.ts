import type { OdooDomain } from "#src/odoo/read/index.ts";
import { ofCompany } from "../companyDomain.ts";
import type { CompanyScope } from "../run.ts";

/** The opportunities of a company. */
export function dealsOf(run: CompanyScope, isFirst: boolean): OdooDomain {
  return [["type", "=", "opportunity"], ...ofCompany(run, isFirst)];
}

/** Neither won nor lost: lost ones are archived, and a search leaves those out. */
export const OPEN_DEALS: OdooDomain = [
  ["probability", "<", 100],
  ["stage_id.is_won", "=", false],
];
