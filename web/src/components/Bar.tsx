import type { actionCan } from "#src/protocol/actionCan.ts";

type Permission = ReturnType<typeof actionCan.approve>;

/** Why a person cannot do it; null when they can. */
export function reasonOf(permission: Permission, mayDecide: boolean): string | null {
  if (!mayDecide) return "Your role may read this and not decide it. Ask an owner of the organisation.";
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
      <p className={`min-w-48 flex-1 text-xs ${reason === null ? "text-ink-faint" : "text-warn"}`}>{reason ?? note}</p>
      <div className="ml-auto flex flex-wrap justify-end gap-2">{children(reason !== null)}</div>
    </div>
  );
}
