import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useDecide, useGone, useNotice } from "../../api/decide.ts";
import { detailQuery, listQuery } from "../../api/queries.ts";
import { isFiltered, type Filters, type View } from "../../api/views.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Empty, Failure, Skeleton } from "../../ui/States.tsx";
import { ActionApprovalCard } from "./ActionApprovalCard.tsx";
import { ActionList } from "./ActionList.tsx";
import { runCommand } from "./commands.ts";
import { FilterBar } from "./FilterBar.tsx";
import { GroupBar } from "./GroupBar.tsx";
import { OfflineStrip } from "./OfflineStrip.tsx";
import { UndoToast } from "./UndoToast.tsx";
import { useKeyboard } from "./useKeyboard.ts";
import { useSelection } from "./useSelection.ts";
import { Views } from "./Views.tsx";

const KeyboardHelp = lazy(async () => ({ default: (await import("./KeyboardHelp.tsx")).KeyboardHelp }));

interface PendingApprovalsProps {
  readonly view: View;
  readonly filters: Filters;
  /** The action whose card is open; the first of the list on a wide screen when none is named. */
  readonly selected: string | undefined;
  readonly mayDecide: boolean;
}

/** The inbox: the list on the left, the card on the right; on a phone one after the other. */
export function PendingApprovals({ view, filters, selected, mayDecide }: PendingApprovalsProps) {
  const t = useTranslations("inbox");
  const list = useInfiniteQuery(listQuery(view, filters));
  const gone = useGone();
  const loaded = list.data?.pages.flatMap((page) => page.actions) ?? [];
  const actions = view === "pending" ? loaded.filter(({ actionId }) => !gone.has(actionId)) : loaded;
  const selection = useSelection(JSON.stringify([view, filters]));
  // those that were decided here a moment ago are counted by the server yet, and waiting no more
  const all = Math.max(actions.length, (list.data?.pages[0]?.total ?? 0) - (loaded.length - actions.length));
  const searchField = useRef<HTMLInputElement>(null);
  const [helping, setHelping] = useState(false);
  const navigate = useNavigate();
  const notice = useNotice();
  const { takeBack } = useDecide();
  // the card that is open stays: a list that moves on must not put another action under the pointer
  const [opened, setOpened] = useState(selected ?? actions[0]?.actionId);
  const shown = selected ?? opened ?? actions[0]?.actionId;
  if (shown !== opened) setOpened(shown);

  // where the open one stood, for the way on from an action that has left the list
  const at = actions.findIndex(({ actionId }) => actionId === shown);
  const [lastAt, setLastAt] = useState(0);
  if (at >= 0 && at !== lastAt) setLastAt(at);
  const next = at >= 0 ? actions[at + 1] : actions[Math.min(lastAt, actions.length - 1)];
  const previous = at >= 0 ? actions[at - 1] : actions[Math.max(0, lastAt - 1)];
  const open = (action: { readonly actionId: string } | undefined): void => {
    if (action !== undefined) void navigate({ to: "/", search: { view, ...filters, action: action.actionId }, replace: true });
  };
  const mark = (): void => {
    const action = actions[at];
    if (action !== undefined && view === "pending") selection.toggle(action);
  };
  useKeyboard({
    j: () => open(next),
    k: () => open(previous),
    a: () => void runCommand("approve"),
    r: () => void runCommand("reject"),
    e: () => void runCommand("edit"),
    s: () => void runCommand("snooze"),
    x: mark,
    z: () => notice !== null && notice.undo.length > 0 && void takeBack(notice.undo),
    "/": () => searchField.current?.focus(),
    "?": () => setHelping(true),
    Escape: selection.clear,
  });
  const grouped = view === "pending" && selection.of(actions).length > 0;
  return (
    <main className="flex min-h-0 flex-1">
      <section
        aria-label={t("title")}
        className={`w-full flex-col border-line bg-surface md:flex md:w-96 md:shrink-0 md:border-r ${selected === undefined ? "flex" : "hidden"}`}
      >
        <Views current={view} onHelp={() => setHelping(true)} />
        <FilterBar key={view} view={view} filters={filters} searchField={searchField} />
        <OfflineStrip failed={list.isError} since={list.dataUpdatedAt} />
        <ActionList
          list={list}
          actions={actions}
          view={view}
          filters={filters}
          selected={shown}
          selection={view === "pending" ? selection : undefined}
        />
        {grouped && <GroupBar actions={actions} all={all} filters={filters} selection={selection} mayDecide={mayDecide} />}
      </section>
      <section
        className={`min-w-0 flex-1 overflow-y-auto md:block md:px-6 md:pt-5 ${selected === undefined ? "hidden" : "block"}`}
        aria-label={t("action")}
      >
        <Link
          to="/"
          search={{ view, ...filters }}
          className="flex h-11 items-center gap-1 border-b border-line bg-surface px-3 text-sm font-medium text-ink-soft md:hidden"
        >
          <Icon name="back" /> {t(`views.${view}`)}
        </Link>
        {shown === undefined ? (
          // of what is narrowed, or looked back at, the list itself says that there is nothing
          list.isSuccess &&
          view === "pending" &&
          !isFiltered(filters) && (
            <Empty icon="check" title={t("allClear")}>
              {t("allClearText")}
            </Empty>
          )
        ) : (
          <Card key={shown} actionId={shown} mayDecide={mayDecide} next={next?.actionId} view={view} filters={filters} />
        )}
      </section>
      <UndoToast />
      {helping && (
        <Suspense>
          <KeyboardHelp open onClose={() => setHelping(false)} />
        </Suspense>
      )}
    </main>
  );
}

interface CardProps {
  readonly actionId: string;
  readonly mayDecide: boolean;
  readonly next: string | undefined;
  readonly view: View;
  readonly filters: Filters;
}

function Card({ actionId, mayDecide, next, view, filters }: CardProps) {
  const t = useTranslations("inbox");
  const detail = useQuery(detailQuery(actionId));
  const gone = useGone().has(actionId);
  if (detail.isPending) {
    return (
      <div className="mx-auto max-w-3xl bg-surface md:rounded-xl md:border md:border-line">
        <Skeleton lines={14} />
      </div>
    );
  }
  // an answer from before is still worth reading while the server cannot be reached
  if (detail.data === undefined) return <Failure error={detail.error} onRetry={() => void detail.refetch()} />;
  const decided = view === "pending" && (gone || detail.data.status !== "pending_approval");
  return (
    <div className="mx-auto max-w-3xl md:pb-5">
      {decided && (
        <div className="mb-3 flex items-center justify-between gap-3 px-5 pt-3 text-xs text-ink-faint md:px-1 md:pt-0">
          <span>{t("decided")}</span>
          {next !== undefined && next !== actionId && (
            <Link
              to="/"
              search={{ view, ...filters, action: next }}
              className="inline-flex items-center gap-1 font-medium text-accent-ink hover:underline"
            >
              {t("next")} <Icon name="arrow" className="size-3.5" />
            </Link>
          )}
        </div>
      )}
      {/* decided here and not yet said by the server: it can be read, and not be decided twice */}
      <ActionApprovalCard detail={detail.data} mayDecide={mayDecide && !gone} />
    </div>
  );
}
