import type { Context, Database } from "#src/db/index.ts";
import { ManualClock } from "#src/lib/clock.ts";

export interface TestContext extends Context {
  readonly clock: ManualClock;
}

/** A context of one organisation whose clock stands still: Monday 2026-03-02 09:00 UTC unless told. */
export function testContext(
  db: Database,
  options: Partial<Pick<Context, "orgId" | "actor">> & { readonly now?: string | Date } = {},
): TestContext {
  return {
    db,
    orgId: options.orgId ?? "org-acme",
    actor: options.actor ?? "system:ai-coo",
    clock: new ManualClock(options.now ?? "2026-03-02T09:00:00.000Z"),
  };
}
