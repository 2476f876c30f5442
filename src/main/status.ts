import { count, eq } from "drizzle-orm";
import { readHead } from "#src/audit/index.ts";
import { getLatestAnalysisResult } from "#src/db/access/analysisResults.ts";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { getStopSwitch, type StopSwitch } from "#src/policy/index.ts";
import { ACTION_STATUSES, type ActionStatus } from "#src/protocol/index.ts";
import type { BackOffice } from "./backOffice.ts";
import { readProcesses, type RunningProcess } from "./processes.ts";

export interface Status {
  readonly orgId: string;
  /** The processes that are up on the data folder, the first to start first. */
  readonly processes: readonly Pick<RunningProcess, "pid" | "role" | "url" | "startedAt">[];
  readonly stop: StopSwitch;
  readonly actions: Readonly<Record<ActionStatus, number>>;
  readonly lastAnalysis: { readonly startedAt: Date; readonly finishedAt: Date | null } | null;
  readonly auditHead: { readonly seq: number; readonly hash: string } | null;
}

/** How the organisation stands, in one look. */
export async function readStatus(office: BackOffice): Promise<Status> {
  const ctx = office.context("system:ai-coo");
  const processes = readProcesses(office.config.dataDir);
  const { rows, analysis } = await withTransaction(ctx, async (inner) => ({
    rows: await inner.tx
      .select({ status: autonomousActions.status, many: count() })
      .from(autonomousActions)
      .where(eq(autonomousActions.orgId, inner.orgId))
      .groupBy(autonomousActions.status),
    analysis: await getLatestAnalysisResult(inner, "financial"),
  }));
  const head = await readHead(ctx);
  const many = new Map(rows.map((row) => [row.status, row.many]));
  return {
    orgId: ctx.orgId,
    processes: processes.map(({ pid, role, url, startedAt }) => ({ pid, role, url, startedAt })),
    stop: await getStopSwitch(ctx),
    actions: Object.fromEntries(ACTION_STATUSES.map((status) => [status, many.get(status) ?? 0])) as Record<ActionStatus, number>,
    lastAnalysis: analysis === null ? null : { startedAt: analysis.startedAt, finishedAt: analysis.finishedAt },
    auditHead: head === null ? null : { seq: head.seq, hash: head.hash },
  };
}
