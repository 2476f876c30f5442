import type { Company, CompanyBuilder } from "./types.ts";

/**
 * A small company for one test, in the words of `CompanyBuilder`:
 * `buildCompany((company) => company.customer({ name: "Alder Works" }).invoice({ due: "-30d", amount: 1200, paid: 200 }))`.
 */
export function buildCompany(build: (company: CompanyBuilder) => void, name = "test company"): Company {
  return { name, seed: name, build };
}
