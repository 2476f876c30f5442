import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import type { DecisionLinkView } from "#src/api/type.ts";
import { linkQuery } from "../api/notifications.ts";
import { DecideForm } from "../components/decide/DecideForm.tsx";
import { DecisionCard } from "../components/decide/DecisionCard.tsx";
import { forgetLink, linkOfPage } from "../components/decide/keptLink.ts";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { Logo } from "../ui/Logo.tsx";
import { formatMoment } from "../ui/format.ts";
import { Failure, Skeleton } from "../ui/States.tsx";
import { Said as Spoken } from "../ui/Said.tsx";

/** Where a mailed link leads: the complete action, and the question. Opening it decides nothing. */
export function Decide() {
  const [token] = useState(linkOfPage);
  return (
    <main className="min-h-dvh">
      <div className="mx-auto max-w-2xl px-4 py-5 md:py-8">
        <div className="mb-4 flex items-center justify-between">
          <span className="flex items-center gap-2.5 font-semibold">
            <Logo /> AI COO
          </span>
          <LanguageChoice />
        </div>
        {token === null ? <NoToken /> : <Asked token={token} />}
      </div>
    </main>
  );
}

function NoToken() {
  const t = useTranslations("notifications.decide");
  return (
    <Said title={t("noToken")}>
      <p>{t("noTokenLead")}</p>
    </Said>
  );
}

type Ended = { readonly decision: "approve" | "reject"; readonly status: DecisionLinkView["status"] };

function Asked({ token }: { readonly token: string }) {
  const t = useTranslations("notifications.decide");
  const link = useQuery({ ...linkQuery(token), refetchOnWindowFocus: "always" });
  const [ended, setEnded] = useState<Ended | null>(null);
  if (link.isPending) return <Skeleton lines={8} />;
  if (link.data === undefined) return <Failure error={link.error} onRetry={() => void link.refetch()} />;
  const { data } = link;
  if (ended !== null) return <Done {...ended} />;
  if (data.state !== "open" || data.action === null) return <Over link={data} />;
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">{t("title", { person: data.person })}</h1>
      <p className="mt-1 mb-4 text-ink-soft">
        {t("lead")}
        {data.actsFor !== null && ` ${t("actsFor", { name: data.actsFor.name, when: formatMoment(data.actsFor.until) })}`}
      </p>
      <DecisionCard detail={data.action} isSignedIn={data.isSignedIn} />
      <section className="sticky bottom-0 mt-4 rounded-xl border border-line bg-surface px-5 py-4 shadow-card md:px-6">
        <DecideForm
          token={token}
          link={data}
          fingerprint={data.action.fingerprint}
          onDecided={(decision, status) => {
            forgetLink();
            setEnded({ decision, status });
          }}
          onRefused={() => void link.refetch()}
        />
      </section>
    </>
  );
}

function Done({ decision, status }: Ended) {
  const t = useTranslations("notifications.decide");
  const title = decision === "reject" ? "rejected" : status === "pending_approval" ? "approvedMore" : "approved";
  return (
    <Said title={t(title)} isGood>
      <p>{t("doneLead")}</p>
    </Said>
  );
}

/** Why this link decides nothing, and what became of the action. */
function Over({ link: { state, status, action, decided } }: { readonly link: DecisionLinkView }) {
  const t = useTranslations("notifications.decide");
  const words = useTranslations("action");
  const by = decided?.by ?? null;
  const standing = (
    <>
      <p>{t("standing", { status: words(`statuses.${status}`) })}</p>
      {decided !== null && by !== null && (
        <p className="break-words">
          {decided.inPlaceOf === null
            ? t(`decidedBy.${decided.what}`, { name: by, when: formatMoment(decided.at) })
            : t(`decidedByFor.${decided.what}`, { name: by, other: decided.inPlaceOf, when: formatMoment(decided.at) })}
        </p>
      )}
    </>
  );
  switch (state) {
    case "used":
      return <Said title={t("used")}>{standing}</Said>;
    case "decided":
      return (
        <Said title={t("decided")}>
          {standing}
          {action !== null && action.statusReason !== null && (
            <p className="break-words">
              <Spoken of={action.statusReason} />
            </p>
          )}
        </Said>
      );
    case "expired":
      return (
        <Said title={t("expired")}>
          <p>{t("expiredLead")}</p>
        </Said>
      );
    case "not_by_mail":
      return (
        <Said title={t("notByMail")}>
          <p>{t("notByMailLead")}</p>
        </Said>
      );
    case "not_yours":
      return (
        <Said title={t("notYours")}>
          <p>{t("notYoursLead")}</p>
        </Said>
      );
    case "handed_back":
      return (
        <Said title={t("handedBack")}>
          <p>{t("handedBackLead")}</p>
        </Said>
      );
    case "changed":
    case "open":
      return (
        <Said title={t("changed")}>
          {state === "changed" && standing}
          <p>{t("changedLead")}</p>
        </Said>
      );
  }
}

function Said({ title, isGood = false, children }: { readonly title: string; readonly isGood?: boolean; readonly children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <section aria-live="polite" className="rounded-xl border border-line bg-surface p-6 shadow-card">
      <h1 className={`text-lg font-semibold tracking-tight ${isGood ? "text-good" : ""}`}>{title}</h1>
      <div className="mt-2 space-y-2 text-ink-soft">{children}</div>
      <p className="mt-4">
        <Link to="/" search={{ view: "pending" }} className="text-accent-ink underline">
          {t("openInbox")}
        </Link>
      </p>
    </section>
  );
}
