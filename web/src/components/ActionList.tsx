import { useInfiniteQuery } from "@tanstack/react-query";
import { listQuery } from "../api/queries.ts";
import type { View } from "../api/views.ts";
import { Button } from "../ui/Button.tsx";
import { Empty, Failure, Skeleton } from "../ui/States.tsx";
import { useNow } from "../ui/useNow.ts";
import { ActionListItem } from "./ActionListItem.tsx";

const NOTHING = {
  pending: ["Nothing waits for you", "New proposals appear here after the next analysis."],
  underway: ["Nothing is under way", "Approved actions stand here until they are done."],
  attention: ["Nothing needs you", "What could not be settled by itself would stand here."],
  done: ["Nothing has been done yet", "Approve an action and follow it here."],
  stopped: ["Nothing was stopped", "What was rejected, blocked, or expired stands here with the reason."],
} as const satisfies Record<View, readonly [title: string, text: string]>;

interface ActionListProps {
  readonly view: View;
  readonly selected: string | undefined;
}

export function ActionList({ view, selected }: ActionListProps) {
  const list = useInfiniteQuery(listQuery(view));
  const now = useNow();
  if (list.isPending) return <Skeleton lines={9} />;
  if (list.isError) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  const actions = list.data.pages.flatMap((page) => page.actions);
  if (actions.length === 0) {
    const [title, text] = NOTHING[view];
    return (
      <Empty icon="inbox" title={title}>
        {text}
      </Empty>
    );
  }
  return (
    <>
      <ul aria-label="Actions">
        {actions.map((action) => (
          <ActionListItem key={action.actionId} action={action} view={view} selected={action.actionId === selected} now={now} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="p-4 text-center">
          <Button size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
