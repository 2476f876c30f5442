import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { approveAction, proposeAction } from "#src/actions/index.ts";
import { createAccounts, createApi, signInUrl } from "#src/api/index.ts";
import { resolveConfig } from "#src/config/config.ts";
import { readEnv } from "#src/config/env.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { createLogger } from "#src/lib/logger.ts";
import { createInbound, webhookAddresses } from "#src/main/inbound.ts";
import { readModelMonth } from "#src/main/model.ts";
import { createUnsubscribeLinks } from "#src/outreach/index.ts";
import { ACTION_TYPES, type ActionStatus } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { startSuiteDatabase, type SuiteDatabase } from "../../support/database.ts";
import { CANARIES, FOREIGN, plant } from "../canaries.ts";

export const ORIGIN = "https://coo.ourcompany.example";
export const OURS = "org-acme";
export const OTHERS = "org-other";

/** Who asks. */
export const WHO = ["owner", "decider", "reader", "foreign_owner", "foreign_key", "nobody", "garbage"] as const;
export type Who = (typeof WHO)[number];

export interface KnownAction {
  readonly org: string;
  readonly id: string;
  readonly fingerprint: string;
}

export interface ApiWorld extends AsyncDisposable {
  readonly database: SuiteDatabase;
  readonly app: ReturnType<typeof createApi>;
  readonly actions: readonly KnownAction[];
  /** Who may decide for our organisation. */
  readonly ownerId: string;
  /** The headers of somebody; keys take turns, because each may only ask so often. */
  headersOf(who: Who): Readonly<Record<string, string>>;
  /** Addresses that providers and mail programs would use, secrets and all. */
  readonly callbacks: readonly string[];
  /** What was logged since the last call. */
  logged(): string[];
}

/** Two organisations with sessions, keys and actions in every status, and an API that logs everything it can. */
export async function openApiWorld(): Promise<ApiWorld> {
  const database = await startSuiteDatabase({ maxConnections: 6 });
  const { db } = database;
  const clock = systemClock;
  let lines: string[] = [];
  const logger = createLogger("trace", { write: (line: string) => void lines.push(line) });
  const accounts = createAccounts({ db, clock, secret: CANARIES.authSecret, publicUrl: ORIGIN, origins: () => [ORIGIN] });
  const { userId: ownerId } = await accounts.ensureOwner({ orgId: OURS, orgName: OURS });
  await accounts.ensureOwner({ orgId: OTHERS, orgName: OTHERS });
  const env = readEnv({ ORG_ID: OURS, PUBLIC_URL: ORIGIN, DATA_DIR: join(tmpdir(), "unused"), WEBHOOK_SECRET: CANARIES.webhook.repeat(2) });
  const config = resolveConfig(env);
  const inbound = createInbound(config, CANARIES.authSecret, { webhook: env.WEBHOOK_SECRET, twilioAuthToken: CANARIES.twilioToken });
  const app = createApi({
    db,
    clock,
    logger,
    accounts,
    version: "1.2.3",
    origins: () => [ORIGIN],
    modelMonth: readModelMonth,
    webApp: null,
    inbound,
  });

  const signIn = async (orgId: string): Promise<string> => {
    const { token } = await accounts.mintSignInToken({ orgId });
    const hash = new URLSearchParams(new URL(signInUrl(ORIGIN, token)).hash.slice(1));
    const answer = await app.request(`${ORIGIN}/api/auth/sign-in/link`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: ORIGIN },
      body: JSON.stringify({ token: hash.get("token") }),
    });
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0]!)
      .join("; ");
    if (answer.status !== 200 || cookie === "") throw new Error(`the sign-in answered ${answer.status}`);
    plant(token, decodeURIComponent(cookie.split("=")[1] ?? "").split(".")[0] ?? token);
    return cookie;
  };
  const keys = async (orgId: string, decide: boolean): Promise<string[]> => {
    const made: string[] = [];
    for (let nth = 0; nth < 6; nth++)
      made.push((await accounts.createKey({ orgId, name: `key ${nth}`, ...(decide ? { scopes: ["decide"] as const } : {}) })).key);
    plant(...made);
    return made;
  };
  const [owner, foreignOwner] = [await signIn(OURS), await signIn(OTHERS)];
  const [deciders, readers, foreignKeys] = [await keys(OURS, true), await keys(OURS, false), await keys(OTHERS, true)];
  let turn = 0;
  const keyOf = (of: readonly string[]): Record<string, string> => ({ "x-api-key": of[turn++ % of.length]! });

  const addresses = webhookAddresses(config, { authSecret: CANARIES.authSecret, webhook: env.WEBHOOK_SECRET, origin: ORIGIN }).map(
    ({ url }) => new URL(url).pathname,
  );
  plant(...addresses.map((path) => path.split("/").at(-1)!).filter((part) => part.length >= 24));
  const token = createUnsubscribeLinks(CANARIES.authSecret).seal({ orgId: OURS, channel: "email", address: "somebody@customer.example" });
  return {
    database,
    app,
    ownerId,
    actions: [
      ...(await fill({ db, clock, orgId: OURS, actor: "system:ai-coo" })),
      ...(await fill({ db, clock, orgId: OTHERS, actor: "system:ai-coo" })),
    ],
    headersOf(who) {
      switch (who) {
        case "owner":
          return { cookie: owner };
        case "foreign_owner":
          return { cookie: foreignOwner };
        case "decider":
          return keyOf(deciders);
        case "reader":
          return keyOf(readers);
        case "foreign_key":
          return keyOf(foreignKeys);
        case "garbage":
          return turn++ % 2 === 0 ? { cookie: `${owner.slice(0, 40)}x` } : { authorization: "Bearer aicoo_garbage" };
        case "nobody":
          return {};
      }
    },
    callbacks: [...addresses, `/unsubscribe/${token}`],
    logged() {
      const was = lines;
      lines = [];
      return was;
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

const STATUSES: readonly ActionStatus[] = [
  "pending_approval",
  "pending_approval",
  "approved",
  "needs_attention",
  "completed",
  "failed",
  "blocked",
  "rejected",
  "expired",
  "cancelled",
  "executing",
];

/** Actions of every type and status. Texts of the other organisation carry a mark that must never be read by us. */
async function fill(ctx: Context): Promise<KnownAction[]> {
  const made: KnownAction[] = [];
  const now = ctx.clock.now();
  for (const [index, status] of STATUSES.entries()) {
    for (const [nth, actionType] of ACTION_TYPES.entries()) {
      const number = index * ACTION_TYPES.length + nth + 1;
      const mark = ctx.orgId === OURS ? "Customer" : FOREIGN;
      const action = exampleAction(
        {},
        {
          actionType,
          actionId: uuidv7(now),
          orgId: ctx.orgId,
          createdAt: now.toISOString(),
          expiresAt: new Date(now.getTime() + 86_400_000).toISOString(),
          partnerId: number,
          partnerName: `${mark} ${number}`,
          ids: [1_000 + number],
          line: `About ${mark} ${number}`,
        },
      );
      const result = await proposeAction({ ctx, input: { action } });
      if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
      const { actionId: id, fingerprint } = result;
      if (status !== "pending_approval") {
        if (nth % 3 === 0)
          await approveAction({ ctx: { ...ctx, actor: "user:somebody" }, input: { actionId: id, fingerprint, channel: "in_app" } });
        await withTransaction(ctx, ({ tx }) => tx.update(autonomousActions).set({ status }).where(eq(autonomousActions.actionId, id)));
      }
      made.push({ org: ctx.orgId, id, fingerprint });
    }
  }
  return made;
}
