import { lazy, Suspense } from "react";
import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import type { ActionProtocol } from "#src/protocol/document.ts";
import { useSay } from "../../i18n/useSay.ts";
import { Pill } from "../../ui/Pill.tsx";
import { Said } from "../../ui/Said.tsx";
import { Section } from "../../ui/Section.tsx";
import { Skeleton } from "../../ui/States.tsx";
import { formatMoment, formatMoney } from "../../ui/format.ts";
import { ChecksList, LastChecks } from "../inbox/ChecksList.tsx";
import { DiffCard } from "../inbox/DiffCard.tsx";
import { EvidenceList } from "../inbox/EvidenceList.tsx";
import { ExternalEffectsPreview } from "../inbox/ExternalEffectsPreview.tsx";
import { NextSteps } from "../inbox/NextSteps.tsx";
import { OperationPreview } from "../inbox/OperationPreview.tsx";
import { messageUrl, RISK_TONES, riskSentence } from "../inbox/words.ts";

const Versions = lazy(async () => ({ default: (await import("../inbox/Versions.tsx")).Versions }));

interface DecisionCardProps {
  readonly detail: ActionDetail;
  /** Whether its person is signed in: what has an address of its own is read, and asked anew, by them alone. */
  readonly isSignedIn: boolean;
}

/** The complete action as the inbox's card shows it. */
export function DecisionCard({ detail, isSignedIn }: DecisionCardProps) {
  const t = useTranslations("notifications.decide");
  const words = useTranslations("action");
  const say = useSay();
  const { action } = detail;
  const { checks } = action.revalidation_plan;
  const isHtmlLeftOut = !isSignedIn && htmlOf(action) !== undefined;
  return (
    <article aria-labelledby="action-title" className="rounded-xl border border-line bg-surface shadow-card">
      <Head detail={detail} />
      <ExternalEffectsPreview status={detail.status} action={isHtmlLeftOut ? inPlainText(action) : action} htmlUrl={messageUrl(detail)} />
      {isHtmlLeftOut && <p className="px-5 pb-4 text-xs text-ink-faint md:px-6">{t("htmlSignedIn")}</p>}
      <OperationPreview operation={action.operation} />
      <DiffCard changes={action.proposed_changes} />
      <Section title={t("why")} aside={t("facts", { count: action.evidence.length })}>
        <p className="mb-2 text-base break-words whitespace-pre-wrap text-ink-soft">
          <Said of={action.reasoning} />
        </p>
        <EvidenceList evidence={action.evidence} odooUrl={null} />
      </Section>
      {detail.versions.length > 1 && (
        <Section title={words("title.versions")} aside={words("version", { version: String(detail.version) })}>
          <Suspense fallback={<Skeleton lines={2} />}>
            <Versions detail={detail} />
          </Suspense>
        </Section>
      )}
      <Section title={t("checks")} aside={words("checks", { count: checks.length })}>
        {isSignedIn ? <ChecksList detail={detail} mayDecide /> : <LastChecks detail={detail} />}
      </Section>
      <Section title={words("title.risk")}>
        <p className="break-words text-ink-soft">{riskSentence(detail, words, say)}</p>
      </Section>
      <Section title={words("title.next")}>
        <NextSteps detail={detail} undoable={false} />
      </Section>
    </article>
  );
}

function Head({ detail }: { readonly detail: ActionDetail }) {
  const t = useTranslations("notifications.decide");
  const words = useTranslations("action");
  const { action } = detail;
  return (
    <header className="px-5 pt-5 pb-4 md:px-6">
      <div className="flex items-center justify-between gap-2 text-xs">
        <span className="font-medium text-ink-soft">{words(`types.${detail.actionType}`)}</span>
        <Pill tone={RISK_TONES[detail.riskLevel]}>{words(`risks.${detail.riskLevel}`)}</Pill>
      </div>
      <div className="mt-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="action-title" className="text-xl leading-7 font-semibold tracking-tight break-words">
          {detail.partnerName ?? action.affected_records.record_name ?? <Said of={detail.description} as="description" />}
        </h2>
        {detail.amount !== null && (
          <p className="text-xl leading-7 font-semibold tracking-tight tabular-nums">{formatMoney(detail.amount)}</p>
        )}
      </div>
      <p className="mt-1 text-base break-words text-ink-soft">
        <Said of={action.expected_effect} />
      </p>
      <p className="mt-2 text-xs text-ink-faint">{t("until", { when: formatMoment(detail.expiresAt) })}</p>
    </header>
  );
}

const htmlOf = ({ operation }: ActionProtocol): string | undefined =>
  operation.type === "send_email" ? operation.inputs.body_html : undefined;

/** The HTML of a mail stands at an address that takes a session; its text says the same. */
function inPlainText(action: ActionProtocol): ActionProtocol {
  const { operation } = action;
  if (operation.type !== "send_email") return action;
  const { body_html: _html, ...inputs } = operation.inputs;
  return { ...action, operation: { ...operation, inputs } };
}
