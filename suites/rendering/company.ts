import type { CompanyBuilder } from "#simulator/index.ts";
import { hostileCompany } from "../hostile/company.ts";

/** A company whose customers, references, deals, projects and tasks are called by payloads; answers which were used. */
export function markedUpCompany(of: CompanyBuilder, texts: readonly string[], customers: number): ReadonlySet<string> {
  const used = new Set<string>();
  let next = 0;
  hostileCompany(of, {
    count: customers,
    text: () => {
      const text = texts[next++ % texts.length]!;
      used.add(text);
      return text;
    },
    canary: () => "",
  });
  return used;
}
