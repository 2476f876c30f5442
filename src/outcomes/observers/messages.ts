import { addressReports, messageReports, sentMessages, suppressedSince } from "#src/db/access/outcomeSources.ts";
import { withTransaction } from "#src/db/index.ts";
import type { ObservedFact, OutcomeFact, SuppressionReason } from "#src/db/schema/index.ts";
import { dated, type Observer, type Sight, type Subject } from "../observer.ts";

/** What the words of the providers mean for the message. Soft bounces, openings and clicks mean nothing here. */
const MEANING: Readonly<Record<string, OutcomeFact>> = {
  delivered: "delivered",
  hard_bounce: "bounced",
  reject: "bounced",
  undelivered: "bounced",
  failed: "bounced",
  spam: "complained",
  unsubscribe: "opted_out",
  stop: "opted_out",
  "opt-out": "opted_out",
  reply: "replied",
};

/** What it means that an address is on the list. That a person of ours or Odoo put it there is nothing the customer did. */
const SUPPRESSED: Readonly<Record<SuppressionReason, OutcomeFact | null>> = {
  hard_bounce: "bounced",
  complaint: "complained",
  unsubscribe: "opted_out",
  stop: "opted_out",
  odoo_blacklist: null,
  manual: null,
};

/**
 * What became of the message itself, and what its recipients told us since: by what providers reported of this message,
 * and by what was reported of its addresses after it. Where an address got two messages, an answer comes after both.
 */
export const messageObserver: Observer = {
  isFor: ({ document }) => document.operation.type === "send_email" || document.operation.type === "send_sms",
  async observe(subjects, { ctx }) {
    const actionIds = subjects.map(({ actionId }) => actionId);
    const since = new Date(Math.min(...subjects.map(({ effectAt }) => effectAt.getTime())));
    const known = await withTransaction(ctx, async (inner) => {
      const sent = await sentMessages(inner, actionIds);
      const addresses = sent.flatMap((one) => one.addresses.map((address) => ({ channel: one.channel, address })));
      return {
        sent: new Map(sent.map((one) => [one.actionId, one])),
        own: Map.groupBy(await messageReports(inner, actionIds), ({ actionId }) => actionId),
        about: Map.groupBy(await addressReports(inner, { addresses, since }), ({ channel, address }) => `${channel}:${address}`),
        suppressed: Map.groupBy(
          await suppressedSince(inner, { addresses: [...new Set(addresses.map(({ address }) => address))], since }),
          ({ channel, address }) => `${channel}:${address}`,
        ),
      };
    });
    return new Map(
      subjects.map((subject): [string, Sight] => {
        const found = new Map<OutcomeFact, Date>();
        const note = (fact: OutcomeFact | null | undefined, at: Date): void => {
          if (fact === null || fact === undefined || at <= subject.effectAt) return;
          const before = found.get(fact);
          if (before === undefined || at < before) found.set(fact, at);
        };
        for (const { kind, at } of known.own.get(subject.actionId) ?? []) note(MEANING[kind], at);
        const sent = known.sent.get(subject.actionId);
        for (const address of sent?.addresses ?? []) {
          const key = `${sent!.channel}:${address}`;
          const about = known.about.get(key) ?? [];
          const ofOthers = new Set(about.flatMap(({ kind, actionId }) => (concerns(subject, actionId) ? [] : [MEANING[kind]])));
          for (const { kind, at, actionId } of about) if (concerns(subject, actionId)) note(MEANING[kind], at);
          for (const { reason, at } of known.suppressed.get(key) ?? []) {
            // another message came back or was reported; that its owner wants no more comes after all of them
            const fact = SUPPRESSED[reason];
            if (fact === "opted_out" || !ofOthers.has(fact ?? undefined)) note(fact, at);
          }
        }
        return [subject.actionId, { facts: [...found].map(([fact, at]): ObservedFact => dated(fact, at.toISOString())) }];
      }),
    );
  },
};

/** A report that names another action's message says nothing of this one. */
const concerns = ({ actionId }: Subject, reported: string | null): boolean => reported === null || reported === actionId;
