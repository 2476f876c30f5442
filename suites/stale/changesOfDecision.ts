import { eq, and } from "drizzle-orm";
import { cancelAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { autonomousActions, member } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { markOutreachSent, reserveOutreach, suppressAddress } from "#src/outreach/index.ts";
import { outreachScopeKey } from "#src/protocol/index.ts";
import { saveGuardrails, stopExecution } from "#src/policy/index.ts";
import { ALL, behindOurBack, CONTACT, on, type Apply, type Change, type Situation } from "./situation.ts";
import type { SubjectName } from "./subjects.ts";

const BOTH = ["autonomous_actions", "action_versions"] as const;

/** Somebody with the database's password changes the reasoning, and covers the tracks as far as told. */
const tamper =
  (tables: readonly (typeof BOTH)[number][], also = ""): Apply =>
  async (at) => {
    const change = `jsonb_set(action_protocol, '{reasoning}', '"Something else entirely was meant here."')`;
    for (const table of tables)
      await behindOurBack(at, `update ai_coo.${table} set action_protocol = ${change}${also} where action_id = $1`);
  };

const TEXT_OF = {
  reminder: "to,0",
  confirmation: "to,0",
  message: "to",
  task: "name",
  activity: "summary",
  note: "body",
  stage: "reason",
  checkIn: "action_type",
} as const satisfies Record<SubjectName, string>;

const tamperOperation: Apply = (at) => {
  const path = TEXT_OF[at.subject.name];
  return behindOurBack(
    at,
    `update ai_coo.autonomous_actions set action_protocol = jsonb_set(action_protocol, '{operation,inputs,${path}}', '"thief@evil.example"') where action_id = $1`,
  );
};

const removeApprover: Apply = ({ tenant: { system } }) =>
  system.db.delete(member).where(and(eq(member.organizationId, system.orgId), eq(member.userId, "anna")));

const hold: Apply = ({ tenant, actionId }) =>
  withTransaction(tenant.system, ({ tx }) =>
    tx
      .update(autonomousActions)
      .set({ holdReason: "The customer answered the last mail." })
      .where(eq(autonomousActions.actionId, actionId)),
  );

const CONTEXT_OF: Partial<Record<SubjectName, "invoice" | "deal">> = { reminder: "invoice", message: "deal" };

const channelOf = (name: SubjectName): "email" | "sms" => (name === "message" ? "sms" : "email");

/** Another action of the product writes to the customer about the same, and finishes. */
async function contactMeanwhile({ tenant, subject }: Situation): Promise<void> {
  const scope = {
    channel: channelOf(subject.name),
    partnerId: subject.customerId,
    contextType: CONTEXT_OF[subject.name] ?? "customer",
  } as const;
  const actionId = uuidv7(tenant.clock.now());
  await withTransaction(tenant.system, async (inner) => {
    const scopeKey = outreachScopeKey(scope);
    const reserved = await reserveOutreach(inner, { ...scope, actionId, addresses: [subject.address], scopeKey, windowMinutes: 240 });
    if (!reserved.ok) throw new Error(reserved.sentence);
    await markOutreachSent(inner, { actionId });
  });
}

/** What becomes of the decision itself, and of what the organisation allows. */
export const CHANGES_OF_DECISION: readonly Change[] = [
  {
    name: "the recipient unsubscribed",
    of: on(CONTACT, ({ tenant, subject }) =>
      withTransaction(tenant.system, (inner) =>
        suppressAddress(inner, { channel: channelOf(subject.name), address: subject.address, reason: "unsubscribe" }),
      ),
    ),
    untilEffect: true,
  },
  { name: "the customer was written to about the same", of: on(CONTACT, contactMeanwhile), untilEffect: true },
  { name: "what would be done was tampered with", of: on(ALL, tamperOperation), untilEffect: false },
  { name: "the stored reasoning was tampered with", of: on(ALL, tamper(["autonomous_actions"])), untilEffect: false },
  { name: "the document and its version were tampered with", of: on(ALL, tamper(BOTH)), untilEffect: false },
  {
    name: "document, version and fingerprint were tampered with",
    of: on(ALL, tamper(BOTH, ", fingerprint = repeat('0', 64)")),
    untilEffect: false,
  },
  {
    name: "the approval was removed from the database",
    of: on(ALL, (at) => behindOurBack(at, "delete from ai_coo.action_approvals where action_id = $1")),
    untilEffect: false,
  },
  {
    name: "the approver left the organisation",
    of: on(ALL, removeApprover),
    untilEffect: false,
  },
  {
    name: "a person withdrew it",
    of: on(ALL, ({ tenant, actionId }) => cancelAction({ ctx: tenant.person, input: { actionId, reason: "The customer called." } })),
    expect: ["refused"],
    untilEffect: false,
  },
  { name: "a customer's answer held it", of: on(ALL, hold), expect: ["refused"], untilEffect: false },
  {
    name: "the organisation asks for two approvals",
    of: on(ALL, ({ tenant }) => saveGuardrails(tenant.person, { minApprovals: { low: 2, medium: 2, high: 2, critical: 2 } })),
    untilEffect: false,
  },
  {
    name: "such amounts became high risk, which needs two",
    of: on(["reminder", "task", "activity"], ({ tenant }) =>
      saveGuardrails(tenant.person, { minApprovals: { high: 2, critical: 2 }, risk: { highAmount: 100 } }),
    ),
    untilEffect: false,
  },
  {
    name: "the rule that approved it was switched off",
    of: on(["confirmation", "task", "note", "stage"], ({ tenant }) => saveGuardrails(tenant.person, {})),
    before: ({ person }) =>
      saveGuardrails(person, {
        autoApproval: {
          enabled: true,
          rules: [
            {
              name: "Small things",
              actionTypes: ["send_payment_confirmation", "create_collection_task", "flag_at_risk_project", "update_deal_stage"],
              maxRisk: "medium",
              firstContacts: true,
            },
          ],
        },
      }),
    approvedByRule: true,
    untilEffect: false,
  },
  {
    name: "its life ended",
    of: on(ALL, ({ tenant }) => tenant.clock.advance({ hours: 25 })),
    expect: ["refused", "expired"],
    untilEffect: true,
  },
  {
    name: "the emergency stop was pulled",
    of: on(ALL, ({ tenant }) => stopExecution(tenant.person, { reason: "Something looks wrong." })),
    expect: ["refused", "deferred"],
    untilEffect: true,
  },
];
