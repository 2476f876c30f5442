import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Button, type ButtonProps } from "./Button.tsx";
import { InlineError } from "./States.tsx";

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** What the button that does it says. */
  readonly verb: string;
  readonly look?: ButtonProps["look"];
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
}

/** What {@link ConfirmDialog} shows, once somebody asked for it. */
export function ConfirmPopup({
  open,
  onClose,
  title,
  children,
  verb,
  look = "primary",
  busy,
  disabled,
  error,
  onConfirm,
}: ConfirmDialogProps) {
  const t = useTranslations("common");
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && !busy && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-black/35 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-black/60" />
        <AlertDialog.Popup className="fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[85dvh] overflow-y-auto rounded-t-2xl border border-line bg-surface p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] shadow-high outline-none transition-[opacity,translate,scale] duration-150 ease-out data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:top-1/2 sm:bottom-auto sm:w-[27rem] sm:-translate-y-1/2 sm:rounded-xl sm:pb-5">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (disabled !== true) onConfirm();
            }}
          >
            <AlertDialog.Title className="text-[0.9375rem] font-semibold">{title}</AlertDialog.Title>
            <AlertDialog.Description render={<div />} className="mt-2 space-y-3 text-ink-soft">
              {children}
            </AlertDialog.Description>
            {error !== null && error !== undefined && (
              <div className="mt-3">
                <InlineError error={error} />
              </div>
            )}
            <div className="mt-5 flex justify-end gap-2">
              <Button onClick={onClose} disabled={busy}>
                {t("goBack")}
              </Button>
              <Button type="submit" look={look} busy={busy} disabled={disabled === true}>
                {verb}
              </Button>
            </div>
          </form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
