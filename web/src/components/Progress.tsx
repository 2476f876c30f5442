import type { ActionDetail } from "#src/api/type.ts";
import { Icon } from "../ui/Icon.tsx";
import { formatWeekday } from "../ui/format.ts";
import { Ago } from "../ui/Time.tsx";
import { STATUS_WORDS } from "./words.ts";

const STAGES = ["validation", "approval", "revalidation", "execution", "recording", "completion"] as const;

/** The outcomes after which the next stage begins, or nothing is left to do. */
const PASSED: ReadonlySet<string> = new Set(["passed", "done", "recorded", "completed"]);

const STAGE_WORDS = {
  validation: "Document",
  approval: "Approval",
  revalidation: "Facts again",
  execution: "Effect",
  recording: "Record",
  completion: "Settled",
} as const satisfies Record<(typeof STAGES)[number], string>;

const TONES = {
  neutral: "bg-sunken text-ink-soft",
  accent: "bg-accent-wash text-accent-ink",
  good: "bg-good-wash text-good",
  warn: "bg-warn-wash text-warn",
  bad: "bg-bad-wash text-bad",
} as const;

/** What happens next, or what came of it: one sentence, and how far it is. */
export function Progress({ detail }: { readonly detail: ActionDetail }) {
  const { tone } = STATUS_WORDS[detail.status];
  return (
    <output className={`mx-5 mb-4 block rounded-lg px-4 py-3 md:mx-6 ${TONES[tone]}`}>
      <p className="font-medium">{headline(detail)}</p>
      {detail.statusReason !== null && <p className="mt-0.5 break-words">{detail.statusReason}</p>}
      {detail.attempts > 0 && <Stages detail={detail} />}
    </output>
  );
}

function headline(detail: ActionDetail): React.ReactNode {
  switch (detail.status) {
    case "pending_approval": {
      // where several have to approve, only people count; a key is nobody of its own
      const people = detail.approvals.filter(
        (a) => a.version === detail.version && a.decision === "approve" && a.actor.startsWith("user:"),
      );
      const given = new Set(people.map((a) => a.actor)).size;
      return given > 0 ? `${given} of ${detail.minApprovals} approvals. Another person has to approve too.` : "Waits for a decision.";
    }
    case "approved":
      if (detail.stopped) return "Approved. The emergency stop is on: nothing starts until it is lifted.";
      if (detail.holdReason !== null) return `Approved, and held: ${detail.holdReason}`;
      return detail.notBefore === null
        ? "Approved. It starts in a moment."
        : `Approved. It waits until ${formatWeekday(detail.notBefore)}.`;
    case "executing":
      return "Under way: the facts are read again, then it happens.";
    case "needs_attention":
      return "Nobody knows yet whether it happened. A person has to look.";
    case "completed":
    case "failed":
    case "blocked":
    case "rejected":
    case "expired":
    case "cancelled":
      return (
        <>
          {STATUS_WORDS[detail.status].label}{" "}
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
  const newest = detail.attemptList.reduce((last, attempt) => Math.max(last, attempt.attemptNo), 0);
  const attemptId = detail.attemptList.find((attempt) => attempt.attemptNo === newest)?.attemptId;
  const rows = new Map(detail.stages.filter((stage) => stage.attemptId === attemptId).map((stage) => [stage.stage, stage]));
  return (
    <ol className="mt-2.5 flex flex-wrap gap-x-3 gap-y-1 text-xs" aria-label="Stages">
      {STAGES.map((name) => {
        const row = rows.get(name);
        const done = row !== undefined && PASSED.has(row.outcome);
        return (
          <li key={name} className={`flex items-center gap-1 ${row === undefined ? "text-ink-faint" : ""}`}>
            <Icon name={row === undefined || row.outcome === "running" ? "clock" : done ? "check" : "cross"} className="size-3" />
            {stageWords(name, row === undefined || done || row.outcome === "running" ? null : row.outcome)}
          </li>
        );
      })}
    </ol>
  );
}

function stageWords(name: (typeof STAGES)[number], trouble: string | null): string {
  return trouble === null ? STAGE_WORDS[name] : `${STAGE_WORDS[name]}: ${trouble.replaceAll("_", " ")}`;
}
