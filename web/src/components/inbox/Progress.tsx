import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { Icon } from "../../ui/Icon.tsx";
import { formatWeekday } from "../../ui/format.ts";
import { Ago } from "../../ui/Time.tsx";
import type { Translator } from "../../i18n/types.ts";
import { STATUS_TONES } from "./words.ts";
import { Said } from "../../ui/Said.tsx";
import type { Say } from "../../i18n/say.ts";
import { useSay } from "../../i18n/useSay.ts";

const STAGES = ["validation", "approval", "revalidation", "execution", "recording", "completion"] as const;

/** The outcomes after which the next stage begins, or nothing is left to do. */
const PASSED: ReadonlySet<string> = new Set(["passed", "done", "recorded", "completed"]);

const TONES = {
  neutral: "bg-sunken text-ink-soft",
  accent: "bg-accent-wash text-accent-ink",
  good: "bg-good-wash text-good",
  warn: "bg-warn-wash text-warn",
  bad: "bg-bad-wash text-bad",
} as const;

/** What happens next, or what came of it: one sentence, and how far it is. */
export function Progress({ detail }: { readonly detail: ActionDetail }) {
  const t = useTranslations("action");
  return (
    <output className={`mx-5 mb-4 block rounded-lg px-4 py-3 md:mx-6 ${TONES[STATUS_TONES[detail.status]]}`}>
      <p className="font-medium">{headline(detail, t, useSay())}</p>
      {detail.statusReason !== null && (
        <p className="mt-0.5 break-words">
          <Said of={detail.statusReason} />
        </p>
      )}
      {detail.attempts > 0 && <Stages detail={detail} />}
    </output>
  );
}

function headline(detail: ActionDetail, t: Translator<"action">, say: Say): React.ReactNode {
  switch (detail.status) {
    case "pending_approval": {
      // where several have to approve, only people count; a key is nobody of its own
      const people = detail.approvals.filter(
        (a) => a.version === detail.version && a.decision === "approve" && a.actor.startsWith("user:"),
      );
      const given = new Set(people.map((a) => a.actor)).size;
      const needed = detail.minApprovals;
      if (given > 0) return t("progress.someApproved", { given, needed });
      return needed > 1 ? t("progress.waitsForPeople", { needed }) : t("progress.waits");
    }
    case "approved":
      if (detail.stopped) return t("progress.stopped");
      if (detail.holdReason !== null) return t("progress.held", { why: say(detail.holdReason) });
      return detail.notBefore === null ? t("progress.starts") : t("progress.waitsUntil", { when: formatWeekday(detail.notBefore) });
    case "executing":
      return t("progress.executing");
    case "needs_attention":
      return t("progress.unknown");
    case "completed":
    case "failed":
    case "blocked":
    case "rejected":
    case "expired":
    case "cancelled":
      return (
        <>
          {t(`statuses.${detail.status}`)}{" "}
          {detail.settledAt !== null && (
            <span className="font-normal">
              <Ago at={detail.settledAt} />
            </span>
          )}
        </>
      );
  }
}

/** The six stages of the newest attempt. */
function Stages({ detail }: { detail: ActionDetail }) {
  const t = useTranslations("action");
  const newest = detail.attemptList.reduce((last, attempt) => Math.max(last, attempt.attemptNo), 0);
  const attemptId = detail.attemptList.find((attempt) => attempt.attemptNo === newest)?.attemptId;
  const rows = new Map(detail.stages.filter((stage) => stage.attemptId === attemptId).map((stage) => [stage.stage, stage]));
  return (
    <ol className="mt-2.5 flex flex-wrap gap-x-3 gap-y-1 text-xs" aria-label={t("stages.label")}>
      {STAGES.map((name) => {
        const row = rows.get(name);
        const done = row !== undefined && PASSED.has(row.outcome);
        return (
          <li key={name} className={`flex items-center gap-1 ${row === undefined ? "text-ink-faint" : ""}`}>
            <Icon name={row === undefined || row.outcome === "running" ? "clock" : done ? "check" : "cross"} className="size-3" />
            {stageWords(t, name, row === undefined || done || row.outcome === "running" ? null : row.outcome)}
          </li>
        );
      })}
    </ol>
  );
}

function stageWords(t: Translator<"action">, name: (typeof STAGES)[number], trouble: string | null): string {
  if (trouble === null) return t(`stages.${name}`);
  const known = `stages.outcomes.${trouble}` as "stages.outcomes.blocked";
  // what another version wrote has no name here
  return `${t(`stages.${name}`)}: ${t.has(known) ? t(known) : trouble.replaceAll("_", " ")}`;
}
