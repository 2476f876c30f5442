import type { OdooDomain } from "#src/odoo/read/index.ts";
import type { CompanyScope } from "./run.ts";

/** The records of a company. Odoo lets one belong to no company: then it is the first company's, and nobody's twice. */
export function ofCompany({ company }: Pick<CompanyScope, "company">, isFirst: boolean): OdooDomain {
  return isFirst ? ["|", ["company_id", "=", company.id], ["company_id", "=", false]] : [["company_id", "=", company.id]];
}
