import type { AnalysisKind } from "#src/analyzers/index.ts";
import { expireActions, settleLeftActions } from "#src/actions/index.ts";
import { recordJobRun } from "#src/db/access/monitoringJobs.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { processApprovedActions, recoverAttempts, type ExecutionStatistics, type ExecutorRuntime } from "#src/executor/index.ts";
import { runDueFollowUps } from "#src/followups/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import type { LanguageModel } from "#src/llm/index.ts";
import type { Logger } from "#src/lib/logger.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { outcomeSettingsSchema, runOutcomes } from "#src/outcomes/index.ts";
import type { NotifierPorts } from "#src/notifications/index.ts";
import { suggestRules } from "#src/policy/index.ts";
import type { JobHandler, JobName, JobOutcome, Queue } from "#src/queue/index.ts";
import { runFactChecks } from "./factChecks.ts";
import { followUpComposer } from "./followUpComposer.ts";
import { notifyApprovers, sendDigests } from "./notifications.ts";
import { runRetention } from "./retention.ts";
import { runAnalysis, type AnalysisRun } from "./runAnalysis.ts";
import { readArea, readTimezone } from "./settings.ts";
import { pollSmsReplies, type SmsReplies } from "./smsReplies.ts";

export interface JobResources {
  /** The system itself, working for the organisation of this process. */
  readonly ctx: Context;
  readonly reader: OdooReader;
  readonly executor: ExecutorRuntime;
  /** Orders, explains and drafts; the playbook alone where there is none. */
  readonly model?: LanguageModel | null;
  /** Where SMS that came in are read; absent where the provider reports them itself, or there is none. */
  readonly smsReplies?: SmsReplies | undefined;
  /** The ways for notifications to approvers; they are noted and wait where there are none. */
  readonly notifier?: NotifierPorts | undefined;
  /** Publishes the end of the audit outside the database; nowhere when absent. */
  readonly publishHead?: (() => Promise<JobOutcome>) | undefined;
  /** What tries the ways to the outside and the audit; each says what is wrong instead of failing. None where absent. */
  readonly checks?: Checks | undefined;
}

type CheckName = "check-odoo" | "check-mail" | "check-sms" | "check-model" | "verify-audit";
export type Checks = Readonly<Record<CheckName, () => Promise<JobOutcome>>>;

type JobHandlers = { readonly [Name in JobName]: JobHandler<Name> };

/** What each job does. Every one is safe to run on many workers at once, overlapping, late, or twice. */
export function createJobHandlers(resources: JobResources): JobHandlers {
  const { ctx, reader, executor, model = null, smsReplies, notifier, publishHead, checks } = resources;
  const analysis =
    (kind: AnalysisKind) =>
    async (_payload: unknown, { signal }: { readonly signal: AbortSignal }) =>
      analysisFigures(await runAnalysis(kind, { ctx, reader, model, signal }));
  const check = (name: CheckName) => async (): Promise<JobOutcome> =>
    checks === undefined ? { ok: false, sentence: "Nothing is tried here." } : checks[name]();
  return {
    "financial-analysis": analysis("financial"),
    "sales-analysis": analysis("sales"),
    "operations-analysis": analysis("operations"),
    "process-approved": async (_payload, { signal }) => executionFigures(await processApprovedActions(ctx, { ...executor, signal })),
    "recover-attempts": async (_payload, { signal }) => {
      // what a provider has reported needs no question any more
      const settledByReport = await settleLeftActions(ctx);
      const { found, returned, completed, repeated, needsAttention, failed, settledLater, followOns } = await recoverAttempts(ctx, {
        ...executor,
        signal,
      });
      return {
        found,
        returned,
        completed,
        repeated,
        needs_attention: needsAttention,
        failed,
        settled_later: settledLater,
        settled_by_report: settledByReport,
        follow_ons_done: followOns.done,
        follow_ons_waiting: followOns.waiting + followOns.uncertain,
      };
    },
    "fact-checks": async (_payload, { signal }) => ({ ...(await runFactChecks(ctx, { reader, signal })) }),
    "expire-actions": async (_payload, { signal }) => ({ expired: await expireAll(ctx, signal) }),
    "follow-ups": async (_payload, { signal }) => {
      const { claimed, proposed, closed, postponed, lost } = await runDueFollowUps(ctx, {
        composer: followUpComposer(ctx, reader, { model, signal }),
        logger: executor.logger,
        signal,
      });
      return { claimed, proposed, closed, postponed, lost };
    },
    "sms-replies": async () => (smsReplies === undefined ? { received: 0, stopped: 0 } : pollSmsReplies(ctx, smsReplies)),
    "notify-approvers": async (_payload, { signal }) => notifyApprovers(ctx, notifier, signal),
    "approval-digest": async (_payload, { signal }) => sendDigests(ctx, notifier, signal),
    outcomes: async (_payload, { signal }) => {
      const settings = await readArea(ctx, "outcomes", outcomeSettingsSchema);
      const timezone = await readTimezone(ctx);
      return { ...(await runOutcomes(ctx, { reader, settings, timezone, logger: executor.logger, signal })) };
    },
    "publish-audit-head": async () => (publishHead === undefined ? { posted: 0 } : publishHead()),
    "policy-suggestions": async () => {
      const { looked, suggested, withdrawn, paused } = await suggestRules(ctx);
      return { looked, suggested, withdrawn, paused };
    },
    "verify-audit": check("verify-audit"),
    "check-odoo": check("check-odoo"),
    "check-mail": check("check-mail"),
    "check-sms": check("check-sms"),
    "check-model": check("check-model"),
    retention: async (_payload, { signal }) => {
      const { domainEvents, analyses, inboundEvents, sessions, approvalTokens, notifications } = await runRetention(ctx, { signal });
      return {
        domain_events: domainEvents,
        analyses,
        inbound_events: inboundEvents,
        sessions,
        approval_tokens: approvalTokens,
        notifications,
      };
    },
  };
}

