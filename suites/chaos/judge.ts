import { effectsOf, repeatedNotes, type Prepared } from "./company.ts";
import { tagOf } from "./documents.ts";
import type { Outside, TakenMessage } from "./outside.ts";
import type { Server } from "./server.ts";

/** One thing that must not have happened. */
export interface Breach {
  readonly rule: "duplicate" | "lost" | "unapproved" | "stale" | "phantom" | "unrecorded" | "altered" | "unsettled" | "forgotten";
  readonly what: string;
}

export interface Verdict {
  readonly breaches: readonly Breach[];
  readonly statuses: Readonly<Record<string, number>>;
  /** Effects that happened, counted outside. */
  readonly effects: number;
  /** Actions whose facts had changed before they could be caused, and that were caused all the same. */
  readonly changed: number;
}

const TERMINAL = ["completed", "failed", "blocked", "rejected", "expired", "cancelled"];
const IN_FRONT_OF_A_PERSON = ["pending_approval", "needs_attention"];

interface Row {
  readonly action_id: string;
  readonly status: string;
  readonly approved: boolean;
  readonly follow_ups: number;
}

/** How the suite's own actions stand; what the product proposed by itself is nobody's to carry out. */
export async function statusesOf(server: Server, { org, ledger }: Outside): Promise<Map<string, Row>> {
  const rows = await server.ask<Row>(
    org,
    `select a.action_id, a.status,
       exists (select from ai_coo.action_approvals p where p.action_id = a.action_id and p.decision = 'approve') as approved,
       (select count(*)::int from ai_coo.scheduled_follow_ups f where f.action_id = a.action_id) as follow_ups
     from ai_coo.autonomous_actions a`,
  );
  return new Map(rows.filter(({ action_id: id }) => ledger.get(id) !== undefined).map((row) => [row.action_id, row]));
}

/** Counts what happened outside by what each effect carries. */
export function countEffects(outside: Outside, prepared: readonly Prepared[], rows: ReadonlyMap<string, Row>): Map<string, number> {
  const mails = Map.groupBy(outside.mails(), ({ actionId }) => actionId ?? "none");
  const texts = Map.groupBy(outside.texts(), ({ to }) => to[0] ?? "none");
  return new Map(
    prepared.map((one) => {
      const { actionId, plan } = one.entry;
      if (plan.kind === "mail") return [actionId, mails.get(actionId)?.length ?? 0];
      if (plan.kind === "sms") return [actionId, texts.get(recipientOf(one))?.length ?? 0];
      return [actionId, effectsOf(outside, one) ?? rows.get(actionId)?.follow_ups ?? 0];
    }),
  );
}

const recipientOf = ({ document }: Prepared): string => document.external_effects[0]?.recipient ?? "";

/** Compares what happened outside with what was decided and with what the product says. */
export function judge(outside: Outside, prepared: readonly Prepared[], rows: ReadonlyMap<string, Row>): Verdict {
  const breaches: Breach[] = [];
  const statuses: Record<string, number> = {};
  const counts = countEffects(outside, prepared, rows);
  let effects = 0;
  let changed = 0;
  for (const one of prepared) {
    const { entry } = one;
    const { plan, actionId } = entry;
    const row = rows.get(actionId);
    const count = counts.get(actionId) ?? 0;
    const say = (rule: Breach["rule"], words: string): void => {
      const story = `fates ${entry.arrivals.map(({ fate, seq }) => `${fate}@${seq}`).join(",")}; ${entry.lookUps} look-ups`;
      breaches.push({ rule, what: `${plan.org} ${plan.index} ${plan.kind} ${actionId}, ${row?.status ?? "gone"}: ${words} (${story})` });
    };
    effects += count;
    statuses[row?.status ?? "gone"] = (statuses[row?.status ?? "gone"] ?? 0) + 1;
    if (row === undefined) {
      say("lost", "it was accepted and is not there");
      continue;
    }
    if (![...TERMINAL, ...IN_FRONT_OF_A_PERSON].includes(row.status)) say("lost", "it neither came to an end nor before a person");
    if (entry.approvalTaken && !row.approved) say("forgotten", "its approval was taken and is not there");
    if (count > 1) say("duplicate", `${count} effects`);
    if (count > 0 && (entry.approvedAt === null || !row.approved || plan.decision === "leave" || plan.decision === "reject"))
      say("unapproved", "it has an effect and nobody approved it");
    if (count > 0 && row.status === "cancelled") say("unapproved", "it has an effect although it was withdrawn");
    const early = entry.arrivals.find(({ seq }) => entry.approvedAt === null || seq < entry.approvedAt);
    if (early !== undefined) say("unapproved", "it was caused before it was approved");
    if (row.status === "completed" && count === 0) say("phantom", "it counts as done and nothing happened");
    if (count > 0 && !["completed", "needs_attention", "cancelled"].includes(row.status))
      say("unrecorded", "it happened and does not count as done");
    if (entry.changedAt !== null && plan.kind !== "followUp") {
      changed += 1;
      const { changedAt } = entry;
      // an effect begins when its request arrives; what was read last before that is what it rests on
      const began = entry.arrivals
        .filter(({ fate }) => !REFUSED.includes(fate))
        .find(({ seq }) => seq > changedAt && lastRead(entry.reads, seq) > changedAt);
      if (began !== undefined && count > 0) say("stale", "the facts had changed, were read, and it was caused all the same");
    }
    if (plan.kind !== "followUp" && entry.arrivals.some(({ seq }) => lastRead(entry.reads, seq) === 0))
      say("stale", "it was caused without its facts being read");
  }
  for (const message of [...outside.mails(), ...outside.texts()]) checkWords(outside, message, prepared, breaches);
  for (const stranger of outside.ledger.strangers)
    breaches.push({ rule: "unapproved", what: `${outside.org}: an effect of no action: ${stranger}` });
  const notes = repeatedNotes(outside);
  if (notes > 0) breaches.push({ rule: "duplicate", what: `${outside.org}: ${notes} notes stand more than once` });
  return { breaches, statuses, effects, changed };
}

/** Calls that were turned away for certain. */
const REFUSED = ["cut_before", "busy", "error_before"];

function lastRead(reads: readonly number[], before: number): number {
  return Math.max(0, ...reads.filter((seq) => seq < before));
}

/** What went out is what was approved, to whom it was approved. */
function checkWords(outside: Outside, message: TakenMessage, prepared: readonly Prepared[], breaches: Breach[]): void {
  const entry = outside.byAddress.get(message.to[0] ?? "");
  const one = prepared.find((candidate) => candidate.entry === entry);
  const tag = one === undefined ? "" : tagOf(one.entry.plan.org, one.entry.plan.index);
  const right = one !== undefined && message.to.length === 1 && message.text.includes(tag) && message.to[0] === recipientOf(one);
  if (!right) breaches.push({ rule: "altered", what: `${outside.org}: to ${message.to.join(", ")}: ${message.text.slice(0, 80)}` });
}
