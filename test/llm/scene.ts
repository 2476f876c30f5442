import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { z } from "zod";
import { startModelServer, type ModelServer } from "#simulator/model/index.ts";
import { getAiCost, sumAiUsage, type AiCost, type AiUsageSum } from "#src/db/access/aiUsage.ts";
import { withTransaction } from "#src/db/index.ts";
import { aiUsage } from "#src/db/schema/index.ts";
import {
  anthropicProvider,
  createLanguageModel,
  modelSettingsSchema,
  type LanguageModel,
  type ModelSettings,
  type Patience,
} from "#src/llm/index.ts";
import { usageLedger } from "#src/main/model.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

export const MODEL = "claude-sonnet-5-5";

/** What the tests' calls wait for at most; far apart, so that each wait can be told from the others. */
export const PATIENCE: Patience = {
  tries: 3,
  tryTimeoutMs: 100_000,
  totalTimeoutMs: 250_000,
  firstPauseMs: 1_000,
  longestPauseMs: 20_000,
};

/** Pauses pass at once and move the clock; the end of a try's time comes when the test says so. */
class DrivenWaits {
  readonly pauses: number[] = [];
  readonly #clock: TestContext["clock"];
  #late: { readonly milliseconds: number; readonly end: () => void }[] = [];

  constructor(clock: TestContext["clock"]) {
    this.#clock = clock;
  }

  readonly wait = (milliseconds: number, signal: AbortSignal): Promise<void> => {
    if (milliseconds <= PATIENCE.longestPauseMs) {
      this.pauses.push(milliseconds);
      this.#clock.advance({ seconds: milliseconds / 1000 });
      return Promise.resolve();
    }
    return new Promise((end) => {
      const late = { milliseconds, end };
      this.#late.push(late);
      signal.addEventListener("abort", () => {
        this.#late = this.#late.filter((one) => one !== late);
        end();
      });
    });
  };

  /** The time of every try that is under way has passed. */
  runOut(): void {
    for (const { milliseconds, end } of this.#late.splice(0)) {
      this.#clock.advance({ seconds: milliseconds / 1000 });
      end();
    }
  }
}

export interface Scene {
  readonly server: ModelServer;
  readonly ctx: TestContext;
  readonly waits: DrivenWaits;
  /** The product's model, asked over HTTP and accounted for in the database. */
  model(more?: { readonly apiKey?: string; readonly baseUrl?: string; readonly model?: string; readonly ctx?: TestContext }): LanguageModel;
  /** What the organisation sets, from now on. */
  set(settings: Partial<ModelSettings> & { readonly timezone?: string }): void;
  /** What was recorded of the organisation's requests, in the order in which it was. */
  recorded(): Promise<(typeof aiUsage.$inferSelect)[]>;
  cost(from?: Date): Promise<AiCost>;
  sums(): Promise<AiUsageSum[]>;
}

/** A server and an organisation of its own for each test; after each, what the script expected must have come. */
export function openScene(): Scene {
  let database: TestDatabase;
  let server: ModelServer;
  let ctx: TestContext;
  let waits: DrivenWaits;
  let policy: ModelSettings & { readonly timezone: string };
  let organisations = 0;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    ctx = testContext(database.db, { orgId: `org-${organisations++}` });
    waits = new DrivenWaits(ctx.clock);
    policy = { ...modelSettingsSchema.parse({}), timezone: "Europe/Paris" };
    server = await startModelServer({ now: () => ctx.clock.now() });
  });
  afterEach(() => server[Symbol.asyncDispose]());
  afterAll(() => database.drop());
  return {
    get server() {
      return server;
    },
    get ctx() {
      return ctx;
    },
    get waits() {
      return waits;
    },
    model: (more = {}) =>
      createLanguageModel({
        provider: anthropicProvider({ apiKey: server.apiKey, baseUrl: server.url, model: MODEL, ...more }),
        ledger: usageLedger(more.ctx ?? ctx),
        policy: () => Promise.resolve(policy),
        clock: ctx.clock,
        patience: PATIENCE,
        wait: waits.wait,
      }),
    set: (settings) => {
      policy = { ...policy, ...settings };
    },
    recorded: () =>
      withTransaction(ctx, ({ tx }) =>
        tx
          .select()
          .from(aiUsage)
          .orderBy(sql`ctid`),
      ),
    cost: (from = new Date(0)) => withTransaction(ctx, (inner) => getAiCost(inner, from)),
    sums: () => withTransaction(ctx, (inner) => sumAiUsage(inner, new Date(0), new Date("2100-01-01"))),
  };
}

/** As the recommender asks: candidates by opaque handles, in an order, each with a reason. */
export const ORDER = {
  purpose: "order",
  system: ["You order what a company should do next. ".repeat(60), "Answer with the handles."],
  content: "c1: an invoice of 900 EUR, 40 days late\nc2: an invoice of 80 EUR, 9 days late",
  schema: z.object({ order: z.array(z.object({ handle: z.enum(["c1", "c2"]), reason: z.string().max(40) })) }),
  maxOutputTokens: 500,
};

export const GOOD = {
  order: [
    { handle: "c1" as const, reason: "More money" },
    { handle: "c2" as const, reason: "Less" },
  ],
};
