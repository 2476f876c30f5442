import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { sessionQuery } from "../../api/queries.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Pill } from "../../ui/Pill.tsx";
import { Section } from "../../ui/Section.tsx";
import { formatMoment, formatMoney, formatRelative } from "../../ui/format.ts";
import { useNow } from "../../ui/useNow.ts";
import { Skeleton } from "../../ui/States.tsx";
import { ChecksList } from "./ChecksList.tsx";
import { CustomerHistory } from "./CustomerHistory.tsx";
import { DecisionBar } from "./DecisionBar.tsx";
import { DiffCard } from "./DiffCard.tsx";
import { EvidenceList } from "./EvidenceList.tsx";
import { ExternalEffectsPreview } from "./ExternalEffectsPreview.tsx";
import { FollowOns } from "./FollowOns.tsx";
import { History } from "./History.tsx";
import { NextSteps } from "./NextSteps.tsx";
import { OutcomeSection } from "./OutcomeSection.tsx";
import { OperationPreview } from "./OperationPreview.tsx";
import { Progress } from "./Progress.tsx";
import { ResolveBar } from "./ResolveBar.tsx";
import { messageUrl, OPERATION_ICONS, RISK_TONES, riskSentence, STATUS_TONES } from "./words.ts";
import { useSay } from "../../i18n/useSay.ts";
import { Said } from "../../ui/Said.tsx";

const Versions = lazy(async () => ({ default: (await import("./Versions.tsx")).Versions }));

interface ActionApprovalCardProps {
  readonly detail: ActionDetail;
  readonly mayDecide: boolean;
}

/** Everything a person needs to decide: who gets what, what changes, why, what is checked again, how risky it is. */
export function ActionApprovalCard({ detail, mayDecide }: ActionApprovalCardProps) {
  const { action } = detail;
  const checks = action.revalidation_plan.checks;
  const moved = detail.status !== "pending_approval" || detail.approvals.length > 0 || detail.version > 1 || detail.minApprovals > 1;
  const t = useTranslations("action");
  const say = useSay();
  const { data: session } = useQuery(sessionQuery);
  const { partnerId } = detail;
  return (
    <article aria-labelledby="action-title" className="bg-surface md:rounded-xl md:border md:border-line md:shadow-card">
      <Head detail={detail} />
      {moved && <Progress detail={detail} />}
      <ExternalEffectsPreview status={detail.status} action={action} htmlUrl={messageUrl(detail)} />
      <OperationPreview operation={action.operation} />
      <DiffCard changes={action.proposed_changes} />
      <Section title={t("title.why")} aside={t("facts", { count: action.evidence.length })}>
        <p className="mb-2 text-base break-words whitespace-pre-wrap text-ink-soft">
          <Said of={action.reasoning} />
        </p>
        <EvidenceList evidence={action.evidence} odooUrl={session?.odooUrl ?? null} />
      </Section>
      {detail.versions.length > 1 && (
        <Section title={t("title.versions")} aside={t("version", { version: String(detail.version) })}>
          <Suspense fallback={<Skeleton lines={2} />}>
            <Versions detail={detail} />
          </Suspense>
        </Section>
      )}
      <Section title={t("title.checks")} aside={t("checks", { count: checks.length })}>
        <ChecksList detail={detail} mayDecide={mayDecide} />
      </Section>
      <Section title={t("title.risk")} aside={<Pill tone={RISK_TONES[detail.riskLevel]}>{t(`risks.${detail.riskLevel}`)}</Pill>}>
        <p className="text-ink-soft">{riskSentence(detail, t, say)}</p>
      </Section>
      {detail.status === "pending_approval" && (
        <Section title={t("title.next")}>
          <NextSteps detail={detail} />
        </Section>
      )}
      {detail.followOns.length > 0 && (
        <Section title={t("title.followed")} aside={t("records", { count: detail.followOns.length })}>
          <FollowOns followOns={detail.followOns} />
        </Section>
      )}
      {detail.outcome !== null && (
        <Section title={t("title.outcome")}>
          <OutcomeSection outcome={detail.outcome} />
        </Section>
      )}
      {partnerId !== null && (
        <Section title={t("title.customer")} aside={<AllOfCustomer partnerId={partnerId} />}>
          <CustomerHistory detail={detail} partnerId={partnerId} />
        </Section>
      )}
      {detail.events.length > 0 && (
        <Section title={t("title.history")} aside={t("version", { version: String(detail.version) })}>
          <History detail={detail} />
        </Section>
      )}
      <p className="border-t border-line px-5 py-3 text-2xs break-all text-ink-faint md:px-6">
        {t("footer", { id: detail.actionId })} <code className="font-mono">{detail.fingerprint.slice(0, 16)}</code>
      </p>
      {detail.status === "needs_attention" ? (
        <ResolveBar key={detail.fingerprint} detail={detail} mayDecide={mayDecide} />
      ) : (
        <DecisionBar key={`${detail.fingerprint} ${detail.version}`} detail={detail} mayDecide={mayDecide} />
      )}
    </article>
  );
}

/** The customer's actions that wait, in the list. */
function AllOfCustomer({ partnerId }: { readonly partnerId: number }) {
  const t = useTranslations("action");
  return (
    <Link to="/" search={{ view: "pending", partner: partnerId }} className="hover:text-ink hover:underline">
      {t("customerMore")}
    </Link>
  );
}

function Head({ detail }: { detail: ActionDetail }) {
  const now = useNow();
  const common = useTranslations("common");
  const t = useTranslations("action");
  const records = detail.action.affected_records;
  return (
    <header className="px-5 pt-5 pb-4 md:px-6">
      <div className="flex items-center gap-2 text-xs text-ink-faint">
        <Icon name={OPERATION_ICONS[detail.safeOperation]} />
        <span className="font-medium text-ink-soft">{t(`types.${detail.actionType}`)}</span>
        <span className="ml-auto flex gap-1.5">
          <Pill tone={RISK_TONES[detail.riskLevel]}>{t(`risks.${detail.riskLevel}`)}</Pill>
          <Pill tone={STATUS_TONES[detail.status]}>{t(`statuses.${detail.status}`)}</Pill>
        </span>
      </div>
      <div className="mt-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="action-title" className="text-xl leading-7 font-semibold tracking-tight break-words">
          {detail.partnerName ?? records.record_name ?? <Said of={detail.description} as="description" />}
        </h2>
        {detail.amount !== null && (
          <p className="text-xl leading-7 font-semibold tracking-tight tabular-nums">{formatMoney(detail.amount)}</p>
        )}
      </div>
      <p className="mt-1 text-base break-words text-ink-soft">
        <Said of={detail.action.expected_effect} />
      </p>
      {detail.status === "pending_approval" && (
        <p className="mt-2 flex items-center gap-1.5 text-xs text-ink-faint">
          <Icon name="clock" className="size-3.5" />
          <span title={formatMoment(detail.expiresAt)}>{t("expires", { when: formatRelative(detail.expiresAt, now, common) })}</span>
          <span aria-hidden="true">·</span>
          <span title={formatMoment(detail.createdAt)}>{t("proposed", { when: formatRelative(detail.createdAt, now, common) })}</span>
        </p>
      )}
    </header>
  );
}
