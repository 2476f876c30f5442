import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proposeAction } from "#src/actions/index.ts";
import { createAccounts, type Accounts } from "#src/api/index.ts";
import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { readSecrets } from "#src/config/secrets.ts";
import { openDatabase, type Context } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { startAll } from "#src/main/all.ts";
import type { ActionProtocol, Actor } from "#src/protocol/index.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";
import { createDatabase } from "./database.ts";

export const ORG_ID = "demo";

/** A gateway at a port where nothing answers: a connection that does not work, to be tried. */
const BROKEN_SMS = { SMS_SERVER_URL: "http://127.0.0.1:9/", SMS_API_KEY: "not-a-key", SMS_FROM_NUMBER: "+33600000000" };

export interface E2eProduct extends AsyncDisposable {
  readonly url: string;
  /** Signs the owner in, once. */
  readonly signInUrl: string;
  readonly dataDir: string;
  readonly accounts: Accounts;
  /** The organisation's context, for what a test needs that no page does. */
  context(actor?: Actor): Context;
  /** Proposes an action beside those of the analysis. */
  propose(options: ProposeOptions): Promise<{ readonly actionId: string; readonly fingerprint: string; readonly action: ActionProtocol }>;
}

export interface ProposeOptions {
  readonly parts?: Partial<DocumentParts>;
  readonly overrides?: Partial<ActionProtocol>;
}

/** The whole product on the simulated company, as `npm start` runs it, on a database and a folder of its own. */
export async function startProduct(server: string): Promise<E2eProduct> {
  await using opened = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "ai-coo-e2e-"));
  opened.defer(() => rm(dataDir, { recursive: true, force: true }));
  const database = await createDatabase(server);
  opened.defer(database.drop);
  const secret = randomBytes(32).toString("hex");
  const env = readEnv({ DATABASE_URL: database.url, ORG_ID, AUTH_SECRET: secret, ...BROKEN_SMS });
  const running = opened.use(
    await startAll({
      config: resolveConfig(env, { port: 0, dataDir }),
      secrets: readSecrets(env),
      logger: silentLogger,
      onProgress: () => {},
    }),
  );
  const db = await openDatabase({ connectionString: database.url, maxConnections: 4 });
  opened.defer(() => db.close());
  const { url, signInUrl } = running;
  const accounts = createAccounts({ db, clock: systemClock, secret, publicUrl: url, origins: () => [url] });
  const context = (actor: Actor = "system:ai-coo"): Context => ({ db, clock: systemClock, orgId: ORG_ID, actor });
  const resources = opened.move();
  return {
    url,
    signInUrl,
    dataDir,
    accounts,
    context,
    propose: (options) => proposeExample(context(), options),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Beyond those of the simulated company and of what a test names: no two tests of a worker write to the same one by chance. */
let nextPartner = 1_000_000;

/** An action of a customer of its own, unless one is named, which waits for a day. */
export async function proposeExample(ctx: Context, { parts = {}, overrides = {} }: ProposeOptions): ReturnType<E2eProduct["propose"]> {
  const now = ctx.clock.now();
  const times = { createdAt: now.toISOString(), expiresAt: new Date(now.getTime() + 86_400_000).toISOString() };
  const action = exampleAction(overrides, { actionId: uuidv7(now), orgId: ctx.orgId, partnerId: nextPartner++, ...times, ...parts });
  const result = await proposeAction({ ctx, input: { action } });
  if (!result.proposed) throw new AiCooError("conflict", `The example was not proposed: ${result.reason}.`);
  return { actionId: result.actionId, fingerprint: result.fingerprint, action };
}
