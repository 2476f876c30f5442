import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ActionSummary } from "#src/api/type.ts";
import { useDecide } from "../../api/decide.ts";
import { matching, MOST_TOGETHER } from "../../api/queries.ts";
import type { Filters } from "../../api/views.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { formatMoney } from "../../ui/format.ts";
import { Said } from "../../ui/Said.tsx";
import { InlineError } from "../../ui/States.tsx";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { useCommand } from "./commands.ts";
import type { Selection } from "./useSelection.ts";

interface GroupBarProps {
  /** All of the list that are loaded, in its order. */
  readonly actions: readonly ActionSummary[];
  /** How many match in all, loaded or not. */
  readonly all: number;
  readonly filters: Filters;
  readonly selection: Selection;
  readonly mayDecide: boolean;
}

/** One decision about what is selected; whatever is taken out of the selection stays as it is. */
export function GroupBar({ actions, all, filters, selection, mayDecide }: GroupBarProps) {
  const t = useTranslations("inbox");
  const { approve, reject } = useDecide();
  const [asking, setAsking] = useState<"approve" | "reject" | null>(null);
  const chosen = selection.of(actions);
  const count = chosen.length;
  const areShownChosen = actions.every(({ actionId }) => selection.has(actionId));
  useCommand("approve", () => setAsking("approve"), mayDecide && count > 0, true);
  useCommand("reject", () => setAsking("reject"), mayDecide && count > 0, true);
  const decide = (decision: () => Promise<void>): void => {
    setAsking(null);
    selection.clear();
    void decision();
  };
  return (
    <div className="shrink-0 border-t border-line bg-surface px-3 py-2.5" data-testid="group">
      <div className="flex flex-wrap items-center gap-2">
        <label className="flex min-h-8 items-center gap-2 text-xs text-ink-soft">
          <input
            type="checkbox"
            aria-label={t("selectAll")}
            checked={areShownChosen}
            onChange={() => (areShownChosen ? selection.clear() : selection.set(actions))}
            className="size-4 accent-accent"
          />
          {t("selected", { count, all: Math.max(all, count) })}
        </label>
        <span className="ml-auto flex gap-2">
          <Button look="danger" disabled={!mayDecide} onClick={() => setAsking("reject")}>
            {t("rejectSelected", { count })}
          </Button>
          <Button look="primary" disabled={!mayDecide} onClick={() => setAsking("approve")}>
            {t("approveSelected", { count })}
          </Button>
        </span>
      </div>
      {areShownChosen && count < Math.min(all, MOST_TOGETHER) && count <= actions.length && (
        <SelectBeyond all={all} filters={filters} selection={selection} />
      )}
      <ConfirmDialog
        open={asking === "approve"}
        onClose={() => setAsking(null)}
        title={t("approveGroup", { count })}
        verb={t("approve")}
        busy={false}
        error={null}
        onConfirm={() => decide(() => approve(chosen))}
      >
        <Chosen chosen={chosen} />
        <p>
          <Weight chosen={chosen} /> {t("approveGroupLead")} {all > count && t("approveGroupRest", { count: all - count })}
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

/** Reads all that match, so that each is listed, can be left out, and is decided by its own fingerprint. What comes later is not among them. */
function SelectBeyond({ all, filters, selection }: Pick<GroupBarProps, "all" | "filters" | "selection">) {
  const t = useTranslations("inbox");
  const select = useMutation({ mutationFn: () => matching(filters), onSuccess: selection.set });
  return (
    <>
      <Button look="quiet" size="small" busy={select.isPending} onClick={() => select.mutate()}>
        {all > MOST_TOGETHER ? t("selectFirst", { count: MOST_TOGETHER, all }) : t("selectMatching", { count: all })}
      </Button>
      {select.isError && <InlineError error={select.error} />}
    </>
  );
}

/** Each of them by name: nothing is decided that could not be seen. */
function Chosen({ chosen }: { readonly chosen: readonly ActionSummary[] }) {
  const words = useTranslations("action");
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable without a mouse
    <ul className="max-h-60 overflow-y-auto rounded-md bg-sunken px-3 py-2 text-ink" tabIndex={0}>
      {chosen.map((action) => (
        <li key={action.actionId} className="flex justify-between gap-3">
          <span className="truncate">
            {action.partnerName ?? <Said of={action.description} as="description" />}
            <span className="text-ink-faint"> · {words(`types.${action.actionType}`)}</span>
          </span>
          {action.amount !== null && <span className="shrink-0 tabular-nums">{formatMoney(action.amount)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** How many of them reach people outside, and how many weigh much. */
function Weight({ chosen }: { readonly chosen: readonly ActionSummary[] }) {
  const t = useTranslations("inbox");
  const messages = chosen.filter(({ safeOperation }) => safeOperation === "send_email" || safeOperation === "send_sms").length;
  const risky = chosen.filter(({ riskLevel }) => riskLevel === "high" || riskLevel === "critical").length;
  return (
    <>
      {messages > 0 && t("groupContacts", { count: messages })} {risky > 0 && t("groupRisky", { count: risky })}
    </>
  );
}
