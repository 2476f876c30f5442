import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import type { ActionSummary } from "#src/api/type.ts";
import type { View } from "../api/views.ts";
import { Icon } from "../ui/Icon.tsx";
import { Pill } from "../ui/Pill.tsx";
import { formatLeft, formatMoment, formatMoney, formatRelative } from "../ui/format.ts";
import { OPERATION_ICONS, RISK_WORDS, STATUS_WORDS, TYPE_WORDS } from "./words.ts";

interface ActionListItemProps {
  readonly action: ActionSummary;
  readonly view: View;
  readonly selected: boolean;
  readonly now: Date;
}

/** One line of the inbox: customer, what, amount, risk, how long it is still good. */
export function ActionListItem({ action, view, selected, now }: ActionListItemProps) {
  return (
    <li>
      <Link
        to="/"
        search={{ view, action: action.actionId }}
        aria-current={selected ? "true" : undefined}
        className={`block border-b border-line px-4 py-2.5 -outline-offset-2 transition-colors ${selected ? "md:bg-accent-wash" : "hover:bg-hover"}`}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">{action.partnerName ?? action.description}</span>
          {action.amount !== null && <span className="shrink-0 font-medium tabular-nums">{formatMoney(action.amount)}</span>}
        </span>
        <span className="mt-0.5 flex items-center justify-between gap-3 text-xs text-ink-faint">
          <span className="flex min-w-0 items-center gap-1.5">
            <Icon name={OPERATION_ICONS[action.safeOperation]} className="size-3.5" />
            <span className="truncate">{TYPE_WORDS[action.actionType]}</span>
            {action.riskLevel !== "low" && action.riskLevel !== "medium" && (
              <Pill tone={RISK_WORDS[action.riskLevel].tone}>{RISK_WORDS[action.riskLevel].label}</Pill>
            )}
          </span>
          <Tail action={action} now={now} />
        </span>
      </Link>
    </li>
  );
}

function Tail({ action, now }: { action: ActionSummary; now: Date }) {
  const t = useTranslations("common");
  if (action.status === "pending_approval") {
    const urgent = new Date(action.expiresAt).getTime() - now.getTime() < 4 * 3_600_000;
    return (
      <span
        className={`shrink-0 tabular-nums ${urgent ? "font-medium text-warn" : ""}`}
        title={`Expires ${formatMoment(action.expiresAt)}`}
      >
        {formatLeft(action.expiresAt, now, t)} left
      </span>
    );
  }
  if (action.settledAt !== null) {
    return (
      <span className="shrink-0">
        {STATUS_WORDS[action.status].label} {formatRelative(action.settledAt, now, t)}
      </span>
    );
  }
  return <span className="shrink-0">{STATUS_WORDS[action.status].label}</span>;
}
