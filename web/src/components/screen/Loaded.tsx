import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { asApiError } from "../../api/client.ts";
import { Failure, Skeleton } from "../../ui/States.tsx";
import { Said } from "../../ui/Said.tsx";

interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T>, "data" | "error" | "isPending" | "refetch">;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** What a question came to: a place-holder, what went wrong, or the answer; one from before stays readable while the server is away. */
export function Loaded<T>({ query, lines = 8, children }: LoadedProps<T>) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error !== null && (
          <output className="mb-4 block rounded-md bg-warn-wash px-3 py-2 text-xs text-warn">
            <Said of={asApiError(query.error).message} /> <Said of={asApiError(query.error).next ?? ""} />
          </output>
        )}
        {children(query.data)}
      </>
    );
  }
  if (query.isPending) return <Skeleton lines={lines} />;
  return <Failure error={query.error} onRetry={() => void query.refetch()} />;
}
