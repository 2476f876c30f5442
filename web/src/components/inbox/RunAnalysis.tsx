import { useTranslations } from "use-intl/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { LatestAnalysis } from "#src/api/type.ts";
import { request, asApiError } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Said } from "../../ui/Said.tsx";

/** Asks for an analysis now; the strip and the lists follow by themselves. */
export function RunAnalysis({ newest }: { readonly newest: LatestAnalysis["newest"] }) {
  const t = useTranslations("inbox.figures");
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: () => request<{ queued: true }>("/ai-coo/analyses", { method: "POST" }),
    onSettled: () => client.invalidateQueries(),
  });
  const running = newest !== null && newest.finishedAt === null;
  return (
    <span className="flex items-center gap-2">
      {run.isError && (
        <span className="text-bad">
          <Said of={asApiError(run.error).message} />
        </span>
      )}
      <Button size="small" busy={run.isPending || running} onClick={() => run.mutate()}>
        <Icon name="refresh" className={`size-3.5 ${running ? "animate-spin" : ""}`} />
        {running ? t("analysing") : t("analyse")}
      </Button>
    </span>
  );
}
