import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "use-intl/react";
import { Button } from "../../ui/Button.tsx";

const KEYS = [
  ["j", "next"],
  ["k", "previous"],
  ["a", "approve"],
  ["r", "reject"],
  ["e", "edit"],
  ["s", "snooze"],
  ["x", "select"],
  ["z", "undo"],
  ["/", "search"],
  ["?", "help"],
] as const;

/** Which key does what. */
export function KeyboardHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTranslations("inbox.keys");
  const common = useTranslations("common");
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/35 dark:bg-black/60" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 mx-auto rounded-t-2xl border border-line bg-surface p-5 shadow-high outline-none sm:top-1/2 sm:bottom-auto sm:w-96 sm:-translate-y-1/2 sm:rounded-xl">
          <Dialog.Title className="text-[0.9375rem] font-semibold">{t("title")}</Dialog.Title>
          <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5">
            {KEYS.map(([key, does]) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="inline-grid h-6 min-w-6 place-items-center rounded-md border border-line-strong bg-sunken px-1.5 font-sans text-xs">
                    {key}
                  </kbd>
                </dt>
                <dd className="text-ink-soft">{t(does)}</dd>
              </div>
            ))}
          </dl>
          <div className="mt-4 flex justify-end">
            <Button onClick={onClose}>{common("goBack")}</Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
