import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { approveAction, getAction, rejectAction } from "#src/actions/index.ts";
import { verifyAuditChain } from "#src/audit/index.ts";
import { getLatestAnalysisResult } from "#src/db/access/analysisResults.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction } from "#src/db/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { runAnalysis, type AnalysisRun } from "#src/scheduler/index.ts";
import { openLab, type Lab } from "#test/analyzers/support.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/** One run after the other over a small company: who is proposed for, who is not and why, and what waits meanwhile. */

const NOW = "2026-06-15T09:00:00Z";

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `org-${organisations++}`, now: NOW });
});
afterAll(() => database.drop());

const analyse = (lab: Lab): Promise<AnalysisRun<"financial">> => runAnalysis("financial", { ctx, reader: lab.reader });
const asAna = () => ({ ...ctx, actor: "user:ana" as const });

function reminderFor(run: AnalysisRun<"financial">, name: string): ActionProtocol {
  const found = run.proposed.find(
    ({ action_type: type, affected_records: records }) => type === "send_invoice_reminder" && records.partner_name === name,
  );
  if (found === undefined) throw new Error(`no reminder was proposed for ${name}`);
  return found;
}

/** What the page of customers that are not chased shows. */
async function storedReasons(): Promise<Record<string, string>> {
  const stored = await withTransaction(ctx, (inner) => getLatestAnalysisResult(inner, "financial"));
  const entries = stored!.notChased as unknown as readonly { partnerName: string; reason: string; sentence: string }[];
  return Object.fromEntries(entries.map(({ partnerName, reason, sentence }) => [partnerName, `${reason}: ${sentence}`]));
}

test("a customer whose action was rejected today, or could not be composed, is in the list with the reason", async () => {
  await using lab = await openLab(19, (company) => {
    company.bankEntry({ amount: 1, date: "today" });
    company.customer({ name: "Alder" }).invoice({ amount: 100, due: "-20d" });
    company.customer({ name: "Birch" }).invoice({ amount: 100, due: "-20d", currency: "USD" });
    // Its currency's code is not ISO 4217, so no action about it is valid.
    company.call("res.currency", "write", [company.call("res.currency", "search", [[["name", "=", "USD"]]]), { name: "US" }]);
  });
  const first = await analyse(lab);
  expect(await storedReasons()).toEqual({ Birch: expect.stringMatching(/^not_composed: The action could not be composed: /) as string });

  const { action_id: actionId } = reminderFor(first, "Alder");
  await rejectAction({ ctx: asAna(), input: { actionId, channel: "cli", reason: "They are in talks" } });
  await withTransaction(ctx, (inner) => saveOrgSettings(inner, "analysis", { daysAfterRejection: 0 }));
  const second = await analyse(lab);
  expect(second.proposed).toEqual([]);
  expect(await storedReasons()).toMatchObject({ Alder: "rejected: Rejected today by a person: They are in talks" });
});

test("an action is held as long as the customer gives a reason, and says so", async () => {
  let promise = 0;
  await using lab = await openLab(19, (company) => {
    company.bankEntry({ amount: 1, date: "today" });
    for (const name of ["Alder", "Birch"]) company.customer({ name }).invoice({ amount: 100, due: "-20d" });
  });
  const run = await analyse(lab);
  const [held, free] = [reminderFor(run, "Alder"), reminderFor(run, "Birch")];
  const input = { actionId: held.action_id, fingerprint: (await getAction({ ctx, input: { actionId: held.action_id } })).fingerprint };
  await approveAction({ ctx: asAna(), input: { ...input, channel: "cli" } });
  const holds = async () => {
    const details = await Promise.all([held, free].map(({ action_id: actionId }) => getAction({ ctx, input: { actionId } })));
    return details.map(({ holdReason }) => holdReason);
  };

  promise = lab.simulator.company.customer({ name: "Alder" }).promise({ until: "+3d" });
  await analyse(lab);
  expect(await holds()).toEqual([expect.stringContaining('"Promised to pay" is planned'), null]);

  lab.simulator.company.call("mail.activity", "unlink", [[promise]]);
  await analyse(lab);
  expect(await holds()).toEqual([null, null]);
  const { events } = await getAction({ ctx, input: { actionId: held.action_id } });
  expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["action.held", "action.hold_ended"]));
  expect(await withTransaction(ctx, (inner) => verifyAuditChain(inner, {}))).toMatchObject({ ok: true });
});
