import type { Outcome } from "#src/api/type.ts";
import { formatMoment } from "../ui/format.ts";

const ENDS = {
  window_closed: "Its window is over.",
  nothing_more: "Nothing more can happen to what it was about.",
  unreadable: "Nobody could see what came of it.",
} as const satisfies Record<NonNullable<Outcome["final"]>, string>;

/** What came after an action: that it followed, not that the action was the cause. */
export function OutcomeSection({ outcome }: { readonly outcome: Outcome }) {
  const { sentences, lookedAt, final, windowClosesAt } = outcome;
  return (
    <>
      <ul className="space-y-1 text-ink-soft">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {sentences.length === 0 && <li>{lookedAt === null ? "Nobody has looked yet." : "Nothing that is watched for has happened."}</li>}
      </ul>
      <p className="mt-2 text-xs text-ink-faint">
        Not necessarily because of it. {final === null ? `Watched until ${formatMoment(windowClosesAt)}.` : ENDS[final]}
      </p>
    </>
  );
}
