import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import { systemClock } from "#src/lib/clock.ts";
import type { Logger } from "#src/lib/logger.ts";
import { getStopSwitch, type StopSwitch } from "#src/policy/index.ts";
import { openAccounts } from "./accounts.ts";
import { publishMovedHead } from "./auditHeads.ts";
import { openBackOffice } from "./backOffice.ts";
import { prepareDataFolder } from "./dataFolder.ts";
import { enterDataFolder, readProcesses, type RunningProcess } from "./processes.ts";
import { companyLost, type Running } from "./running.ts";
import { startWorker } from "./worker.ts";

export interface RunningWorker extends Running {
  readonly stop: StopSwitch;
  /** The processes that were up on the data folder already. */
  readonly beside: readonly RunningProcess[];
  /** The process that serves the simulated company; null where this one does, and for an Odoo of one's own. */
  readonly companyServedBy: number | null;
}

export interface StartWorkerProcessOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly onProgress: (text: string) => void;
}

/** A worker in a process of its own: analyses and effects, no page. Any number may run on one database. */
export async function startWorkerProcess({ config, secrets, logger, onProgress }: StartWorkerProcessOptions): Promise<RunningWorker> {
  await using opened = new AsyncDisposableStack();
  prepareDataFolder(config.dataDir);
  const beside = readProcesses(config.dataDir);
  const entry = enterDataFolder(config.dataDir, "worker", systemClock.now());
  opened.defer(() => entry.release());
  const office = opened.use(await openBackOffice({ config, secrets, logger, role: "worker", entry, onProgress }));
  const system = office.context("system:ai-coo");
  opened.defer(async () => void (await publishMovedHead(system, config)));
  // only a process that reads Odoo knows what the company is called
  await openAccounts(office);
  onProgress("starting the worker");
  const worker = opened.use(await startWorker(office));
  const company = companyLost(office.odoo);
  opened.defer(() => company.stop());
  const stop = await getStopSwitch(system);
  const resources = opened.move();
  return {
    stop,
    beside,
    companyServedBy: office.odoo.servedBy,
    lost: company.lost,
    drain: () => worker.drain(),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
