import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { readSecrets } from "#src/config/secrets.ts";
import { createLogger } from "#src/lib/logger.ts";
import { startWorkerProcess } from "#src/main/workerProcess.ts";
import type { GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { besideWords } from "../render/processes.ts";
import { untilStopped, waitForSignal } from "../untilStopped.ts";

/** `ai-coo worker`: analyses and effects in this process until Ctrl-C, no page; any number may run on one database. */
export async function workerCommand(options: GlobalOptions, output: Output): Promise<void> {
  const env = readEnv();
  const config = resolveConfig(env, { dataDir: options.data });
  const signal = waitForSignal();
  const running = await startWorkerProcess({
    config,
    secrets: readSecrets(env),
    logger: createLogger(config.logLevel),
    onProgress: (text) => output.progress(text),
  });
  output.progressDone();
  const { companyServedBy, stop } = running;
  output.result({
    role: "worker",
    pid: process.pid,
    dataDir: config.dataDir,
    database: config.database,
    organisation: config.organisation.id,
    odoo: config.odoo.kind,
    companyServedBy,
    beside: running.beside.map(({ pid, role }) => ({ pid, role })),
    stopped: stop.stopped ? stop.reason : null,
  });
  const { bold, dim, red } = output.colours;
  output.line(`${bold("AI COO's worker is ready")} (process ${process.pid}): it analyses and carries out what is approved.`);
  output.line();
  output.line(`  Organisation   ${config.organisation.id}`);
  output.line(`  Database       ${config.database === "embedded" ? `the embedded one of ${config.dataDir}` : "DATABASE_URL"}`);
  if (config.odoo.kind === "server") output.line(`  Odoo           ${config.odoo.url}`);
  else {
    const served = companyServedBy === null ? "served by this process" : `served by process ${companyServedBy}`;
    output.line(`  Odoo           a simulated company (release ${config.odoo.release}), ${served}`);
  }
  output.line(`  Mail           ${config.mail.kind === "outbox" ? `to the folder ${config.dataDir}/outbox` : config.mail.kind}`);
  output.line(`  Beside         ${besideWords(running.beside)}`);
  if (stop.stopped) output.line(red(`${bold("Everything is stopped, nothing runs:")} ${stop.reason}`));
  output.line();
  output.line(dim("Ctrl-C stops it."));
  await untilStopped(running, signal, config.drainSeconds, output);
}
