import type { RevalidationCheck } from "#src/protocol/index.ts";
import { Folded } from "../ui/Folded.tsx";
import { Icon } from "../ui/Icon.tsx";

const SEVERITY_WORDS = {
  block: "stops it",
  require_reapproval: "asks you again",
} as const satisfies Record<RevalidationCheck["severity_on_fail"], string>;

/** What is read again right before the effect, and what follows when it no longer holds. */
export function ChecksList({ checks }: { readonly checks: readonly RevalidationCheck[] }) {
  return (
    <Folded items={checks} first={6}>
      {(check) => (
        <li key={check.check_id} className="flex items-baseline gap-2.5 py-1.5">
          <Icon name="check" className="size-3.5 translate-y-0.5 text-ink-faint" />
          <span className="min-w-0 flex-1 break-words text-ink-soft">{check.description}</span>
          <span className="shrink-0 text-2xs text-ink-faint">{SEVERITY_WORDS[check.severity_on_fail]}</span>
        </li>
      )}
    </Folded>
  );
}
