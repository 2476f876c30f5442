import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { DEFAULT_RISK } from "#src/protocol/terms.ts";
import { Icon } from "../ui/Icon.tsx";
import { Pill } from "../ui/Pill.tsx";
import { Section } from "../ui/Section.tsx";
import { formatMoment, formatMoney, formatRelative, plural } from "../ui/format.ts";
import { useNow } from "../ui/useNow.ts";
import { ChecksList } from "./ChecksList.tsx";
import { DecisionBar } from "./DecisionBar.tsx";
import { DiffCard } from "./DiffCard.tsx";
import { EvidenceList } from "./EvidenceList.tsx";
import { ExternalEffectsPreview } from "./ExternalEffectsPreview.tsx";
import { FollowOns } from "./FollowOns.tsx";
import { History } from "./History.tsx";
import { OutcomeSection } from "./OutcomeSection.tsx";
import { OperationPreview } from "./OperationPreview.tsx";
import { Progress } from "./Progress.tsx";
import { ResolveBar } from "./ResolveBar.tsx";
import { OPERATION_ICONS, RISK_WORDS, riskSentence, STATUS_WORDS, TYPE_WORDS } from "./words.ts";

interface ActionApprovalCardProps {
  readonly detail: ActionDetail;
  readonly mayDecide: boolean;
}

/** Everything a person needs to decide: who gets what, what changes, why, what is checked again, how risky it is. */
export function ActionApprovalCard({ detail, mayDecide }: ActionApprovalCardProps) {
  const { action } = detail;
  const checks = action.revalidation_plan.checks;
  const moved = detail.status !== "pending_approval" || detail.approvals.length > 0 || detail.version > 1;
  return (
    <article aria-labelledby="action-title" className="bg-surface md:rounded-xl md:border md:border-line md:shadow-card">
      <Head detail={detail} />
      {moved && <Progress detail={detail} />}
      <ExternalEffectsPreview
        status={detail.status}
        action={action}
        htmlUrl={`/api/ai-coo/actions/${detail.actionId}/message.html?fingerprint=${detail.fingerprint}`}
      />
      <OperationPreview operation={action.operation} />
      <DiffCard changes={action.proposed_changes} />
      <Section title="Why" aside={plural(action.evidence.length, "fact from Odoo", "facts from Odoo")}>
        <p className="mb-2 text-base break-words whitespace-pre-wrap text-ink-soft">{action.reasoning}</p>
        <EvidenceList evidence={action.evidence} />
      </Section>
      <Section title="Read again right before it happens" aside={plural(checks.length, "check")}>
        <ChecksList checks={checks} />
      </Section>
      <Section title="Risk" aside={<Pill tone={RISK_WORDS[detail.riskLevel].tone}>{RISK_WORDS[detail.riskLevel].label}</Pill>}>
        <p className="text-ink-soft">
          {riskSentence(detail.riskLevel, DEFAULT_RISK[detail.actionType], detail.safeOperation, detail.riskReasons)}
        </p>
      </Section>
      {detail.followOns.length > 0 && (
        <Section title="What followed" aside={plural(detail.followOns.length, "record")}>
          <FollowOns followOns={detail.followOns} />
        </Section>
      )}
      {detail.outcome !== null && (
        <Section title="What came after it">
          <OutcomeSection outcome={detail.outcome} />
        </Section>
      )}
      {detail.events.length > 0 && (
        <Section title="History" aside={`version ${detail.version}`}>
          <History detail={detail} />
        </Section>
      )}
      <p className="border-t border-line px-5 py-3 text-2xs break-all text-ink-faint md:px-6">
        Action {detail.actionId} · fingerprint <code className="font-mono">{detail.fingerprint.slice(0, 16)}</code>
      </p>
      {detail.status === "needs_attention" ? (
        <ResolveBar key={detail.fingerprint} detail={detail} mayDecide={mayDecide} />
      ) : (
        <DecisionBar key={detail.fingerprint} detail={detail} mayDecide={mayDecide} />
      )}
    </article>
  );
}

function Head({ detail }: { detail: ActionDetail }) {
  const now = useNow();
  const t = useTranslations("common");
  const status = STATUS_WORDS[detail.status];
  const records = detail.action.affected_records;
  return (
    <header className="px-5 pt-5 pb-4 md:px-6">
      <div className="flex items-center gap-2 text-xs text-ink-faint">
        <Icon name={OPERATION_ICONS[detail.safeOperation]} />
        <span className="font-medium text-ink-soft">{TYPE_WORDS[detail.actionType]}</span>
        <span className="ml-auto flex gap-1.5">
          <Pill tone={RISK_WORDS[detail.riskLevel].tone}>{RISK_WORDS[detail.riskLevel].label}</Pill>
          <Pill tone={status.tone}>{status.label}</Pill>
        </span>
      </div>
      <div className="mt-2 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="action-title" className="text-xl leading-7 font-semibold tracking-tight break-words">
          {detail.partnerName ?? records.record_name ?? detail.description}
        </h2>
        {detail.amount !== null && (
          <p className="text-xl leading-7 font-semibold tracking-tight tabular-nums">{formatMoney(detail.amount)}</p>
        )}
      </div>
      <p className="mt-1 text-base break-words text-ink-soft">{detail.action.expected_effect}</p>
      {detail.status === "pending_approval" && (
        <p className="mt-2 flex items-center gap-1.5 text-xs text-ink-faint">
          <Icon name="clock" className="size-3.5" />
          <span title={formatMoment(detail.expiresAt)}>Expires {formatRelative(detail.expiresAt, now, t)}</span>
          <span aria-hidden="true">·</span>
          <span title={formatMoment(detail.createdAt)}>proposed {formatRelative(detail.createdAt, now, t)}</span>
        </p>
      )}
    </header>
  );
}
