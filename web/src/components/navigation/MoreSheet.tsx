import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Icon } from "../../ui/Icon.tsx";
import { NAVIGATION } from "./entries.ts";
import { NavLink } from "./NavLink.tsx";
import type { NavCounts } from "./useNavCounts.ts";

export interface MoreSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly counts: NavCounts;
  readonly children: ReactNode;
}

/** On a phone: everything that the bar has no room for. */
export function MoreSheet({ open, onOpenChange, counts, children }: MoreSheetProps) {
  const t = useTranslations("nav");
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/35 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-black/60" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 max-h-[85dvh] overflow-y-auto rounded-t-2xl border border-line bg-surface p-4 pb-[max(1rem,env(safe-area-inset-bottom))] shadow-high outline-none transition-[opacity,translate] duration-150 ease-out data-ending-style:translate-y-4 data-ending-style:opacity-0 data-starting-style:translate-y-4 data-starting-style:opacity-0">
          <div className="mb-2 flex items-center justify-between">
            <Dialog.Title className="px-2 text-[0.9375rem] font-semibold">{t("more")}</Dialog.Title>
            <Dialog.Close aria-label={t("close")} className="grid size-11 place-items-center rounded-md text-ink-soft">
              <Icon name="cross" />
            </Dialog.Close>
          </div>
          <nav aria-label={t("more")}>
            {NAVIGATION.slice(1).map(({ label, entries }) => (
              <div key={label} className="mb-3">
                {label !== null && <p className="px-2 pb-1 text-2xs font-medium text-ink-faint">{t(label)}</p>}
                {entries.map((entry) => (
                  <NavLink key={entry.label} entry={entry} counts={counts} onFollow={() => onOpenChange(false)} />
                ))}
              </div>
            ))}
          </nav>
          <div className="border-t border-line pt-3">{children}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
