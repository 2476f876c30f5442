import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { Folded } from "../../ui/Folded.tsx";
import { Icon, type IconName } from "../../ui/Icon.tsx";
import { Said } from "../../ui/Said.tsx";

type FollowOn = ActionDetail["followOns"][number];

const STATES = {
  pending: { icon: "clock" },
  running: { icon: "clock" },
  done: { icon: "check" },
  failed: { icon: "cross" },
  uncertain: { icon: "alert" },
} as const satisfies Record<FollowOn["state"], { icon: IconName }>;

/** The notes that an effect leaves behind in Odoo, each with what came of it. */
export function FollowOns({ followOns }: { readonly followOns: readonly FollowOn[] }) {
  const t = useTranslations("action");
  return (
    <Folded items={followOns} first={6}>
      {(followOn) => (
        <li key={followOn.followOnId} className="flex items-baseline gap-2.5 py-1.5">
          <Icon name={STATES[followOn.state].icon} className="size-3.5 translate-y-0.5 text-ink-faint" />
          <span className="min-w-0 flex-1 text-ink-soft">
            {followOn.record === null
              ? t("followUps.note")
              : t("followUps.noteOn", { record: `${followOn.record.model} #${followOn.record.id}` })}
            {followOn.reason !== null && followOn.state !== "done" && (
              <span className="block text-xs text-ink-faint">
                <Said of={followOn.reason} />
              </span>
            )}
          </span>
          <span className="shrink-0 text-2xs text-ink-faint">{t(`followUps.${followOn.state}`)}</span>
        </li>
      )}
    </Folded>
  );
}
