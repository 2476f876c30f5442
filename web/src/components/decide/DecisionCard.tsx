import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import type { ActionProtocol } from "#src/protocol/document.ts";
import { Pill } from "../../ui/Pill.tsx";
import { Section } from "../../ui/Section.tsx";
import { formatMoment, formatMoney } from "../../ui/format.ts";
import { DiffCard } from "../inbox/DiffCard.tsx";
import { EvidenceList } from "../inbox/EvidenceList.tsx";
import { ExternalEffectsPreview } from "../inbox/ExternalEffectsPreview.tsx";
import { OperationPreview } from "../inbox/OperationPreview.tsx";
import { RISK_TONES } from "../inbox/words.ts";
import { Said } from "../../ui/Said.tsx";

/** The complete action as the inbox's card shows it, without what only a session may ask for. */
export function DecisionCard({ detail }: { readonly detail: ActionDetail }) {
  const t = useTranslations("notifications.decide");
  const words = useTranslations("action");
  const { action } = detail;
  return (
    <article aria-labelledby="action-title" className="rounded-xl border border-line bg-surface shadow-card">
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
      <ExternalEffectsPreview status={detail.status} action={inPlainText(action)} htmlUrl="" />
      <OperationPreview operation={action.operation} />
      <DiffCard changes={action.proposed_changes} />
      <Section title={t("why")} aside={t("facts", { count: action.evidence.length })}>
        <p className="mb-2 text-base break-words whitespace-pre-wrap text-ink-soft">
          <Said of={action.reasoning} />
        </p>
        <EvidenceList evidence={action.evidence} odooUrl={null} />
      </Section>
      <Section title={t("checks")}>
        <ul className="list-disc space-y-1 pl-5 text-ink-soft">
          {action.revalidation_plan.checks.slice(0, MOST_CHECKS).map((check) => (
            <li key={check.check_id} className="break-words">
              <Said of={check.description} as="description" />
            </li>
          ))}
        </ul>
      </Section>
    </article>
  );
}

const MOST_CHECKS = 20;

/** The HTML of a mail is read by those who are signed in; its text says the same. */
function inPlainText(action: ActionProtocol): ActionProtocol {
  const { operation } = action;
  if (operation.type !== "send_email" || operation.inputs.body_html === undefined) return action;
  const { body_html: _html, ...inputs } = operation.inputs;
  return { ...action, operation: { ...operation, inputs } };
}
