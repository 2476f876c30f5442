import type { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import type { ActionSummary } from "#src/api/type.ts";
import { isFiltered, type Filters, type View } from "../../api/views.ts";
import { Empty, Failure, Skeleton } from "../../ui/States.tsx";
import { useNow } from "../../ui/useNow.ts";
import { ActionListItem } from "./ActionListItem.tsx";
import type { Selection } from "./useSelection.ts";

/** The height of a line, in pixels: all are alike, so that ten thousand need no measuring. */
const LINE = 60;

interface ActionListProps {
  readonly list: Pick<
    ReturnType<typeof useInfiniteQuery>,
    "isPending" | "isError" | "error" | "refetch" | "hasNextPage" | "isFetchingNextPage" | "fetchNextPage" | "data"
  >;
  readonly actions: readonly ActionSummary[];
  readonly view: View;
  readonly filters: Filters;
  readonly selected: string | undefined;
  /** Absent where nothing can be decided together. */
  readonly selection: Selection | undefined;
}

/** The lines of the inbox. Only those in sight are on the page, and more are asked for as the end comes near. */
export function ActionList({ list, actions, view, filters, selected, selection }: ActionListProps) {
  const t = useTranslations("inbox");
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  // oxlint-disable-next-line react/incompatible-library -- it answers anew at every scroll, which nothing here remembers
  const lines = useVirtualizer({
    count: actions.length + (hasNextPage ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 12,
  });
  const shown = lines.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= actions.length - 1) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, last, actions.length, fetchNextPage]);
  const isShown = actions.length > 0;
  useEffect(() => {
    // what the reader waited for, on the browser's own clock
    if (isShown) performance.mark("list-shown");
  }, [isShown]);
  const at = actions.findIndex(({ actionId }) => actionId === selected);
  const isInList = at >= 0;
  useEffect(() => {
    if (isInList) lines.scrollToIndex(at, { align: "auto" });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only when another one is chosen, not with every answer of the server
  }, [selected, isInList]);

  const nothing = isFiltered(filters) ? "filtered" : view;
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto" data-testid="list">
      {list.isPending ? (
        <Skeleton lines={9} />
      ) : list.data === undefined ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : actions.length === 0 && !hasNextPage ? (
        <Empty icon="inbox" title={t(`nothing.${nothing}`)}>
          {t(`nothingText.${nothing}`)}
        </Empty>
      ) : (
        <ul aria-label={t("list")} className="relative" style={{ height: lines.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const action = actions[index];
            return (
              <li
                key={action?.actionId ?? key}
                aria-setsize={hasNextPage ? -1 : actions.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: LINE, transform: `translateY(${start}px)` }}
              >
                {action === undefined ? (
                  <Skeleton lines={2} />
                ) : (
                  <ActionListItem
                    action={action}
                    view={view}
                    filters={filters}
                    selected={action.actionId === selected}
                    now={now}
                    selection={selection}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
