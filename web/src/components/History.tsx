import type { ActionDetail } from "#src/api/type.ts";
import { Ago } from "../ui/Time.tsx";
import { actorName, capital } from "./words.ts";

const EVENT_WORDS: Readonly<Record<string, string>> = {
  "action.proposed": "proposed it",
  "action.edited": "changed what it says",
  "action.snoozed": "put it off",
  "action.snooze_ended": "took it up again",
  "action.undo_asked": "asked to take it back",
  "action.approved": "approved it",
  "action.rejected": "rejected it",
  "action.cancelled": "withdrew it",
  "action.expired": "let it expire",
  "action.claimed": "began",
  "action.blocked": "stopped it: a fact had changed",
  "action.deferred": "put it off",
  "action.reapproval_required": "asked again: a fact had changed",
  "action.intent": "wrote down what it is about to do",
  "action.effect": "did it",
  "action.completed": "finished",
  "action.failed": "gave up",
  "action.needs_attention": "could not tell whether it happened",
  "action.resolved": "settled it",
  "attempt.recovered": "took over after an interruption",
  "outreach.reserved": "reserved the contact",
  "outreach.sent": "counted the contact",
  "outreach.released": "released the contact",
};

/** What happened to an action, from the audit, newest first. */
export function History({ detail }: { readonly detail: ActionDetail }) {
  return (
    <ol className="space-y-2">
      {detail.events.toReversed().map((event) => (
        <li key={event.seq} className="flex items-baseline gap-2.5">
          <span className="size-1.5 shrink-0 -translate-y-0.5 rounded-full bg-line-strong" aria-hidden="true" />
          <span className="min-w-0 flex-1 text-ink-soft">
            <span className="font-medium text-ink">{actorName(event.actor, detail.names)}</span>{" "}
            {EVENT_WORDS[event.kind] ?? capital(event.kind.replaceAll(/[._]/g, " "))}
          </span>
          <span className="shrink-0 text-2xs text-ink-faint">
            <Ago at={event.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}
