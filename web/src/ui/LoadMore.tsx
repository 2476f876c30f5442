import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "./Button.tsx";

interface LoadMoreProps {
  readonly list: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
  /** How much of how much is shown. */
  readonly children?: ReactNode;
}

/** The way to the rest of a list; nothing where all of it is shown. */
export function LoadMore({ list, children }: LoadMoreProps) {
  const t = useTranslations("common");
  if (!list.hasNextPage) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-2 text-xs text-ink-faint">
      {children}
      <Button look="quiet" size="small" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {t("loadMore")}
      </Button>
    </div>
  );
}
