import { resolveCommonConfig } from "#src/config/config.ts";
import { readWebEnv } from "#src/config/env.ts";
import { readInboundSecrets } from "#src/config/inbound.ts";
import { createLogger } from "#src/lib/logger.ts";
import { SIGN_IN_LINK_LIFE_MINUTES, startWebProcess } from "#src/main/webProcess.ts";
import type { GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { parsePort } from "../port.ts";
import { besideWords } from "../render/processes.ts";
import { untilStopped, waitForSignal } from "../untilStopped.ts";

export interface WebOptions extends GlobalOptions {
  readonly port?: string;
}

/** `ai-coo web`: the page and the API in this process until Ctrl-C; it can show and take decisions, and do nothing outside. */
export async function webCommand(options: WebOptions, output: Output): Promise<void> {
  const { env, withheld } = readWebEnv();
  const config = resolveCommonConfig(env, { dataDir: options.data, port: parsePort(options.port) });
  const signal = waitForSignal();
  const running = await startWebProcess({
    config,
    databaseUrl: env.DATABASE_URL,
    authSecret: env.AUTH_SECRET,
    inbound: readInboundSecrets(env),
    logger: createLogger(config.logLevel),
    onProgress: (text) => output.progress(text),
  });
  output.progressDone();
  output.result({
    role: "web",
    pid: process.pid,
    url: running.url,
    signInUrl: running.signInUrl,
    dataDir: config.dataDir,
    database: config.database,
    organisation: config.organisation.id,
    beside: running.beside.map(({ pid, role }) => ({ pid, role })),
    withheld,
    stopped: running.stop.stopped ? running.stop.reason : null,
  });
  const { bold, dim, red } = output.colours;
  output.line(`${bold("AI COO's page is ready")} (process ${process.pid}); what people approve is carried out by workers, not here.`);
  output.line(`Open this to sign in (once, within ${SIGN_IN_LINK_LIFE_MINUTES} minutes; \`npx ai-coo sign-in\` makes another):`);
  output.line();
  output.line(`  ${bold(running.signInUrl)}`);
  output.line();
  output.line(`  Organisation   ${config.organisation.id}`);
  output.line(`  Database       ${config.database === "embedded" ? `the embedded one of ${config.dataDir}` : "DATABASE_URL"}`);
  output.line(`  Beside         ${besideWords(running.beside)}`);
  if (withheld.length > 0) output.line(`  Not read here  ${withheld.join(", ")}: this process needs none of them`);
  if (running.stop.stopped) output.line(red(`${bold("Everything is stopped, nothing runs:")} ${running.stop.reason}`));
  output.line();
  output.line(dim("Ctrl-C stops it."));
  await untilStopped(running, signal, config.drainSeconds, output);
}
