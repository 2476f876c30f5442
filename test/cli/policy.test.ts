import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertRuleSuggestion } from "#src/db/access/ruleSuggestions.ts";
import { withTransaction } from "#src/db/index.ts";
import { autoApprovalRuleSchema } from "#src/policy/index.ts";
import { proposeAction } from "#src/actions/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { installProduct, type Product } from "#test/support/product.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

/** `ai-coo policy`, as a person uses it, in processes of their own. */

let database: TestDatabase;
let product: Product;
beforeAll(async () => {
  database = await createTestDatabase();
  // none of these commands asks Odoo or the mail server for anything
  const nowhere = { url: "http://127.0.0.1:9", database: "none", login: "none", apiKey: "none" };
  product = await installProduct({
    databaseUrl: database.connectionString,
    odoo: { ...nowhere, adminLogin: "none", adminApiKey: "none" },
    smtpUrl: "smtp://127.0.0.1:9",
  });
});
afterAll(async () => {
  await product[Symbol.asyncDispose]();
  await database.drop();
});

interface Shown {
  readonly version: string;
  readonly rules: readonly { readonly name: string; readonly state: string }[];
  readonly settings: { readonly minApprovals: { readonly high: number | null } };
  readonly peopleNeeded: Readonly<Record<string, number>>;
}

const RULE = { name: "Notes", actionTypes: ["flag_at_risk_project"], hours: { days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "23:59" } };
const ON = JSON.stringify({ autoApproval: { enabled: true, rules: [RULE] } });
const system = () => ({ db: database.db, orgId: "main", actor: "system:ai-coo", clock: systemClock }) as const;

async function proposed(id: number): Promise<string> {
  const now = systemClock.now();
  const action = exampleAction(
    { org_id: "main", action_id: uuidv7(now), created_at: now.toISOString() },
    { actionType: "flag_at_risk_project", partnerId: id, ids: [id] },
  );
  const result = await proposeAction({ ctx: system(), input: { action } });
  return result.proposed ? result.actionId : "";
}

describe("ai-coo policy", { timeout: 300_000 }, () => {
  test("shows and changes the guardrails, and refuses who saw others", async () => {
    const before = await product.json<Shown>("policy", "show");
    expect((await product.run("policy", "show")).stdout).toMatch(/auto-approval +off: every action waits for a person/);

    const after = await product.json<Shown>("policy", "set", '{"minApprovals": {"high": 2}}', "--if-version", before.version);
    expect([before.settings.minApprovals.high, after.settings.minApprovals.high]).toEqual([null, 2]);

    const late = await product.run("policy", "set", "{}", "--if-version", before.version);
    expect(late.code).toBe(1);
    expect(late.stderr).toContain("Somebody changed the guardrails since they were shown to you");

    const open = await product.json<Shown>("policy", "set", '{"minApprovals": {"high": null}}');
    expect([open.settings.minApprovals.high, open.peopleNeeded]).toEqual([null, { low: 1, medium: 1, high: 1, critical: 2 }]);
  });

  test("tries a rule, lets it approve, and takes back both the rule and what it approved", async () => {
    await proposed(1);
    const tried = await product.run("policy", "dry-run", ON);
    expect(tried.stdout).toContain("1 of 1 actions proposed since");
    expect(tried.stdout).toContain("Nothing was changed.");
    expect((await product.json<Shown>("policy", "show")).rules).toEqual([]);

    const { stdout } = await product.run("policy", "set", ON);
    expect(stdout).toMatch(/1\. Notes +in force/);
    expect(stdout).toContain("Mon, Tue, Wed, Thu, Fri, Sat, Sun from 00:00 to 23:59 (UTC)");
    const actionId = await proposed(2);
    const revoked = await product.json<{ readonly takenBack: string[] }>("policy", "revoke", "Notes", "--reason", "Too many.");
    expect(revoked.takenBack).toEqual([actionId]);
    const again = await product.run("policy", "revoke", "Notes", "--reason", "Again.");
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('no rule named "Notes"')]);
  });

  test("lists suggestions with the record behind them; one is accepted, another dismissed", async () => {
    expect((await product.run("policy", "suggestions")).stdout).toContain("No suggestions that are open.");
    const now = systemClock.now();
    const moment = now.toISOString();
    const evidence = { actionIds: [], approvals: 20, from: moment, to: moment, largestAmount: 180, firstContacts: 0, medianPerDay: 4 };
    const ids = [uuidv7(now), uuidv7(now)] as const;
    for (const [index, id] of ids.entries()) {
      const rule = autoApprovalRuleSchema.parse({ name: `Reminders ${index}`, actionTypes: ["send_invoice_reminder"], maxAmount: 180 });
      await withTransaction(system(), (inner) =>
        insertRuleSuggestion(inner, { id, kind: `kind ${index}`, rule: { ...rule }, ruleDays: 30, evidence }),
      );
    }

    const { stdout } = await product.run("policy", "suggestions");
    expect(stdout).toContain("because people approved 20 of them in a row without a change");
    expect(stdout).toContain("amounts up to 180 in the company's currency");

    const accepted = await product.run("policy", "accept", ids[0].slice(-8), "--days", "3");
    expect(accepted.stdout).toContain("in force Reminders 0");
    expect(await product.json<Shown>("policy", "show")).toMatchObject({ rules: [{ name: "Reminders 0", state: "in_force" }] });
    expect((await product.run("policy", "dismiss", ids[1].slice(-8), "--reason", "I read them.")).stdout).toContain("dismissed");
    expect((await product.run("policy", "lift-pause", "Reminders 0")).stderr).toContain("is not paused");
    expect((await product.run("policy", "suggestions", "--status", "dismissed")).stdout).toContain("dismissed: I read them.");
  });
});
