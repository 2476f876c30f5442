import { afterAll, beforeAll, beforeEach } from "vitest";
import { type ActionProtocol, actionProtocolSchema, type Predicate } from "#src/protocol/index.ts";
import { revalidateActions, type RevalidationResult, type Verdict, verdictOf } from "#src/revalidation/index.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { MemoryOdoo } from "./memoryOdoo.ts";

/** What every test of revalidation starts from: an organisation of its own, and an invoice and deal in Odoo as they were proposed. */
export interface Scene {
  ctx: TestContext;
  odoo: MemoryOdoo;
  revalidate(...actions: readonly ActionProtocol[]): Promise<Map<string, RevalidationResult[]>>;
  resultsOf(action: ActionProtocol): Promise<RevalidationResult[]>;
  verdict(action?: ActionProtocol): Promise<Verdict>;
  /** What this predicate says when it stands in a reminder's plan. */
  extra(predicate: Predicate): Promise<RevalidationResult>;
}

/** Registers the hooks that set the scene before each test of the file. */
export function setScene(): Scene {
  let database: TestDatabase;
  let organisations = 0;

  const scene: Omit<Scene, "ctx" | "odoo"> & Partial<Pick<Scene, "ctx" | "odoo">> = {
    revalidate: (...actions) => revalidateActions({ reader: scene.odoo!.reader, ctx: scene.ctx!, actions }),
    async resultsOf(action) {
      return (await scene.revalidate(action)).get(action.action_id)!;
    },
    verdict: async (action = reminder()) => verdictOf(await scene.resultsOf(action)),
    async extra(predicate) {
      const results = await scene.resultsOf(reminder(predicate));
      return results.find((result) => result.check_id === "extra")!;
    },
  };

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    // Monday, ten in the morning in Paris.
    scene.ctx = testContext(database.db, { orgId: `org-${++organisations}`, now: "2026-03-02T09:00:00Z" });
    scene.odoo = furnish(new MemoryOdoo());
  });
  return scene as Scene;
}

function furnish(odoo: MemoryOdoo): MemoryOdoo {
  odoo.put("account.move", 17, {
    name: "INV/2026/00017",
    payment_state: "not_paid",
    partner_id: [42, "Azure Interior"],
    amount_residual: 1250,
    currency_id: [1, "EUR"],
    company_currency_id: [1, "EUR"],
    invoice_date_due: "2026-02-01",
    write_date: "2026-02-03 10:00:00",
    tag_ids: [3, 1, 2],
    narration: "",
    ratio: 0.1 + 0.2,
    sequence: 0,
    attachment: "aGVsbG8=",
    res_id: 0,
  });
  odoo.put("res.partner", 42, {
    name: "Azure Interior",
    active: true,
    email: "billing@azure.example",
    phone_sanitized: "+33612345678",
    commercial_partner_id: [42, "Azure Interior"],
    partner_share: true,
  });
  odoo.put("crm.lead", 17, { name: "Office furniture", active: true, stage_id: [2, "Qualified"] });
  return odoo;
}

/** A reminder whose plan holds this check beside the usual ones. */
export function reminder(predicate?: Predicate, severity: "block" | "require_reapproval" = "block"): ActionProtocol {
  const action = exampleAction();
  const checks = action.revalidation_plan.checks;
  if (predicate !== undefined)
    checks.push({ check_id: "extra", description: "The fact under test", severity_on_fail: severity, predicate });
  return actionProtocolSchema.parse(action);
}
