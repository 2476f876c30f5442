import { setTimeout as passed } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { withTransaction } from "#src/db/index.ts";
import { deliverNotifications, notificationSettingsSchema, queueNotifications, type SendOutcome } from "#src/notifications/index.ts";
import type { World } from "./world.ts";

export interface TellingFigures {
  readonly actions: number;
  readonly messages: number;
  /** The same about the same action to the same person twice. */
  readonly toldTwice: number;
  readonly toStrangers: number;
  readonly toldNobody: number;
}

/**
 * Many workers tell about many actions at one moment, over a provider of which every third answer is lost, refused for now, or
 * never comes. Nobody is told twice, and nobody but members.
 */
export async function tellAtOnce(
  world: World,
  { actions, workers }: { readonly actions: number; readonly workers: number },
): Promise<TellingFigures> {
  const members = new Set([world.anna, world.bruno, world.carla].flatMap(({ email, phone }) => [email, phone]));
  const left: { readonly to: string; readonly text: string }[] = [];
  let calls = 0;
  const provider = async (to: string, text: string): Promise<SendOutcome> => {
    calls += 1;
    const which = calls % 6;
    if (which === 1) return { kind: "retry", reason: "busy" };
    left.push({ to, text });
    await passed(1);
    if (which === 3) throw new Error("The connection was lost.");
    if (which === 5) return { kind: "unknown", reason: "No answer." };
    return { kind: "done", ref: String(calls) };
  };
  const ports = {
    publicUrl: world.ports.publicUrl,
    mail: (mail: { readonly to: string; readonly text: string }) => provider(mail.to, mail.text),
    sms: (one: { readonly to: string; readonly body: string }) => provider(one.to, one.body),
  };
  const options = { ports, settings: notificationSettingsSchema.parse({}), timezone: "UTC" };
  const ids: string[] = [];
  for (let index = 0; index < actions; index++) {
    ids.push((await world.propose("medium")).actionId);
    // told in many messages rather than in one
    await queueNotifications(world.ctx, options);
    if (index % 5 === 4) await Promise.all(Array.from({ length: workers }, () => deliverNotifications(world.ctx, options)));
  }
  for (let round = 0; round < 6; round++) {
    world.advance(60);
    await Promise.all(
      Array.from({ length: workers }, async () => {
        await queueNotifications(world.ctx, options);
        await deliverNotifications(world.ctx, options);
      }),
    );
  }
  world.present();
  const { rows } = await withTransaction(world.ctx, ({ tx }) =>
    tx.execute<{ twice: string; nobody: string }>(sql`
      with sent as (
        select action_id, version, user_id, for_user, channel, kind, count(*) as times from ai_coo.notifications
        where state in ('sent', 'unknown') and action_id is not null group by 1, 2, 3, 4, 5, 6)
      select (select count(*) from sent where times > 1 and kind = 'approval') as twice,
        (select count(*) from unnest(array[${sql.join(
          ids.map((id) => sql`${id}::uuid`),
          sql`, `,
        )}]) as i
          where not exists (select from sent s where s.action_id = i)) as nobody`),
  );
  return {
    actions,
    messages: left.length,
    toldTwice: Number(rows[0]?.twice) + repeated(left),
    toStrangers: left.filter(({ to }) => !members.has(to)).length,
    toldNobody: Number(rows[0]?.nobody),
  };
}

/** Messages with the very same link or code in them as another one that left. */
function repeated(left: readonly { readonly text: string }[]): number {
  const seen = new Set<string>();
  let twice = 0;
  for (const { text } of left) {
    for (const [link] of text.matchAll(/\/decide#\S+/g)) {
      if (seen.has(link)) twice += 1;
      seen.add(link);
    }
  }
  return twice;
}
