import type { actionCan } from "#src/protocol/actionCan.ts";
import type { Translator } from "../../i18n/types.ts";
import { Said } from "../../ui/Said.tsx";

type Permission = ReturnType<typeof actionCan.approve>;

/** Why a person cannot do it; null when they can. */
export function reasonOf(permission: Permission, mayDecide: boolean, t: Translator<"inbox">): string | null {
  if (!mayDecide) return t("mayOnlyRead");
  return permission.ok ? null : permission.reason;
}

interface BarProps {
  /** Why the main control is disabled; null when it is not. */
  readonly reason: string | null;
  readonly note: string;
  readonly children: (disabled: boolean) => React.ReactNode;
}

/** The controls at the foot of a card, always in view, with a sentence about them. */
export function Bar({ reason, note, children }: BarProps) {
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-surface/95 px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] backdrop-blur md:rounded-b-xl md:px-6">
      {/* on a phone the thumb needs the room; what follows stands on the card */}
      <p className={`min-w-48 flex-1 text-xs ${reason === null ? "hidden text-ink-faint sm:block" : "text-warn"}`}>
        {reason === null ? note : <Said of={reason} />}
      </p>
      <div className="ml-auto flex flex-wrap justify-end gap-2 max-sm:w-full max-sm:*:grow">{children(reason !== null)}</div>
    </div>
  );
}
