import { createAccounts, SIGN_IN_LINK_LIFE_MINUTES, signInUrl } from "#src/api/index.ts";
import type { CommonConfig } from "#src/config/config.ts";
import type { InboundSecrets } from "#src/config/inbound.ts";
import { migrate, openDatabase, startEmbeddedPostgres } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import type { Logger } from "#src/lib/logger.ts";
import { getStopSwitch, type StopSwitch } from "#src/policy/index.ts";
import { installQueue } from "#src/queue/index.ts";
import { authSecret, prepareDataFolder } from "./dataFolder.ts";
import { DATABASE_AWAITED, DATABASE_WAIT_MS } from "./databaseWait.ts";
import { createInbound } from "./inbound.ts";
import { enterDataFolder, readProcesses, type RunningProcess } from "./processes.ts";
import { within, type Running } from "./running.ts";
import { startWeb } from "./web.ts";

export interface RunningWeb extends Running {
  readonly url: string;
  readonly signInUrl: string;
  readonly stop: StopSwitch;
  /** The processes that were up on the data folder already. */
  readonly beside: readonly RunningProcess[];
}

export interface StartWebProcessOptions {
  readonly config: CommonConfig;
  readonly databaseUrl: string | undefined;
  readonly authSecret: string | undefined;
  readonly inbound: InboundSecrets;
  readonly logger: Logger;
  readonly onProgress: (text: string) => void;
}

/**
 * The page and the API in a process of their own. It is given no key to Odoo, mail or SMS: it shows and takes
 * decisions, and workers carry them out.
 */
export async function startWebProcess(options: StartWebProcessOptions): Promise<RunningWeb> {
  const { config, logger, onProgress } = options;
  await using opened = new AsyncDisposableStack();
  prepareDataFolder(config.dataDir);
  const beside = readProcesses(config.dataDir);
  const clock = systemClock;
  const entry = enterDataFolder(config.dataDir, "web", clock.now());
  opened.defer(() => entry.release());
  onProgress(config.database === "embedded" ? "starting PostgreSQL" : "connecting to PostgreSQL");
  const embedded =
    options.databaseUrl === undefined ? await startEmbeddedPostgres({ dataDir: config.dataDir, share: true, keepUp: true }) : undefined;
  opened.defer(async () => embedded?.stop());
  const databaseUrl = options.databaseUrl ?? embedded!.connectionString;
  onProgress("migrating the database");
  await migrate(databaseUrl, { waitMs: DATABASE_WAIT_MS, onWait: () => onProgress(DATABASE_AWAITED) });
  await installQueue(databaseUrl, config.organisation.id);
  const db = opened.use(await openDatabase({ connectionString: databaseUrl }));
  const secret = authSecret(config.dataDir, options.authSecret);
  const web = opened.use(
    await startWeb({
      config,
      db,
      clock,
      logger,
      inbound: createInbound(config, secret, options.inbound),
      accounts: (address) =>
        createAccounts({
          db,
          clock,
          secret,
          // read when the first person is let in: a port that the system chooses is not known before it listens
          get publicUrl() {
            return address();
          },
          origins: () => [address()],
        }),
      onProgress,
    }),
  );
  const orgId = config.organisation.id;
  await web.accounts.ensureOwner({ orgId, orgName: config.organisation.name });
  const { token } = await web.accounts.mintSignInToken({ orgId });
  entry.announce({ url: web.url });
  const stop = await getStopSwitch({ db, orgId, actor: "system:ai-coo", clock });
  const resources = opened.move();
  return {
    url: web.url,
    signInUrl: signInUrl(web.url, token),
    stop,
    beside,
    lost: new Promise(() => {}),
    drain: async () => {
      web.beginDraining();
      return { drained: await within(config.drainSeconds * 1000, web.idle()) };
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

export { SIGN_IN_LINK_LIFE_MINUTES };
