import { followUpEnds, type FollowUpEnd } from "#src/db/access/outcomeSources.ts";
import { withTransaction } from "#src/db/index.ts";
import { dated, seen, type Observer, type Sight } from "../observer.ts";

/** What a scheduled follow-up became. */
export const followUpObserver: Observer = {
  isFor: ({ document }) => document.operation.type === "schedule_follow_up",
  async observe(subjects, { ctx, now }) {
    const ends = await withTransaction(ctx, (inner) =>
      followUpEnds(
        inner,
        subjects.map(({ actionId }) => actionId),
      ),
    );
    const byAction = new Map(ends.map((end) => [end.actionId, end]));
    return new Map(
      subjects.map((subject): [string, Sight] => {
        const end = byAction.get(subject.actionId);
        return [subject.actionId, end === undefined ? { facts: [], untraceable: true, over: true } : sightOf(end, now)];
      }),
    );
  },
};

const FACTS = { proposed: "became_action", closed: "closed_without_action", cancelled: "cancelled" } as const;

function sightOf({ status, settledAt, reason, proposedTitle }: FollowUpEnd, now: Date): Sight {
  if (status === "scheduled") return { facts: [] };
  const note = (status === "proposed" ? proposedTitle : reason) ?? undefined;
  return { facts: [settledAt === null ? seen(FACTS[status], now, note) : dated(FACTS[status], settledAt.toISOString(), note)], over: true };
}
