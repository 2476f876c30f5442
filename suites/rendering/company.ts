import type { CompanyBuilder } from "#simulator/index.ts";
import { hostileCompany } from "../hostile/company.ts";
import { Injections } from "../hostile/injections.ts";

/** A company whose customers, references, deals, projects and tasks are called by payloads; answers which were used. */
export function markedUpCompany(of: CompanyBuilder, texts: readonly string[], customers: number): ReadonlySet<string> {
  const used = new Set<string>();
  const injections = new Injections(
    (function* () {
      for (let next = 0; ; next += 1) {
        const text = texts[next % texts.length]!;
        used.add(text);
        yield text;
      }
    })(),
  );
  hostileCompany(of, { count: customers, release: 19, injections, isRenamed: false, canary: () => "" });
  return used;
}
