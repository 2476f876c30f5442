import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import type { ActionDetail, ActionSummary } from "#src/api/type.ts";
import { customerQuery } from "../../api/queries.ts";
import { VIEW_NAMES, VIEWS, type View } from "../../api/views.ts";
import { Icon } from "../../ui/Icon.tsx";
import { LoadMore } from "../../ui/LoadMore.tsx";
import { formatMoney } from "../../ui/format.ts";
import { Pill } from "../../ui/Pill.tsx";
import { InlineError, Skeleton } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { OPERATION_ICONS, STATUS_TONES } from "./words.ts";

/** What else was done or proposed about the customer of an action, newest first. */
export function CustomerHistory({ detail, partnerId }: { readonly detail: ActionDetail; readonly partnerId: number }) {
  const t = useTranslations("action");
  const history = useInfiniteQuery(customerQuery(partnerId));
  if (history.isPending) return <Skeleton lines={3} />;
  if (history.isError) return <InlineError error={history.error} />;
  const loaded = history.data.pages.flatMap((page) => page.actions);
  const others = loaded.filter(({ actionId }) => actionId !== detail.actionId);
  if (others.length === 0) return <p className="text-ink-faint">{t("customerNothing")}</p>;
  return (
    <>
      <ul className="divide-y divide-line">
        {others.map((action) => (
          <Line key={action.actionId} action={action} />
        ))}
      </ul>
      <LoadMore list={history}>{t("customerShown", { shown: loaded.length, all: history.data.pages[0]?.total ?? 0 })}</LoadMore>
    </>
  );
}

function Line({ action }: { readonly action: ActionSummary }) {
  const t = useTranslations("action");
  return (
    <li>
      <Link
        to="/"
        search={{ view: viewOf(action), action: action.actionId }}
        className="flex items-center gap-2.5 rounded py-1.5 hover:bg-hover"
      >
        <Icon name={OPERATION_ICONS[action.safeOperation]} className="size-3.5 text-ink-faint" />
        <span className="min-w-0 flex-1 truncate text-ink-soft">{t(`types.${action.actionType}`)}</span>
        {action.amount !== null && <span className="shrink-0 text-ink-soft tabular-nums">{formatMoney(action.amount)}</span>}
        <span className="shrink-0 text-2xs text-ink-faint">
          <Ago at={action.settledAt ?? action.createdAt} />
        </span>
        <Pill tone={STATUS_TONES[action.status]}>{t(`statuses.${action.status}`)}</Pill>
      </Link>
    </li>
  );
}

function viewOf({ status }: ActionSummary): View {
  return VIEW_NAMES.find((view) => (VIEWS[view].statuses as readonly string[]).includes(status)) ?? "pending";
}
