import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAccounts, type Accounts } from "#src/api/index.ts";
import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { migrate, openDatabase } from "#src/db/index.ts";
import { ManualClock, systemClock } from "#src/lib/clock.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { createInbound } from "#src/main/inbound.ts";
import { startWeb } from "#src/main/web.ts";
import { createDatabase } from "./database.ts";
import { proposeExample, type E2eProduct } from "./product.ts";

/** A Monday morning on which nothing moves. */
export const STILL_NOW = "2026-06-15T09:00:00Z";
const ORG_ID = "org-still";

export interface StillProduct extends AsyncDisposable, Pick<E2eProduct, "context" | "propose"> {
  readonly url: string;
  readonly accounts: Accounts;
  readonly ownerId: string;
  /** Signs the owner in, once. */
  readonly signInToken: string;
}

/**
 * The real page and API over a database of their own, at a moment that stands still and with nothing in it but what a test puts
 * there: no worker, no analysis, and so the same picture each time. Only sessions live by the real time.
 */
export async function startStill(server: string): Promise<StillProduct> {
  await using opened = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), "ai-coo-e2e-still-"));
  opened.defer(() => rm(dataDir, { recursive: true, force: true }));
  const database = await createDatabase(server);
  opened.defer(database.drop);
  await migrate(database.url);
  const db = await openDatabase({ connectionString: database.url, maxConnections: 4 });
  opened.defer(() => db.close());
  const clock = new ManualClock(STILL_NOW);
  const secret = randomBytes(32).toString("hex");
  const config = resolveConfig(readEnv({ DATABASE_URL: database.url, ORG_ID }), { port: 0, dataDir });
  const { url, accounts } = opened.use(
    await startWeb({
      config,
      db,
      clock,
      logger: silentLogger,
      onProgress: () => {},
      inbound: createInbound(config, secret, { webhook: undefined, twilioAuthToken: undefined }),
      accounts: (address) =>
        createAccounts({
          db,
          clock: systemClock,
          secret,
          get publicUrl() {
            return address();
          },
          origins: () => [address()],
        }),
    }),
  );
  const { userId: ownerId } = await accounts.ensureOwner({ orgId: ORG_ID, orgName: "Still & Sons" });
  const { token: signInToken } = await accounts.mintSignInToken({ orgId: ORG_ID });
  const context: StillProduct["context"] = (actor = "system:ai-coo") => ({ db, clock, orgId: ORG_ID, actor });
  const resources = opened.move();
  return {
    url,
    accounts,
    ownerId,
    signInToken,
    context,
    propose: (options) => proposeExample(context(), options),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
