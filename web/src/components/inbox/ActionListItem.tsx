import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import type { ActionSummary } from "#src/api/type.ts";
import type { Filters, View } from "../../api/views.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Pill } from "../../ui/Pill.tsx";
import { formatLeft, formatMoment, formatMoney, formatRelative } from "../../ui/format.ts";
import type { Selection } from "./useSelection.ts";
import { OPERATION_ICONS, RISK_TONES } from "./words.ts";
import { useSay } from "../../i18n/useSay.ts";

interface ActionListItemProps {
  readonly action: ActionSummary;
  readonly view: View;
  readonly filters: Filters;
  readonly selected: boolean;
  readonly now: Date;
  readonly selection: Selection | undefined;
}

/** One line of the inbox: customer, what, amount, risk, how long it is still good. */
export function ActionListItem({ action, view, filters, selected, now, selection }: ActionListItemProps) {
  const t = useTranslations("action");
  const inbox = useTranslations("inbox");
  const say = useSay();
  const name = action.partnerName ?? say(action.description, "description");
  return (
    <div className={`flex h-full border-b border-line transition-colors ${selected ? "md:bg-accent-wash" : "hover:bg-hover"}`}>
      {selection !== undefined && (
        <label className="grid w-9 shrink-0 cursor-pointer place-items-center pl-2">
          <input
            type="checkbox"
            aria-label={inbox("select", { name })}
            checked={selection.has(action.actionId)}
            onChange={() => selection.toggle(action)}
            className="size-4 accent-accent"
          />
        </label>
      )}
      <Link
        to="/"
        search={{ view, ...filters, action: action.actionId }}
        aria-current={selected ? "true" : undefined}
        className={`block min-w-0 flex-1 py-2.5 pr-4 -outline-offset-2 ${selection === undefined ? "pl-4" : "pl-2"}`}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">{name}</span>
          {action.amount !== null && <span className="shrink-0 font-medium tabular-nums">{formatMoney(action.amount)}</span>}
        </span>
        <span className={`mt-0.5 flex items-center justify-between gap-3 text-xs ${selected ? "text-ink-soft" : "text-ink-faint"}`}>
          <span className="flex min-w-0 items-center gap-1.5">
            <Icon name={OPERATION_ICONS[action.safeOperation]} className="size-3.5" />
            <span className="truncate">{t(`types.${action.actionType}`)}</span>
            {action.riskLevel !== "low" && action.riskLevel !== "medium" && (
              <Pill tone={RISK_TONES[action.riskLevel]}>{t(`risks.${action.riskLevel}`)}</Pill>
            )}
          </span>
          <Tail action={action} now={now} />
        </span>
      </Link>
    </div>
  );
}

function Tail({ action, now }: { action: ActionSummary; now: Date }) {
  const common = useTranslations("common");
  const t = useTranslations("inbox");
  const words = useTranslations("action");
  if (action.status === "pending_approval") {
    const urgent = new Date(action.expiresAt).getTime() - now.getTime() < 4 * 3_600_000;
    return (
      <span
        className={`shrink-0 tabular-nums ${urgent ? "font-medium text-warn" : ""}`}
        title={t("expiresAt", { when: formatMoment(action.expiresAt) })}
      >
        {t("left", { left: formatLeft(action.expiresAt, now, common) })}
      </span>
    );
  }
  return (
    <span className="shrink-0">
      {words(`statuses.${action.status}`)} {action.settledAt !== null && formatRelative(action.settledAt, now, common)}
    </span>
  );
}