/** Sweep after sweep, until one finds nothing. */
async function expireAll(ctx: Context, signal: AbortSignal): Promise<number> {
  for (let all = 0; ;) {
    const { expired } = await expireActions({ ctx, input: {} });
    all += expired.length;
    if (expired.length === 0 || signal.aborted) return all;
  }
}

function analysisFigures({ proposed, alreadyKnown, notProposed, alertsRaised }: AnalysisRun): JobOutcome {
  return {
    proposed: proposed.length,
    already_known: alreadyKnown.length,
    not_proposed: notProposed.length,
    alerts_raised: alertsRaised,
  };
}

function executionFigures({ executed, blocked, deferred, failed, needsAttention, retried, reapproval }: ExecutionStatistics): JobOutcome {
  return { executed, blocked, deferred, failed, needs_attention: needsAttention, retried, back_for_approval: reapproval };
}

/** Takes the organisation's jobs from now on, and runs each on its cron in the organisation's time zone. */
export async function serveJobs(queue: Queue, handlers: JobHandlers, { ctx, logger }: { readonly ctx: Context; readonly logger: Logger }) {
  const work = <Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void> =>
    queue.work(name, noting(ctx, logger, name, handler));
  // One call a name, so that each keeps the type of its own payload.
  await work("process-approved", handlers["process-approved"]);
  await work("recover-attempts", handlers["recover-attempts"]);
  await work("fact-checks", handlers["fact-checks"]);
  await work("expire-actions", handlers["expire-actions"]);
  await work("financial-analysis", handlers["financial-analysis"]);
  await work("sales-analysis", handlers["sales-analysis"]);
  await work("operations-analysis", handlers["operations-analysis"]);
  await work("follow-ups", handlers["follow-ups"]);
  await work("sms-replies", handlers["sms-replies"]);
  await work("notify-approvers", handlers["notify-approvers"]);
  await work("approval-digest", handlers["approval-digest"]);
  await work("outcomes", handlers.outcomes);
  await work("publish-audit-head", handlers["publish-audit-head"]);
  await work("policy-suggestions", handlers["policy-suggestions"]);
  await work("verify-audit", handlers["verify-audit"]);
  await work("check-odoo", handlers["check-odoo"]);
  await work("check-mail", handlers["check-mail"]);
  await work("check-sms", handlers["check-sms"]);
  await work("check-model", handlers["check-model"]);
  await work("retention", handlers.retention);
  const timezone = await readTimezone(ctx);
  for (const name of Object.keys(handlers) as JobName[]) await queue.schedule(name, timezone);
}

/** Keeps when a job ran and what it came to. */
function noting<Name extends JobName>(ctx: Context, logger: Logger, job: Name, handler: JobHandler<Name>): JobHandler<Name> {
  const note = async (startedAt: Date, end: { readonly result: JobOutcome } | { readonly error: string }): Promise<void> => {
    const run = {
      job,
      lastStartedAt: startedAt,
      lastFinishedAt: ctx.clock.now(),
      ...("result" in end
        ? { lastOutcome: "ok" as const, lastError: null, lastResult: end.result }
        : { lastOutcome: "failed" as const, lastError: end.error, lastResult: null }),
    };
    try {
      await withTransaction(ctx, (inner) => recordJobRun(inner, run));
    } catch (error) {
      // what the job did stands, whether or not it can be noted
      logger.warn({ err: error, job }, "How a job ended could not be kept.");
    }
  };
  return async (payload, options) => {
    const startedAt = ctx.clock.now();
    try {
      const result = await handler(payload, options);
      await note(startedAt, { result });
      return result;
    } catch (thrown) {
      await note(startedAt, { error: asAiCooError(thrown).message });
      throw thrown;
    }
  };
}
