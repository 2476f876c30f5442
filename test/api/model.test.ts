import { afterAll, beforeAll, expect, test } from "vitest";
import { modelUsageSchema } from "#src/api/schemas/model.ts";
import { recordAiUsage } from "#src/db/access/aiUsage.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { MODEL_WORDS, PLAYBOOK_WORDS } from "#src/protocol/index.ts";
import { createTestApi, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const read = async () => modelUsageSchema.parse(await (await api.app.request("/api/ai-coo/model/usage", { headers: { cookie } })).json());

async function asked(usage: {
  readonly purpose: string;
  readonly outcome: string;
  readonly costUsd: number;
  readonly orgId?: string;
}): Promise<void> {
  const { orgId = "org-acme", ...row } = usage;
  const ctx: Context = { db: api.database.db, clock: api.clock, orgId, actor: "system:ai-coo" };
  const now = api.clock.now();
  const tokens = { inputTokens: 1000, outputTokens: 100 };
  await withTransaction(ctx, (inner) => recordAiUsage(inner, { id: uuidv7(now), at: now, model: "m-1", durationMs: 5, ...tokens, ...row }));
}

test("before a model was asked there is a budget, and nothing of it is spent", async () => {
  expect(await read()).toMatchObject({ enabled: true, spentUsd: 0, leftUsd: 20, uses: [], days: [], words: { byModel: 0, byPlaybook: 0 } });
});

test("the month says what was asked, what it cost, why there was no answer, and whose words the messages are in", async () => {
  await asked({ purpose: "draft", outcome: "answered", costUsd: 1.5 });
  await asked({ purpose: "draft", outcome: "timeout", costUsd: 0.5 });
  await asked({ purpose: "rank", outcome: "answered", costUsd: 1 });
  await asked({ purpose: "draft", outcome: "answered", costUsd: 7, orgId: "org-other" });
  const words = (partnerId: number, label: string, value: string) =>
    propose(api, { parts: { partnerId, ids: [partnerId] }, overrides: { evidence: [{ label, value }] } });
  await words(1, MODEL_WORDS, "Drafted by m-1 and checked against the facts");
  for (const cost of [1, 2]) await words(1 + cost, PLAYBOOK_WORDS, `The playbook's: the draft was replaced because it named ${cost} EUR.`);
  await words(4, PLAYBOOK_WORDS, "The playbook's: No key for a model is set, so none was asked.");
  const month = await read();
  expect(month).toMatchObject({ spentUsd: 3, leftUsd: 17, unanswered: [{ purpose: "draft", outcome: "timeout", requests: 1 }] });
  expect(month.uses.map(({ purpose, requests, answered, costUsd }) => [purpose, requests, answered, costUsd])).toEqual([
    ["draft", 2, 1, 2],
    ["rank", 1, 1, 1],
  ]);
  expect(month.days.reduce((sum, { costUsd }) => sum + costUsd, 0)).toBe(3);
  expect(month.words).toMatchObject({ byModel: 1, byPlaybook: 3 });
  expect(month.words.reasons.map(({ actions }) => actions)).toEqual([2, 1]);
});
