import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { dismissNotice, useDecide, useNotice, type Notice } from "../../api/decide.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useNow } from "../../ui/useNow.ts";
import { Said } from "../../ui/Said.tsx";
import { useSay } from "../../i18n/useSay.ts";

/** How long a word about a decision that cannot be taken back stays, in milliseconds. */
const READ_MS = 6_000;

/** The last decision in a sentence, and its way back while there is one. */
export function UndoToast() {
  const notice = useNotice();
  return (
    <output className="pointer-events-none fixed inset-x-0 bottom-20 z-30 flex justify-center px-3 md:bottom-5">
      {notice !== null && <Toast key={notice.id} notice={notice} />}
    </output>
  );
}

function Toast({ notice }: { readonly notice: Notice }) {
  const t = useTranslations("inbox");
  const now = useNow(250);
  const { takeBack } = useDecide();
  const say = useSay();
  const { undoUntil, kind, count, why } = notice;
  const left = undoUntil === null ? 0 : Math.max(0, Math.ceil((undoUntil - now.getTime()) / 1000));
  useEffect(() => {
    // what went wrong stays until it is read
    if (kind === "failed" || why !== null) return undefined;
    const timer = setTimeout(dismissNotice, undoUntil === null ? READ_MS : Math.max(0, undoUntil - Date.now()));
    return () => clearTimeout(timer);
  }, [kind, why, undoUntil]);
  return (
    <div className="pointer-events-auto flex max-w-lg items-center gap-3 rounded-xl bg-ink py-2 pr-2 pl-4 text-canvas shadow-high">
      <p className="min-w-0 text-sm break-words">
        {kind === "failed"
          ? t("toast.failed", { count, why: why === null ? "" : say(why) })
          : kind === "approvedMore"
            ? t("toast.approvedMore")
            : t(`toast.${kind}`, { count })}
        {kind !== "failed" && why !== null && (
          <span className="block text-xs opacity-80">
            <Said of={why} />
          </span>
        )}
      </p>
      {left > 0 && (
        <Button size="small" onClick={() => void takeBack(notice.undo)}>
          {t("undo")} <kbd className="rounded border border-line-strong px-1 font-sans text-2xs">z</kbd>
          <span className="w-5 text-right tabular-nums" aria-hidden="true">
            {left}
          </span>
        </Button>
      )}
      {left === 0 && (
        <button
          type="button"
          aria-label={t("toast.dismiss")}
          onClick={dismissNotice}
          className="grid size-8 shrink-0 place-items-center rounded-md hover:opacity-70"
        >
          <Icon name="cross" className="size-3.5" />
        </button>
      )}
    </div>
  );
}
