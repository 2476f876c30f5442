import { readEnv } from "#src/config/env.ts";
import { resolveConfig } from "#src/config/config.ts";
import { readSecrets } from "#src/config/secrets.ts";
import { createLogger } from "#src/lib/logger.ts";
import { SIGN_IN_LINK_LIFE_MINUTES, startAll } from "#src/main/all.ts";
import type { GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { parsePort } from "../port.ts";
import { untilStopped, waitForSignal } from "../untilStopped.ts";

export interface StartOptions extends GlobalOptions {
  readonly port?: string;
}

/** `ai-coo start`: the whole product in this process until Ctrl-C. */
export async function startCommand(options: StartOptions, output: Output): Promise<void> {
  const env = readEnv();
  const config = resolveConfig(env, { dataDir: options.data, port: parsePort(options.port) });
  const signal = waitForSignal();
  const running = await startAll({
    config,
    secrets: readSecrets(env),
    logger: createLogger(config.logLevel),
    onProgress: (text) => output.progress(text),
  });
  output.progressDone();
  output.result({
    url: running.url,
    signInUrl: running.signInUrl,
    dataDir: config.dataDir,
    odoo: config.odoo.kind,
    mail: config.mail.kind,
    stopped: running.stop.stopped ? running.stop.reason : null,
  });
  const { bold, dim } = output.colours;
  output.line(
    `${bold("AI COO is ready.")}  Open this to sign in (once, within ${SIGN_IN_LINK_LIFE_MINUTES} minutes; \`npx ai-coo sign-in\` makes another):`,
  );
  output.line();
  output.line(`  ${bold(running.signInUrl)}`);
  output.line();
  output.line(
    config.odoo.kind === "simulated"
      ? `  Odoo   a simulated company (release ${config.odoo.release}); set ODOO_URL to use yours`
      : `  Odoo   ${config.odoo.url}`,
  );
  output.line(
    config.mail.kind === "outbox"
      ? `  Mail   to the folder ${config.dataDir}/outbox; nobody is written to`
      : `  Mail   ${config.mail.kind}, as ${config.mail.from}`,
  );
  output.line(`  Data   ${config.dataDir}`);
  if (running.databaseElsewhere !== undefined)
    output.line(`         and ${running.databaseElsewhere}, because the database's user cannot enter ${config.dataDir}`);
  if (running.stop.stopped) {
    output.line();
    output.line(output.colours.red(`${bold("Everything is stopped, nothing runs:")} ${running.stop.reason}`));
    output.line(
      running.isRestoreOpen
        ? '`npx ai-coo restore status` says what waits for you; then `npx ai-coo restore unlock --reason "…"` lets the rest run.'
        : '`npx ai-coo resume --reason "…"`, or the banner on the page, ends the stop.',
    );
  }
  output.line();
  output.line(dim("Ctrl-C stops it. Everything is kept for the next start."));

  await untilStopped(running, signal, config.drainSeconds, output);
}
