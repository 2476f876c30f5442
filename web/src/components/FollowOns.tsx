import type { ActionDetail } from "#src/api/type.ts";
import { Folded } from "../ui/Folded.tsx";
import { Icon, type IconName } from "../ui/Icon.tsx";

type FollowOn = ActionDetail["followOns"][number];

const STATES = {
  pending: { icon: "clock", words: "waits" },
  running: { icon: "clock", words: "being written" },
  done: { icon: "check", words: "written" },
  failed: { icon: "cross", words: "not written" },
  uncertain: { icon: "alert", words: "nobody knows whether it was written" },
} as const satisfies Record<FollowOn["state"], { icon: IconName; words: string }>;

/** The notes that an effect leaves behind in Odoo, each with what came of it. */
export function FollowOns({ followOns }: { readonly followOns: readonly FollowOn[] }) {
  return (
    <Folded items={followOns} first={6}>
      {(followOn) => (
        <li key={followOn.followOnId} className="flex items-baseline gap-2.5 py-1.5">
          <Icon name={STATES[followOn.state].icon} className="size-3.5 translate-y-0.5 text-ink-faint" />
          <span className="min-w-0 flex-1 text-ink-soft">
            Note{followOn.record !== null && ` on ${followOn.record.model} #${followOn.record.id}`}
            {followOn.reason !== null && followOn.state !== "done" && (
              <span className="block text-xs text-ink-faint">{followOn.reason}</span>
            )}
          </span>
          <span className="shrink-0 text-2xs text-ink-faint">{STATES[followOn.state].words}</span>
        </li>
      )}
    </Folded>
  );
}
