import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { StopSwitchView } from "#src/api/type.ts";
import { request } from "../api/client.ts";
import { stopQuery } from "../api/queries.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { ago } from "../ui/Time.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";

function useSwitch(verb: "stop" | "resume") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => request<StopSwitchView>(`/ai-coo/${verb}`, { method: "POST", body: { reason } }),
    // the cards say whether they may start
    onSettled: () => Promise.all([stopQuery.queryKey, ["actions"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** In the navigation: stops everything, after a confirmation. While it is stopped the banner has the way back. */
export function StopControl() {
  const t = useTranslations("stop");
  const { data } = useQuery(stopQuery);
  const stop = useSwitch("stop");
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
    stop.reset();
  };
  if (data === undefined || data.stopped) return null;
  return (
    <>
      <button
        type="button"
        onClick={() => setAsking(true)}
        className="flex flex-1 flex-col items-center gap-0.5 py-2 text-2xs font-medium text-bad -outline-offset-2 md:mb-2 md:flex-none md:flex-row md:gap-2.5 md:rounded-md md:px-2 md:py-1.5 md:text-sm md:hover:bg-bad-wash"
      >
        <Icon name="stop" className="size-5 md:size-4" />
        <span className="md:hidden">{t("stop")}</span>
        <span className="hidden md:inline">{t("everything")}</span>
      </button>
      <ReasonDialog
        open={asking}
        onClose={close}
        title={t("stopTitle")}
        lead={t("stopLead")}
        verb={t("stopVerb")}
        placeholder={t("stopExample")}
        busy={stop.isPending}
        error={stop.error}
        onReason={(reason) => stop.mutate(reason, { onSuccess: close })}
      />
    </>
  );
}

/** Above every page while everything is stopped: since when, by whom, why, and for who may, the way back. */
export function StopBanner({ mayStop }: { readonly mayStop: boolean }) {
  const t = useTranslations("stop");
  const { data } = useQuery(stopQuery);
  const resume = useSwitch("resume");
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
    resume.reset();
  };
  if (data === undefined || !data.stopped) return null;
  const at = data.stoppedAt;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-bad-wash px-4 py-2.5 text-bad md:px-6">
      <Icon name="stop" className="size-4" />
      <p className="min-w-0 flex-1 break-words">
        <span className="font-semibold">{t("stopped")}</span>
        {at !== null && <> {t.rich("by", { name: data.stoppedBy ?? "", ago: ago(at) })}</>}
        {data.reason !== null && `: ${data.reason}`}
      </p>
      {mayStop && (
        <>
          <Button size="small" onClick={() => setAsking(true)}>
            {t("resume")}
          </Button>
          <ReasonDialog
            open={asking}
            onClose={close}
            title={t("resumeTitle")}
            lead={t("resumeLead")}
            verb={t("resumeVerb")}
            look="primary"
            placeholder={t("resumeExample")}
            busy={resume.isPending}
            error={resume.error}
            onReason={(reason) => resume.mutate(reason, { onSuccess: close })}
          />
        </>
      )}
    </div>
  );
}
