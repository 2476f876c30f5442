import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { askForTest, escalationQuery, preferencesQuery } from "../api/notifications.ts";
import { EscalationForm } from "../components/notifications/EscalationForm.tsx";
import { Phone } from "../components/notifications/Phone.tsx";
import { Told } from "../components/notifications/Told.tsx";
import { WaysForm } from "../components/notifications/WaysForm.tsx";
import { Button } from "../ui/Button.tsx";
import { Page } from "../ui/Page.tsx";
import { Failure, InlineError, Skeleton } from "../ui/States.tsx";

/** How the one who looks is told about what waits for them. */
export function Notifications() {
  const t = useTranslations("notifications");
  const preferences = useQuery(preferencesQuery);
  return (
    <Page title={t("title")} lead={t("lead")}>
      {preferences.isPending ? (
        <Skeleton lines={8} />
      ) : preferences.data === undefined ? (
        <Failure error={preferences.error} onRetry={() => void preferences.refetch()} />
      ) : (
        <div className="space-y-4">
          {!preferences.data.isTold && <p className="rounded-md bg-sunken px-3 py-2 text-ink-soft">{t("notTold")}</p>}
          <Part title={t("way")} lead={t("wayLead")}>
            <WaysForm preferences={preferences.data} />
          </Part>
          <Part title={t("email")} lead={preferences.data.email === null ? t("noMail") : t("mailTo", { email: preferences.data.email })}>
            <Test channel="email" disabled={preferences.data.email === null} />
          </Part>
          <Part title={t("phone")}>
            <Phone preferences={preferences.data} />
            {preferences.data.phone !== null && (
              <div className="mt-3">
                <Test channel="sms" disabled={false} />
              </div>
            )}
          </Part>
          <Part title={t("escalation.title")} lead={t("escalation.lead")}>
            <Escalation />
          </Part>
          <Part title={t("told")}>
            <Told />
          </Part>
        </div>
      )}
    </Page>
  );
}

function Escalation() {
  const escalation = useQuery(escalationQuery);
  if (escalation.isPending) return <Skeleton lines={3} />;
  if (escalation.data === undefined) return <Failure error={escalation.error} onRetry={() => void escalation.refetch()} />;
  return <EscalationForm escalation={escalation.data} />;
}

function Part({ title, lead, children }: { readonly title: string; readonly lead?: string; readonly children: ReactNode }) {
  return (
    <section className="rounded-xl border border-line bg-surface px-5 py-4 shadow-card md:px-6">
      <h2 className="text-base font-semibold">{title}</h2>
      {lead !== undefined && <p className="mt-0.5 text-ink-faint">{lead}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}

function Test({ channel, disabled }: { readonly channel: "email" | "sms"; readonly disabled: boolean }) {
  const t = useTranslations("notifications");
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => askForTest(channel),
    onSettled: () => client.invalidateQueries({ queryKey: ["notifications", "messages"] }),
  });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button busy={test.isPending} disabled={disabled} onClick={() => test.mutate()}>
        {t("test")}
      </Button>
      {test.isSuccess && <output className="text-good">{t("testAsked")}</output>}
      {test.isError && <InlineError error={test.error} />}
    </div>
  );
}
