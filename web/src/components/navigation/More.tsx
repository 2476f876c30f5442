import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Icon } from "../../ui/Icon.tsx";
import type { NavCounts } from "./useNavCounts.ts";

const MoreSheet = lazy(async () => ({ default: (await import("./MoreSheet.tsx")).MoreSheet }));

/** The last place of the phone's bar: opens the sheet, which is loaded when it is first asked for. */
export function More({ counts, children }: { readonly counts: NavCounts; readonly children: ReactNode }) {
  const t = useTranslations("nav");
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open === true}
        onClick={() => setOpen(true)}
        className="flex min-w-0 flex-1 flex-col items-center gap-0.5 py-2 text-2xs font-medium text-ink-faint -outline-offset-2 aria-expanded:text-ink"
      >
        <Icon name="more" className="size-5" />
        {t("more")}
      </button>
      {open !== null && (
        <Suspense>
          <MoreSheet open={open} onOpenChange={setOpen} counts={counts}>
            {children}
          </MoreSheet>
        </Suspense>
      )}
    </>
  );
}
