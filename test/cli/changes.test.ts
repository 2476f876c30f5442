import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { proposeAction, type ActionDetail } from "#src/actions/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { autonomousActions } from "#src/db/schema/index.ts";
import { followUpStore, type FollowUpView } from "#src/followups/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import type { ActionType } from "#src/protocol/index.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { installProduct, type Product } from "#test/support/product.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

let database: TestDatabase;
let product: Product;
let folder: string;
let system: Context;
beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), mkdtemp(join(tmpdir(), "ai-coo-changes-"))]);
  // None of these commands asks Odoo or the mail server for anything.
  const nowhere = { url: "http://127.0.0.1:9", database: "none", login: "none", apiKey: "none" };
  product = await installProduct({
    databaseUrl: database.connectionString,
    odoo: { ...nowhere, adminLogin: "none", adminApiKey: "none" },
    smtpUrl: "smtp://127.0.0.1:9",
  });
  system = { db: database.db, orgId: "main", actor: "system:ai-coo", clock: systemClock };
  await product.json("status"); // makes the organisation
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Each command is a process; a busy machine takes seconds for one. */
const TIMEOUT_MS = 240_000;

let partners = 100;
async function proposed(actionType: ActionType): Promise<string> {
  partners += 1;
  const now = systemClock.now();
  const times = { createdAt: now.toISOString(), expiresAt: new Date(now.getTime() + 86_400_000).toISOString() };
  const action = exampleAction(
    { rollback_strategy: "auto_undo_odoo_write" },
    { actionType, actionId: uuidv7(now), orgId: "main", partnerId: partners, ids: [partners * 10], ...times },
  );
  const result = await proposeAction({ ctx: system, input: { action } });
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
  return result.actionId;
}

const show = (actionId: string) => product.json<ActionDetail>("actions", "show", actionId);

test(
  "a mail is edited by its words and a file",
  async () => {
    const actionId = await proposed("send_invoice_reminder");
    const id = actionId.slice(-8);
    const file = join(folder, "body.txt");
    await writeFile(file, "Dear customer,\n\nplease pay.\n");
    const edited = await product.run("actions", "edit", id, "--subject", "Reminder", "--body-file", file);
    expect(edited).toMatchObject({ code: 0, stdout: expect.stringContaining("It is now version 2.") });
    expect((await show(actionId)).action.operation.inputs).toMatchObject({
      subject: "Reminder",
      body_text: "Dear customer,\n\nplease pay.\n",
    });
  },
  TIMEOUT_MS,
);

test(
  "what cannot be edited so is refused in words",
  async () => {
    const id = await proposed("send_invoice_reminder");
    const cases = [
      [["--date", "2026-12-24"], "--date means nothing for send_email"],
      [[], "nothing was named"],
      [["--body", "x", "--body-file", "x.txt"], "say the same thing"],
      [["--body-file", "/nowhere/body.txt"], "cannot be read"],
    ] as const;
    const refusals = await Promise.all(cases.map(([args]) => product.run("actions", "edit", id, ...args)));
    expect(refusals.map(({ code, stderr }) => [code, stderr])).toEqual(cases.map(([, words]) => [1, expect.stringContaining(words)]));
  },
  TIMEOUT_MS,
);

test(
  "an action is put off and taken up again",
  async () => {
    const id = (await proposed("send_invoice_reminder")).slice(-8);
    expect((await product.run("actions", "snooze", id, "--until", "soon")).stderr).toContain("no moment");
    expect((await product.run("actions", "snooze", id, "--until", "4h")).stdout).toContain("waits until");
    expect((await product.run("actions", "unsnooze", id)).stdout).toContain("is put off no longer");
  },
  TIMEOUT_MS,
);

test(
  "a task is edited by what it has",
  async () => {
    const actionId = await proposed("create_collection_task");
    await product.json("actions", "edit", actionId, "--subject", "Call them", "--body", "none", "--date", "none", "--assign", "7,9");
    const { operation } = (await show(actionId)).action;
    expect(operation.inputs).toMatchObject({ name: "Call them", user_ids: [7, 9] });
    expect(operation.inputs).not.toHaveProperty("description");
    expect(operation.inputs).not.toHaveProperty("date_deadline");
  },
  TIMEOUT_MS,
);

test(
  "what was carried out is taken back by another action, and both say so",
  async () => {
    const actionId = await proposed("update_deal_stage");
    expect((await product.run("actions", "undo", actionId, "--reason", "Wrong deal.")).stderr).toContain(
      "Cannot undo: it waits for approval",
    );
    await withTransaction(system, ({ tx }) =>
      tx.update(autonomousActions).set({ status: "completed" }).where(eq(autonomousActions.actionId, actionId)),
    );
    expect((await product.run("actions", "show", actionId)).stdout).toContain("can be taken back: ai-coo actions undo");
    const asked = await product.json<{ undo: { actionId: string } }>("actions", "undo", actionId, "--reason", "Wrong deal.");
    expect((await product.run("actions", "show", actionId)).stdout).toContain(
      `taken back by ${asked.undo.actionId.slice(-8)}, which is approved`,
    );
    expect((await product.run("actions", "show", asked.undo.actionId)).stdout).toContain(`takes back ${actionId.slice(-8)}`);
  },
  TIMEOUT_MS,
);

test(
  "follow-ups are listed, and withdrawn before their time",
  async () => {
    const { id } = await followUpStore(() => system).schedule({
      orgId: "main",
      actionId: uuidv7(systemClock.now()),
      inputs: {
        context_type: "customer",
        context_id: 42,
        scheduled_for: new Date(systemClock.now().getTime() + 86_400_000).toISOString(),
        action_type: "send_invoice_reminder",
        parameters: {},
      },
    });
    const listed = await product.run("follow-ups", "list");
    expect(listed.stdout).toMatch(new RegExp(`${id.slice(-8)} .*Send invoice reminder.*customer 42`));
    expect((await product.run("follow-ups", "cancel", id.slice(-8), "--reason", "They called.")).code).toBe(0);
    const [waiting, all, again] = await Promise.all([
      product.run("follow-ups", "list"),
      product.json<{ followUps: FollowUpView[] }>("follow-ups", "list", "--status", "all"),
      product.run("follow-ups", "cancel", id, "--reason", "Again."),
    ]);
    expect(waiting.stdout).toContain("No follow-ups that are scheduled.");
    expect(all.followUps).toMatchObject([{ followUpId: id, status: "cancelled", reason: "They called." }]);
    expect(again.stderr).toContain("is cancelled already");
  },
  TIMEOUT_MS,
);
