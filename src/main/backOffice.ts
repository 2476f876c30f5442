import { randomUUID } from "node:crypto";
import { relative } from "node:path";
import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import { migrate, openDatabase, startEmbeddedPostgres, type Context, type Database } from "#src/db/index.ts";
import type { ExecutorRuntime } from "#src/executor/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import { systemClock, type Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { Logger } from "#src/lib/logger.ts";
import type { NotifierPorts } from "#src/notifications/index.ts";
import type { OperationPorts, SmsInbox } from "#src/operations/index.ts";
import type { Actor } from "#src/protocol/index.ts";
import { installQueue } from "#src/queue/index.ts";
import { lockAfterRestore } from "./auditHeads.ts";
import { authSecret, prepareDataFolder } from "./dataFolder.ts";
import { DATABASE_AWAITED, DATABASE_WAIT_MS } from "./databaseWait.ts";
import { seedDemoHistory } from "./demoHistory.ts";
import { createListUnsubscribe } from "./listUnsubscribe.ts";
import { postHead } from "./headWebhook.ts";
import { openDoors, type Doors } from "./doors.ts";
import { createMailTransport } from "./mail.ts";
import { openModel, type ModelAccess } from "./model.ts";
import { createNotifierPorts } from "./notifications.ts";
import { openOdoo, type OpenOdoo } from "./odoo.ts";
import { acceptOdooMove, ensureSameOdoo } from "./odooIdentity.ts";
import { ensureOrganisation } from "./organisation.ts";
import type { ProcessEntry } from "./processes.ts";
import { readExecutorSettings } from "./settings.ts";
import { createSmsInbox, createSmsTransport } from "./sms.ts";

/** Everything the product works with, opened once per process and closed last in, first out. */
export interface BackOffice extends AsyncDisposable {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly db: Database;
  /** As the database's owner: for migrations and the queue's own schema. */
  readonly databaseUrl: string;
  /** Where the embedded database had to go because its user cannot enter the data folder; undefined where it did not. */
  readonly databaseElsewhere: string | undefined;
  /** Why everything was stopped at this opening: the database is older than what was published from it. Null where it is not. */
  readonly restored: string | null;
  /** Why nobody could say whether the database was restored, where the opening goes on without knowing. Null where it is known. */
  readonly headsUnreadable: AiCooError | null;
  /** The configured secret of sessions; without one the data folder keeps its own. */
  readonly authSecret: string | undefined;
  readonly odoo: OpenOdoo;
  /** The language model, where a key is set, and what it has cost. */
  readonly model: ModelAccess;
  /** Where SMS that came in are read; absent where the provider reports them itself. */
  readonly smsInbox: SmsInbox | undefined;
  /** Tries the ways for messages with the configured secrets, and sends nothing. */
  readonly doors: Doors;
  /** The ways for notifications to leave, to members of the organisation alone. */
  readonly notifier: NotifierPorts;
  /** Posts the end of the audit to its witness; false where none is configured. */
  postHead(): Promise<boolean>;
  /** The organisation's context for somebody. */
  context(actor: Actor): Context;
  /** What the executor works with: the only holder of the doors to the outside. */
  executorRuntime(): ExecutorRuntime;
}

export interface OpenBackOfficeOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** The whole product alone refuses to share an embedded database with another one; workers and commands join. */
  readonly role: "start" | "worker" | "command";
  /** Where a process tells the others what it serves; none for a command, which is gone in a moment. */
  readonly entry?: ProcessEntry;
  /** Whether somebody says that the configured Odoo is the organisation's own at a new address. */
  readonly odooMoved?: boolean;
  /** Goes on where a file of published heads cannot be read: for what starts nothing, and must work when something is broken. */
  readonly withoutHeads?: boolean;
  /** Called with what is being waited for. */
  readonly onProgress?: (text: string) => void;
}

/** Opens the database, the organisation, Odoo and the mail transport; closes what was opened when a later one fails. */
export async function openBackOffice(options: OpenBackOfficeOptions): Promise<BackOffice> {
  const { config, secrets, logger, role, entry, clock = systemClock, onProgress = () => {} } = options;
  // first, because what describes an SMS gateway can be wrong
  const sms = createSmsTransport(config, secrets);
  await using opened = new AsyncDisposableStack();
  prepareDataFolder(config.dataDir);

  onProgress(config.database === "embedded" ? "starting PostgreSQL" : "connecting to PostgreSQL");
  const embedded =
    secrets.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: config.dataDir, share: role !== "start", keepUp: role !== "command" })
      : undefined;
  opened.defer(async () => embedded?.stop());
  const databaseUrl = secrets.databaseUrl ?? embedded!.connectionString;
  onProgress("migrating the database");
  // a person waits for a command; nobody waits for a service, which would have to be started again
  await migrate(databaseUrl, { waitMs: role === "command" ? 0 : DATABASE_WAIT_MS, onWait: () => onProgress(DATABASE_AWAITED) });
  // a command approves, and so enqueues, before anything was ever started
  await installQueue(databaseUrl, config.organisation.id);
  const db = opened.use(await openDatabase({ connectionString: databaseUrl }));
  const context = (actor: Actor): Context => ({ db, orgId: config.organisation.id, actor, clock });
  if (options.odooMoved === true) await acceptOdooMove(context("user:command-line"), config);
  await ensureSameOdoo(context("system:ai-coo"), config);
  // before anything can start: a command executes too
  let headsUnreadable: AiCooError | null = null;
  const restored = await lockAfterRestore(context("system:ai-coo"), config).catch((error: unknown) => {
    if (options.withoutHeads !== true || !(error instanceof AiCooError) || error.code !== "config_invalid") throw error;
    headsUnreadable = error;
    return null;
  });

  onProgress(config.odoo.kind === "simulated" ? "opening the simulated company" : "connecting to Odoo");
  const odoo = await openOdoo({ config, secrets, clock, databaseUrl, entry });
  opened.defer(() => odoo.close());

  await ensureOrganisation(context("system:ai-coo"), config);
  if (config.odoo.kind === "simulated") await seedDemoHistory(context("system:ai-coo"), odoo.connection.reader);

  const settings = await readExecutorSettings(context("system:ai-coo"));
  const { reader, writer } = odoo.connection;
  const followUps = followUpStore((orgId) => ({ ...context("system:ai-coo"), orgId }));
  const secret = (): string => authSecret(config.dataDir, secrets.authSecret);
  const links = createListUnsubscribe(config, secret, context("system:ai-coo"));
  const ports: OperationPorts = { odoo: writer, reader, mail: createMailTransport(config, secrets), ...sms, ...links, followUps, clock };
  const resources = opened.move();
  return {
    config,
    clock,
    logger,
    db,
    databaseUrl,
    databaseElsewhere: embedded === undefined || isInside(embedded.clusterDir, config.dataDir) ? undefined : embedded.clusterDir,
    restored,
    headsUnreadable,
    authSecret: secrets.authSecret,
    odoo,
    model: openModel({ config, secrets, ctx: context("system:ai-coo") }),
    smsInbox: createSmsInbox(config, secrets),
    doors: openDoors(config, secrets, clock),
    notifier: createNotifierPorts(config, secrets, secret),
    postHead: () => postHead(context("system:ai-coo"), secrets.auditWebhook),
    context,
    executorRuntime: () => ({
      workerId: `${process.pid}-${randomUUID().slice(0, 8)}`,
      reader,
      ports,
      settings,
      logger,
    }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

const isInside = (path: string, folder: string): boolean => !relative(folder, path).startsWith("..");
