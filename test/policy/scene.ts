import { afterAll, beforeAll, beforeEach } from "vitest";
import {
  approveAction,
  claimActions,
  getAction,
  proposeAction,
  rejectAction,
  settleAction,
  type ActionDetail,
  type ProposeActionInput,
  type ProposeActionResult,
} from "#src/actions/index.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction } from "#src/db/index.ts";
import { suppressions } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { saveGuardrails } from "#src/policy/index.ts";
import type { AutoApprovalRule } from "#src/policy/settings.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { asOwner, createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";

export type Proposed = Extract<ProposeActionResult, { proposed: true }>;

/** What every test of the policy starts from: an organisation of its own, the system, and two people. */
export interface PolicyScene {
  readonly database: TestDatabase;
  readonly ctx: TestContext;
  readonly anna: TestContext;
  readonly ben: TestContext;
  /** Proposes a reminder of 250 to a customer of its own who was contacted before, unless told otherwise. */
  offer(
    parts?: Partial<DocumentParts>,
    facts?: ProposeActionInput["riskFacts"],
    over?: Partial<ActionProtocol>,
  ): Promise<ProposeActionResult>;
  /** The same, where it has to be proposed. */
  propose(...args: Parameters<PolicyScene["offer"]>): Promise<Proposed>;
  approve(action: Pick<Proposed, "actionId" | "fingerprint">, as?: TestContext): Promise<void>;
  reject(action: Pick<Proposed, "actionId">): Promise<void>;
  /** Carries out what is approved, as a worker does whose effect succeeded. */
  complete(action: Pick<Proposed, "actionId">): Promise<void>;
  /** Proposed, approved by Anna and carried out, one after the other, so many minutes apart. */
  record(
    many: number,
    options?: { readonly amount?: number | ((index: number) => number); readonly minutes?: number },
  ): Promise<Proposed[]>;
  /** What a provider reports of an address that was written to. */
  report(address: string, reason: "complaint" | "hard_bounce"): Promise<void>;
  detail(actionId: string): Promise<ActionDetail>;
  rules(...rules: readonly (Partial<AutoApprovalRule> & Pick<AutoApprovalRule, "name">)[]): Promise<void>;
  timezone(name: string): Promise<void>;
  /** Goes on in another organisation, where nothing is. */
  elsewhere(orgId: string): void;
  /** The kinds of the audit in their order. */
  audit(): Promise<string[]>;
}

/** Registers the hooks that set the scene before each test of the file: Monday 2026-03-02, 09:00 UTC. */
export function setPolicyScene(): PolicyScene {
  let database: TestDatabase;
  let organisations = 0;
  let customers = 100;
  const scene: { -readonly [K in keyof PolicyScene]?: PolicyScene[K] } = {};
  const there = scene as PolicyScene;

  beforeAll(async () => {
    database = await createTestDatabase({ maxConnections: 20 });
    scene.database = database;
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    scene.ctx = testContext(database.db, { orgId: `org-${++organisations}` });
    scene.anna = { ...scene.ctx, actor: "user:anna" };
    scene.ben = { ...scene.ctx, actor: "user:ben" };
  });

  scene.offer = (parts = {}, facts = {}, over = {}) => {
    const { ctx } = there;
    const now = ctx.clock.now();
    const customer = ++customers;
    const amount = facts.amount ?? 250;
    const action = exampleAction(
      { org_id: ctx.orgId, action_id: uuidv7(now), ...over },
      {
        partnerId: customer,
        ids: [customer],
        amount,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + 86_400_000).toISOString(),
        ...parts,
      },
    );
    const as = action.created_by === "system:ai-coo" ? ctx : { ...ctx, actor: action.created_by };
    return proposeAction({ ctx: as, input: { action, riskFacts: { amount, firstContact: false, ...facts } } });
  };
  scene.propose = async (...args) => {
    const result = await there.offer(...args);
    if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
    return result;
  };
  scene.approve = async ({ actionId, fingerprint }, as = there.anna) => {
    await approveAction({ ctx: as, input: { actionId, fingerprint, channel: "in_app" } });
  };
  scene.reject = async ({ actionId }) => {
    await rejectAction({ ctx: there.anna, input: { actionId, reason: "Not like this.", channel: "in_app" } });
  };
  scene.complete = async ({ actionId }) => {
    const { ctx } = there;
    const { claimed } = await claimActions({ ctx, input: { workerId: "w", leaseSeconds: 60, limit: 1, actionIds: [actionId] } });
    const [claim] = claimed;
    if (claim === undefined) throw new Error("it was not taken");
    const settlement = { to: "completed", reason: "Done." } as const;
    await settleAction({ ctx, input: { actionId, attemptId: claim.attemptId, workerId: "w", settlement } });
  };
  scene.record = async (many, { amount = 250, minutes = 60 } = {}) => {
    const done: Proposed[] = [];
    for (let index = 0; index < many; index++) {
      const action = await there.propose({}, { amount: typeof amount === "number" ? amount : amount(index) });
      await there.approve(action);
      await there.complete(action);
      done.push(action);
      there.ctx.clock.advance({ minutes });
    }
    return done;
  };
  scene.report = async (address, reason) => {
    await withTransaction(there.ctx, async ({ tx, orgId, clock, actor: createdBy }) => {
      await tx.insert(suppressions).values({ orgId, channel: "email", address, reason, createdBy, createdAt: clock.now() });
    });
  };
  scene.detail = (actionId) => getAction({ ctx: there.ctx, input: { actionId } });
  scene.rules = async (...rules) => {
    const complete = rules.map((rule) => ({ actionTypes: ["send_invoice_reminder"], maxRisk: "medium", ...rule }));
    await saveGuardrails(there.anna, { autoApproval: { enabled: true, rules: complete } });
  };
  scene.timezone = async (name) => {
    await withTransaction(there.anna, (inner) => saveOrgSettings(inner, "outreach", { timezone: name }));
  };
  scene.elsewhere = (orgId) => {
    scene.ctx = { ...there.ctx, orgId };
    scene.anna = { ...there.anna, orgId };
    scene.ben = { ...there.ben, orgId };
  };
  scene.audit = async () => {
    const { rows } = await asOwner(database.connectionString, async (owner) => {
      await owner.query("select set_config('ai_coo.org_id', $1, false)", [there.ctx.orgId]);
      return owner.query<{ kind: string }>("select kind from ai_coo.action_events where org_id = $1 order by seq", [there.ctx.orgId]);
    });
    return rows.map(({ kind }) => kind);
  };
  return there;
}
