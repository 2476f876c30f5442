import { sql } from "drizzle-orm";
import { recordCommitment } from "#src/customers/index.ts";
import { insertOutreachLedgerRows } from "#src/db/access/outreachLedger.ts";
import { insertRuleSuggestion } from "#src/db/access/ruleSuggestions.ts";
import { scheduleFollowUp } from "#src/db/access/scheduledFollowUps.ts";
import { withTransaction } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { idIn, ownerOf, type Scene, type SceneWorld, type Scenes } from "./sceneWorld.ts";

const REASON = "a reason of the suite";
let lastPartner = 800_000;

const commitment = async (world: SceneWorld): Promise<Scene> => {
  lastPartner += 1;
  const input = { kind: "dispute", partnerId: lastPartner, partnerName: world.org.canary, note: "The goods were wrong." } as const;
  const { commitment: made } = await recordCommitment({ ctx: ownerOf(world), input });
  return { id: made.commitmentId, body: { reason: REASON } };
};

/** A debt that was reminded of once. */
const sequence = async (world: SceneWorld): Promise<Scene> => {
  lastPartner += 1;
  const partnerId = lastPartner;
  await withTransaction(ownerOf(world), async (inner) => {
    const now = inner.clock.now();
    const id = uuidv7(now);
    const debt = { partnerId, companyId: 1, currency: "EUR", level: 1, contextType: "invoice", channel: "email" } as const;
    const sent = { state: "sent", reservedAt: now, sentAt: now, actionType: "send_invoice_reminder" } as const;
    const to = { addresses: [`billing@${world.org.canary}.example`], scopeKey: `email:partner:${partnerId}:invoice` };
    await insertOutreachLedgerRows(inner, [{ id, actionId: id, invoiceIds: [1], ...debt, ...sent, ...to }]);
  });
  return { id: `${partnerId}:1:EUR`, body: { reason: REASON } };
};

const followUp = async (world: SceneWorld): Promise<Scene> => {
  const id = await withTransaction(ownerOf(world), async (inner) => {
    const now = inner.clock.now();
    const about = { contextType: "customer", contextId: 1, actionType: "schedule_customer_check_in", parameters: {} } as const;
    const scheduledFor = new Date(now.getTime() + 86_400_000);
    const made = await scheduleFollowUp(inner, { id: uuidv7(now), actionId: uuidv7(now), scheduledFor, ...about });
    return made.followUp.id;
  });
  return { id, body: { reason: REASON } };
};

const suggestion =
  (body: object) =>
  async (world: SceneWorld): Promise<Scene> => {
    const id = uuidv7(new Date());
    const rule = { name: world.org.canary, actionTypes: ["create_follow_up_task"] };
    const evidence = { actionIds: [], approvals: 9, from: at(-9), to: at(0), largestAmount: null, firstContacts: 0, medianPerDay: 1 };
    await withTransaction(ownerOf(world), (inner) => insertRuleSuggestion(inner, { id, kind: `kind ${id}`, rule, evidence, ruleDays: 30 }));
    return { id, body };
  };
const at = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

const alert = async (world: SceneWorld): Promise<Scene> => ({
  id: await idIn(world, sql`select id::text as id from ai_coo.alerts limit 1`),
  body: { reason: REASON },
});

/** The suite asks for customer 1, which is Odoo's number and everybody's. */
const customer = (body: object) => (): Promise<Scene> => Promise.resolve({ id: "1", body, shared: true });

const shared = async (world: SceneWorld): Promise<Scene> => ({ ...(await sequence(world)), shared: true });

/** Customers, alerts, follow-ups and suggested rules. */
export const CUSTOMER_SCENES: Scenes = {
  "GET /api/ai-coo/customers/{partnerId}/commitments": customer({}),
  "POST /api/ai-coo/customers/{partnerId}/commitments": customer({ kind: "dispute", note: "The goods were wrong." }),
  "POST /api/ai-coo/customers/{partnerId}/resume": customer({ reason: REASON }),
  "POST /api/ai-coo/commitments/{id}/withdraw": commitment,
  "POST /api/ai-coo/commitments/{id}/settle": commitment,
  "GET /api/ai-coo/sequences/{id}": sequence,
  "POST /api/ai-coo/sequences/{id}/stop": shared,
  "POST /api/ai-coo/sequences/{id}/resume": shared,
  "POST /api/ai-coo/follow-ups/{id}/cancel": followUp,
  "POST /api/ai-coo/alerts/{id}/{verb}": alert,
  "POST /api/ai-coo/rule-suggestions/{id}/accept": suggestion({}),
  "POST /api/ai-coo/rule-suggestions/{id}/dismiss": suggestion({ reason: REASON }),
  "POST /api/ai-coo/delegations/{id}/end": async (world) => ({
    id: await idIn(world, sql`select id::text as id from ai_coo.delegations limit 1`),
    body: {},
  }),
};
