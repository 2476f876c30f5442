import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ActionSummary } from "#src/api/type.ts";
import { countsQuery, detailQuery, listQuery } from "../api/queries.ts";
import { countOf, VIEW_NAMES, VIEWS, type View } from "../api/views.ts";
import { Icon } from "../ui/Icon.tsx";
import { Empty, Failure, Skeleton } from "../ui/States.tsx";
import { ActionApprovalCard } from "./ActionApprovalCard.tsx";
import { ActionList } from "./ActionList.tsx";

interface PendingApprovalsProps {
  readonly view: View;
  /** The action whose card is open; the first of the list on a wide screen when none is named. */
  readonly selected: string | undefined;
  readonly mayDecide: boolean;
}

/** The inbox: the list on the left, the card on the right; on a phone one after the other. */
export function PendingApprovals({ view, selected, mayDecide }: PendingApprovalsProps) {
  const list = useInfiniteQuery(listQuery(view));
  const actions = list.data?.pages.flatMap((page) => page.actions) ?? [];
  // the card that is open stays: a list that moves on must not put another action under the pointer
  const [opened, setOpened] = useState(selected ?? actions[0]?.actionId);
  const shown = selected ?? opened ?? actions[0]?.actionId;
  if (shown !== opened) setOpened(shown);
  return (
    <div className="flex min-h-0 flex-1">
      <section
        aria-label="Inbox"
        className={`w-full flex-col border-line bg-surface md:flex md:w-96 md:shrink-0 md:border-r ${selected === undefined ? "flex" : "hidden"}`}
      >
        <Views current={view} />
        <div className="min-h-0 flex-1 overflow-y-auto">
          <ActionList view={view} selected={shown} />
        </div>
      </section>
      <main
        className={`min-w-0 flex-1 overflow-y-auto md:block md:px-6 md:pt-5 ${selected === undefined ? "hidden" : "block"}`}
        aria-label="Action"
      >
        <Link
          to="/"
          search={{ view }}
          className="flex h-11 items-center gap-1 border-b border-line bg-surface px-3 text-sm font-medium text-ink-soft md:hidden"
        >
          <Icon name="back" /> {VIEWS[view].label}
        </Link>
        {shown === undefined ? (
          list.isSuccess && <Choose />
        ) : (
          <Card key={shown} actionId={shown} mayDecide={mayDecide} next={nextOf(actions, shown)} view={view} />
        )}
      </main>
    </div>
  );
}

function nextOf(actions: readonly ActionSummary[], shown: string): string | undefined {
  return actions.find((action) => action.actionId !== shown)?.actionId;
}

function Choose() {
  return (
    <Empty icon="check" title="All clear">
      Choose another tab to see what was done and what was not.
    </Empty>
  );
}

interface CardProps {
  readonly actionId: string;
  readonly mayDecide: boolean;
  readonly next: string | undefined;
  readonly view: View;
}

function Card({ actionId, mayDecide, next, view }: CardProps) {
  const detail = useQuery(detailQuery(actionId));
  if (detail.isPending) {
    return (
      <div className="mx-auto max-w-3xl bg-surface md:rounded-xl md:border md:border-line">
        <Skeleton lines={14} />
      </div>
    );
  }
  // an answer from before is still worth reading while the server cannot be reached
  if (detail.data === undefined) return <Failure error={detail.error} onRetry={() => void detail.refetch()} />;
  const decided = view === "pending" && detail.data.status !== "pending_approval";
  return (
    <div className="mx-auto max-w-3xl md:pb-5">
      {decided && (
        <div className="mb-3 flex items-center justify-between gap-3 px-5 pt-3 text-xs text-ink-faint md:px-1 md:pt-0">
          <span>This card follows the action until it is settled.</span>
          {next !== undefined && (
            <Link
              to="/"
              search={{ view, action: next }}
              className="inline-flex items-center gap-1 font-medium text-accent-ink hover:underline"
            >
              Next <Icon name="arrow" className="size-3.5" />
            </Link>
          )}
        </div>
      )}
      <ActionApprovalCard detail={detail.data} mayDecide={mayDecide} />
    </div>
  );
}

function Views({ current }: { current: View }) {
  const { data } = useQuery(countsQuery);
  return (
    <nav aria-label="Which actions" className="flex shrink-0 overflow-x-auto border-b border-line px-2 [scrollbar-width:none]">
      {VIEW_NAMES.map((view) => {
        const count = data === undefined ? 0 : countOf(view, data.counts);
        return (
          <Link
            key={view}
            to="/"
            search={{ view }}
            aria-current={view === current ? "page" : undefined}
            className={`-mb-px flex h-11 shrink-0 items-center gap-1.5 border-b-2 px-2 text-xs whitespace-nowrap font-medium -outline-offset-4 ${view === current ? "border-accent text-ink" : "border-transparent text-ink-faint hover:text-ink"}`}
          >
            {VIEWS[view].label}
            {count > 0 && (view === "pending" || view === "attention" || view === "underway") && (
              <span className={`text-2xs tabular-nums ${view === "attention" ? "text-bad" : "text-ink-faint"}`}>{count}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}
