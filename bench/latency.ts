import { setTimeout as sleep } from "node:timers/promises";
import { approveAction, proposeAction } from "#src/actions/index.ts";
import type { Context } from "#src/db/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, processApprovedActions, type ExecutorRuntime } from "#src/executor/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { installQueue, startQueue } from "#src/queue/index.ts";
import { say } from "../suites/support/report.ts";
import { documentOf } from "./pipeline/documents.ts";
import { workingHours } from "./pipeline/round.ts";
import { liftLimits } from "./pipeline/seed.ts";
import { odooStandIn, outsideStandIn } from "./pipeline/standIns.ts";
import { percentile, rounded, type BenchSection, type Figures } from "./section.ts";

const ORG = "bench-latency";
const P50_MS = 50;
const P95_MS = 150;
/** So that each approval finds the system idle. */
const PAUSE_MS = 40;

/**
 * From a person's yes to the effect, on an idle system: the approval's transaction, the wake-up through the queue, the
 * claim, the facts, the intent. The transport itself takes no time.
 */
export const latency: BenchSection = {
  name: "latency",
  async run({ database, long }): Promise<Figures> {
    const clock = workingHours();
    const ctx: Context = { db: database.db, orgId: ORG, actor: "system:ai-coo", clock };
    await liftLimits(ctx);
    const reached = new Map<string, (at: number) => void>();
    const outside = outsideStandIn(0, (actionId) => reached.get(actionId)?.(performance.now()));
    const { reader } = odooStandIn();
    const executor: ExecutorRuntime = {
      workerId: "bench-latency",
      reader,
      ports: { odoo: outside.odoo, reader, mail: outside.mail, clock },
      settings: DEFAULT_EXECUTOR_SETTINGS,
      logger: silentLogger,
    };
    await installQueue(database.connectionString, ORG);
    await using queue = await startQueue({ connectionString: database.connectionString, logger: silentLogger, orgId: ORG });
    await queue.work("process-approved", async (_payload, { signal }) => {
      const { executed } = await processApprovedActions(ctx, { ...executor, signal });
      return { executed };
    });
    const samples: number[] = [];
    for (let index = 0; index < (long ? 1_000 : 120); index++) {
      const document = documentOf(ORG, clock.now(), "mail", index);
      const proposed = await proposeAction({ ctx, input: { action: document } });
      if (!proposed.proposed) throw new Error(`An action could not be proposed: ${proposed.reason}.`);
      await sleep(PAUSE_MS);
      const { actionId, fingerprint } = proposed;
      const effect = new Promise<number>((resolve) => reached.set(actionId, resolve));
      const approvedAt = performance.now();
      await approveAction({ ctx: { ...ctx, actor: "user:anna" }, input: { actionId, fingerprint, channel: "in_app" } });
      samples.push((await effect) - approvedAt);
      reached.delete(actionId);
    }
    // the first ones compile the program and prepare its statements
    const warm = samples.slice(20);
    const p50 = rounded(percentile(warm, 0.5), 1);
    const p95 = rounded(percentile(warm, 0.95), 1);
    say(`  approval to effect: p50 ${p50} ms, p95 ${p95} ms`);
    return { ok: p50 < P50_MS && p95 < P95_MS, approvals: warm.length, p50Ms: p50, p95Ms: p95, barP50Ms: P50_MS, barP95Ms: P95_MS };
  },
};
