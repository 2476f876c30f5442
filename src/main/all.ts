import { createAccounts, SIGN_IN_LINK_LIFE_MINUTES, signInUrl } from "#src/api/index.ts";
import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import type { Logger } from "#src/lib/logger.ts";
import { getStopSwitch, type StopSwitch } from "#src/policy/index.ts";
import { publishMovedHead } from "./auditHeads.ts";
import { openBackOffice } from "./backOffice.ts";
import { authSecret, lockDataFolder } from "./dataFolder.ts";
import { createInbound, inboundSecretsOf } from "./inbound.ts";
import { organisationName } from "./organisation.ts";
import { readRestore } from "./restore.ts";
import { companyLost, within, type Running } from "./running.ts";
import { startWeb } from "./web.ts";
import { startWorker } from "./worker.ts";

export interface RunningProduct extends Running {
  readonly url: string;
  /** Signs the owner in, once, for {@link SIGN_IN_LINK_LIFE_MINUTES} minutes. */
  readonly signInUrl: string;
  /** Where the embedded database had to go because its user cannot enter the data folder; undefined where it did not. */
  readonly databaseElsewhere: string | undefined;
  /** The emergency stop as it is at the start. */
  readonly stop: StopSwitch;
  /** Whether it is on because the database was restored from a backup, which nobody has unlocked yet. */
  readonly isRestoreOpen: boolean;
}

export interface StartOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly onProgress: (text: string) => void;
}

/** The whole product in one process: database, simulated company where none is configured, worker, web. */
export async function startAll({ config, secrets, logger, onProgress }: StartOptions): Promise<RunningProduct> {
  await using opened = new AsyncDisposableStack();
  const lock = lockDataFolder(config.dataDir, new Date());
  opened.defer(() => lock.release());

  const office = opened.use(await openBackOffice({ config, secrets, logger, role: "start", entry: lock, onProgress }));
  const system = office.context("system:ai-coo");
  await publishMovedHead(system, config);
  // the last thing before the database closes: everything that happened is behind the published end
  opened.defer(async () => void (await publishMovedHead(system, config)));
  const secret = authSecret(config.dataDir, secrets.authSecret);
  const web = await startWeb({
    config,
    db: office.db,
    clock: office.clock,
    logger,
    inbound: createInbound(config, secret, inboundSecretsOf(config, secrets)),
    accounts: (address) =>
      createAccounts({
        db: office.db,
        clock: office.clock,
        secret,
        // read when the first person is let in: a port that the system chooses is not known before it listens
        get publicUrl() {
          return address();
        },
        origins: () => [address()],
      }),
    onProgress,
  });
  opened.use(web);
  const orgId = config.organisation.id;
  await web.accounts.ensureOwner({ orgId, orgName: await organisationName(config, office.odoo.connection.reader) });
  onProgress("starting the worker");
  const worker = opened.use(await startWorker(office));
  const company = companyLost(office.odoo);
  opened.defer(() => company.stop());

  const { token } = await web.accounts.mintSignInToken({ orgId });
  lock.announce({ url: web.url });
  const stop = await getStopSwitch(system);
  const { restore } = await readRestore(system);
  const resources = opened.move();
  let stopping: Promise<void> | undefined;
  return {
    url: web.url,
    signInUrl: signInUrl(web.url, token),
    stop,
    isRestoreOpen: restore !== null && restore.unlocked_at === null,
    databaseElsewhere: office.databaseElsewhere,
    lost: company.lost,
    drain: async () => {
      web.beginDraining();
      const [{ drained }, answered] = await Promise.all([worker.drain(), within(config.drainSeconds * 1000, web.idle())]);
      return { drained: drained && answered };
    },
    [Symbol.asyncDispose]: () => (stopping ??= resources.disposeAsync()),
  };
}

export { SIGN_IN_LINK_LIFE_MINUTES };
