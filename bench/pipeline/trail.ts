import { sql } from "drizzle-orm";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { Mix } from "./documents.ts";

/** What an organisation's executed actions left in the tables. */
export interface Trail {
  readonly completed: number;
  readonly stages: number;
  readonly auditEntries: number;
  readonly personalTexts: number;
  readonly domainEvents: number;
  readonly contactsSent: number;
  readonly notesDone: number;
}

export async function trailOf(ctx: Context): Promise<Trail> {
  return withTransaction(ctx, async ({ tx, orgId }) => {
    const { rows } = await tx.execute<{ [K in keyof Trail]: number }>(sql`select
      (select count(*)::int from ai_coo.autonomous_actions where org_id = ${orgId} and status = 'completed') as completed,
      (select count(*)::int from ai_coo.action_stages where org_id = ${orgId}) as stages,
      (select count(*)::int from ai_coo.action_events where org_id = ${orgId} and action_id is not null) as "auditEntries",
      (select count(*)::int from ai_coo.action_event_texts where org_id = ${orgId}) as "personalTexts",
      (select count(*)::int from ai_coo.domain_events where org_id = ${orgId}) as "domainEvents",
      (select count(*)::int from ai_coo.outreach_ledger where org_id = ${orgId} and state = 'sent') as "contactsSent",
      (select count(*)::int from ai_coo.action_follow_ons where org_id = ${orgId} and state = 'done') as "notesDone"`);
    return rows[0]!;
  });
}

/** What came to it since. */
export function addedTo(before: Trail, after: Trail): Trail {
  const fields = Object.keys(after) as (keyof Trail)[];
  return Object.fromEntries(fields.map((field) => [field, after[field] - before[field]])) as unknown as Trail;
}

/** What this many actions of the mix have to leave: six stages each, claimed, intent, effect and completed in the audit, two more for a mail; executing and completed in the feed, reserved and sent for a mail. */
export function expectedTrail(count: number, mix: Mix): Trail {
  const mails = mix === "mail" ? count : Math.ceil(count / 3);
  return {
    completed: count,
    stages: 6 * count,
    auditEntries: 4 * count + 2 * mails,
    personalTexts: count,
    domainEvents: 2 * count + 2 * mails,
    contactsSent: mails,
    notesDone: mails,
  };
}

/** Fields in which the trail is not what it has to be, in words; none when everything is there. */
export function missingFrom(trail: Trail, expected: Trail): string[] {
  return Object.entries(expected).flatMap(([field, count]) => {
    const found = trail[field as keyof Trail];
    return found === count ? [] : [`${field} ${found} of ${count}`];
  });
}
