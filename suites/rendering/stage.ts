import { createAdaptorServer } from "@hono/node-server";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getAction, listActions, proposeAction, rejectAction } from "#src/actions/index.ts";
import { ANALYSIS_KINDS } from "#src/analyzers/index.ts";
import { createAccounts, createApi, ensureWebBuilt, loadWebApp, signInUrl } from "#src/api/index.ts";
import type { Context } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { readModelMonth } from "#src/main/model.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import { ACTION_TYPES, type ActionProtocol } from "#src/protocol/index.ts";
import { runAnalysis } from "#src/scheduler/index.ts";
import { buildCompany, startSimulator } from "#simulator/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { startSuiteDatabase } from "../support/database.ts";
import { markedUpCompany } from "./company.ts";

const ORG_ID = "rendering";

export interface RenderingStage extends AsyncDisposable {
  readonly origin: string;
  readonly signInUrl: string;
  /** The payloads that stand somewhere in it. */
  readonly used: ReadonlySet<string>;
  /** Every action, with its document. */
  readonly actions: readonly ActionProtocol[];
}

/** The product over a company and over documents that are full of payloads, ready to be looked at. */
export async function setRenderingStage(texts: readonly string[], customers: number): Promise<RenderingStage> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await startSuiteDatabase({ maxConnections: 8 }));
  let origin = "http://127.0.0.1:0";
  const accounts = createAccounts({
    db: database.db,
    clock: systemClock,
    secret: "rendering-".repeat(5),
    publicUrl: "http://127.0.0.1",
    origins: () => [origin],
  });
  await accounts.ensureOwner({ orgId: ORG_ID, orgName: texts[0]! });
  const app = createApi({
    db: database.db,
    clock: systemClock,
    logger: silentLogger,
    accounts,
    version: "0",
    origins: () => [origin],
    modelMonth: readModelMonth,
    webApp: loadWebApp(await ensureWebBuilt()),
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  opened.defer(() => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ctx: Context = { db: database.db, clock: systemClock, orgId: ORG_ID, actor: "system:ai-coo" };
  const used = new Set([...(await analysed(ctx, texts, customers)), ...(await composed(ctx, texts))]);
  const actions: ActionProtocol[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listActions>> = await listActions({
      ctx,
      input: { limit: 200, ...(cursor === null ? {} : { cursor }) },
    });
    for (const { actionId } of page.actions) actions.push((await getAction({ ctx, input: { actionId } })).action);
    cursor = page.nextCursor;
  } while (cursor !== null);
  const { token } = await accounts.mintSignInToken({ orgId: ORG_ID });
  const resources = opened.move();
  return {
    origin,
    signInUrl: signInUrl(origin, token),
    used,
    actions,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** What the analyses make of the company, stored as the worker stores it. */
async function analysed(ctx: Context, texts: readonly string[], customers: number): Promise<ReadonlySet<string>> {
  let used: ReadonlySet<string> = new Set();
  const company = buildCompany((of) => void (used = markedUpCompany(of, texts, customers)));
  const simulator = await startSimulator({ release: 19, company, now: () => new Date() });
  const odoo = connectOdoo({ url: simulator.url, database: simulator.database, login: simulator.login, apiKey: simulator.apiKey });
  try {
    const { signal } = new AbortController();
    for (const kind of ANALYSIS_KINDS) await runAnalysis(kind, { ctx, reader: odoo.reader, model: null, signal });
  } finally {
    await odoo.close();
    await simulator.stop();
  }
  return used;
}

/** Documents of every type whose texts, a model's among them, are payloads; some rejected with one as the reason. */
async function composed(ctx: Context, texts: readonly string[]): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  let next = 0;
  const text = (most: number): string => {
    const one = texts[next++ % texts.length]!;
    if (one.length <= most) used.add(one);
    return one.replaceAll(/\s+/g, " ").trim().slice(0, most) || "x";
  };
  const person: Context = { ...ctx, actor: "user:anna" };
  const count = Math.ceil(texts.length / 7);
  for (let index = 0; index < count; index++) {
    const now = systemClock.now();
    const actionType = ACTION_TYPES[index % ACTION_TYPES.length]!;
    const document = exampleAction(
      {},
      {
        actionType,
        actionId: uuidv7(now),
        orgId: ORG_ID,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + 86_400_000).toISOString(),
        partnerId: 700_000 + index,
        partnerName: text(120),
        line: text(120),
        text: `${text(150)}\n${text(150)}`,
      },
    );
    const action: ActionProtocol = {
      ...document,
      reasoning: `Because ${text(500)}`,
      expected_effect: `It is done: ${text(300)}`,
      evidence: [{ label: text(100), value: text(100) }, ...document.evidence],
      proposed_changes: document.proposed_changes.map((change) => ({ ...change, human_label: `${text(80)}: a → b` })),
    };
    const result = await proposeAction({ ctx, input: { action } });
    if (result.proposed && index % 12 === 0) {
      await rejectAction({ ctx: person, input: { actionId: result.actionId, reason: text(500), channel: "in_app" } });
    }
  }
  return used;
}
