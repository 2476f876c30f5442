import type { Prepared } from "./company.ts";
import { countEffects, statusesOf, type Breach } from "./judge.ts";
import type { Outside } from "./outside.ts";
import type { Person } from "./person.ts";
import type { Installation } from "./product.ts";
import type { Server } from "./server.ts";

export interface Settled {
  /** Actions that waited for a person at any time. */
  readonly waited: readonly string[];
  /** Of those, the ones that a later look-up found. */
  readonly settledLater: number;
  /** Sent through a server that nobody can ask: a person read its log. */
  readonly settledByPerson: number;
  /** Processes that ended by themselves when they were asked to. */
  readonly drained: number;
  readonly breaches: readonly Breach[];
}

const MINUTE_MS = 60_000;
/** How far the clock stands ahead at each run: what waits longer for its next question each time comes due. */
const AHEAD_MS = [2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS, 5 * 60 * MINUTE_MS, 14 * 60 * MINUTE_MS, 24 * 60 * MINUTE_MS];

interface Company {
  readonly outside: Outside;
  readonly installation: Installation;
  readonly person: Person;
  readonly prepared: readonly Prepared[];
}

/**
 * Everything tells the truth by now. The processes drain; `ai-coo run` under a clock that jumps ahead recovers,
 * asks again and carries out what is left; and a person settles what only a person can.
 */
export async function settle(server: Server, { outside, installation, person, prepared }: Company): Promise<Settled> {
  const { org } = outside;
  const waitedSince = () =>
    server.ask<{ action_id: string }>(org, "select distinct action_id from ai_coo.domain_events where kind = 'action.needs_attention'");
  const codes = await installation.stop();
  const breaches: Breach[] = [];
  for (const ahead of AHEAD_MS) {
    const { stderr, stdout } = await installation.run(["run"], ahead);
    if (stdout === "") breaches.push({ rule: "lost", what: `${org}: ai-coo run said nothing but ${stderr.slice(0, 300)}` });
    const rows = await statusesOf(server, outside);
    const statuses = [...rows.values()].map(({ status }) => status);
    if (!statuses.some((status) => ["approved", "executing", "needs_attention"].includes(status))) break;
  }
  const waited = (await waitedSince()).map(({ action_id }) => action_id);
  const rows = await statusesOf(server, outside);
  const counts = countEffects(outside, prepared, rows);
  const settledLater = waited.filter((id) => rows.get(id)?.status === "completed").length;
  let settledByPerson = 0;
  const wentOut = prepared.filter(
    ({ entry: { actionId } }) => rows.get(actionId)?.status === "needs_attention" && (counts.get(actionId) ?? 0) > 0,
  );
  // only a person needs the processes again
  if (wentOut.length > 0) await installation.start();
  for (const { entry } of wentOut) {
    const { actionId, plan } = entry;
    if (plan.kind === "mail" && !outside.mailLooksUp) {
      if (await person.resolve(actionId, "it_was_sent")) settledByPerson += 1;
    } else
      breaches.push({ rule: "unsettled", what: `${org} ${plan.index} ${plan.kind} ${actionId}: it went out, and no look-up settled it` });
  }
  codes.push(...(await installation.stop()));
  return { waited, settledLater, settledByPerson, drained: codes.filter((code) => code === 0).length, breaches };
}
