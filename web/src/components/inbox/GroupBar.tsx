import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ActionSummary } from "#src/api/type.ts";
import { useDecide } from "../../api/decide.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { formatMoney } from "../../ui/format.ts";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { useCommand } from "./commands.ts";
import type { Selection } from "./useSelection.ts";
import { Said } from "../../ui/Said.tsx";

interface GroupBarProps {
  /** All that are in the list, in its order. */
  readonly actions: readonly ActionSummary[];
  readonly selection: Selection;
  readonly mayDecide: boolean;
}

/** One decision about what is selected; whatever is taken out of the selection stays as it is. */
export function GroupBar({ actions, selection, mayDecide }: GroupBarProps) {
  const t = useTranslations("inbox");
  const { approve, reject } = useDecide();
  const [asking, setAsking] = useState<"approve" | "reject" | null>(null);
  const chosen = selection.of(actions);
  const count = chosen.length;
  const messages = chosen.filter(({ safeOperation }) => safeOperation === "send_email" || safeOperation === "send_sms").length;
  useCommand("approve", () => setAsking("approve"), mayDecide && count > 0, true);
  useCommand("reject", () => setAsking("reject"), mayDecide && count > 0, true);
  const decide = (decision: () => Promise<void>): void => {
    setAsking(null);
    selection.clear();
    void decision();
  };
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-surface px-3 py-2.5" data-testid="group">
      <label className="flex min-h-8 items-center gap-2 text-xs text-ink-soft">
        <input
          type="checkbox"
          aria-label={t("selectAll")}
          checked={count === actions.length}
          onChange={() => (count === actions.length ? selection.clear() : selection.set(actions))}
          className="size-4 accent-accent"
        />
        {t("selected", { count, all: actions.length })}
      </label>
      <span className="ml-auto flex gap-2">
        <Button look="danger" disabled={!mayDecide} onClick={() => setAsking("reject")}>
          {t("rejectSelected", { count })}
        </Button>
        <Button look="primary" disabled={!mayDecide} onClick={() => setAsking("approve")}>
          {t("approveSelected", { count })}
        </Button>
      </span>
      <ConfirmDialog
        open={asking === "approve"}
        onClose={() => setAsking(null)}
        title={t("approveGroup", { count })}
        verb={t("approve")}
        busy={false}
        error={null}
        onConfirm={() => decide(() => approve(chosen))}
      >
        <ul className="max-h-60 overflow-y-auto rounded-md bg-sunken px-3 py-2 text-ink">
          {chosen.map((action) => (
            <li key={action.actionId} className="flex justify-between gap-3">
              <span className="truncate">{action.partnerName ?? <Said of={action.description} as="description" />}</span>
              {action.amount !== null && <span className="shrink-0 tabular-nums">{formatMoney(action.amount)}</span>}
            </li>
          ))}
        </ul>
        <p>
          {messages > 0 && t("groupContacts", { count: messages })} {t("approveGroupLead")}{" "}
          {actions.length > count && t("approveGroupRest", { count: actions.length - count })}
        </p>
      </ConfirmDialog>
      <ReasonDialog
        open={asking === "reject"}
        onClose={() => setAsking(null)}
        title={t("rejectGroup", { count })}
        lead={t("rejectGroupLead")}
        verb={t("reject")}
        busy={false}
        error={null}
        onReason={(reason) => decide(() => reject(chosen, reason))}
      />
    </div>
  );
}
