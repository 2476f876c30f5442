import type { Settlement } from "#src/actions/index.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import { revalidateActions, verdictOf, type RevalidationResult } from "#src/revalidation/index.ts";
import { freshen } from "../freshen.ts";
import type { Run, Taken } from "../run.ts";

/** The facts of one action as they were read for its execution. */
export interface Facts {
  readonly results: readonly RevalidationResult[];
  readonly readFrom: Date;
  readonly readUntil: Date;
}

/** Stage 3: the facts of all these actions are read again together, one read per model. */
export async function readFacts(run: Run, taken: readonly Taken[]): Promise<Map<string, Facts>> {
  const { ctx, runtime, outreach } = run;
  const readFrom = ctx.clock.now();
  const results = await revalidateActions({
    reader: runtime.reader,
    ctx,
    actions: taken.map(({ action }) => action),
    ...(outreach.settings === undefined ? {} : { settings: outreach.settings }),
  });
  const readUntil = ctx.clock.now();
  return new Map(
    // an action about which nothing was said does not pass: verdictOf blocks on an empty list
    taken.map(({ claim }) => [claim.actionId, { results: results.get(claim.actionId) ?? [], readFrom, readUntil }]),
  );
}

/** Whether the facts are too old to act on. */
export function isStale(run: Run, facts: Facts): boolean {
  return run.ctx.clock.now().getTime() - facts.readFrom.getTime() > run.runtime.settings.factsMaxAgeSeconds * 1000;
}

/** What the facts ask for instead of the effect; null when every check passed. */
export function settlementOfFacts(run: Run, { claim, action }: Taken, { results }: Facts): Settlement | null {
  const verdict = verdictOf(results);
  const now = run.ctx.clock.now();
  const checks = results.map(({ check_id, passed, seen, sentence }) => ({ check_id, passed, seen, sentence }));
  switch (verdict.kind) {
    case "pass":
      return null;
    case "block":
      return { to: "blocked", reason: verdict.reasons.join(" "), checks };
    case "defer":
      return deferral(verdict.until, claim.expiresAt, verdict.reasons.join(" "));
    case "require_reapproval": {
      const fresh = freshen(action, results, now);
      if (!fresh.ok) return { to: "blocked", reason: fresh.reason, checks };
      const { action: renewed, changes } = fresh;
      return { to: "require_reapproval", reason: verdict.reasons.join(" "), action: renewed, version: claim.version + 1, changes };
    }
  }
}

/** Waiting helps only while the action lives. */
export function deferral(until: Date, expiresAt: Date, reason: string): Settlement {
  if (until < expiresAt) return { to: "deferred", reason, notBefore: until, because: "policy" };
  return { to: "blocked", reason: `${reason} The next allowed moment, ${until.toISOString()}, is after its expiry.` };
}

/** The checks as the stage's row keeps them, for the person who asks why. */
export function detailOf({ results }: Facts): JsonObject {
  return {
    checks: results.map(({ check_id, outcome, sentence }) => ({ check_id, outcome, sentence })),
  };
}
