import { expect } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { rejectAction } from "#src/actions/index.ts";
import type { Overview, PeopleView, SequenceList } from "#src/api/type.ts";
import { recordAiUsage } from "#src/db/access/aiUsage.ts";
import { withTransaction } from "#src/db/index.ts";
import { actionOutcomes, autonomousActions } from "#src/db/schema/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { PLAYBOOK_WORDS } from "#src/protocol/index.ts";
import type { Owner } from "./owner.ts";
import { ORG_ID, type E2eProduct } from "./product.ts";

const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const LONG_WORDS = "Rechnungseingangsbuchhaltungsabteilung, quite a long note that has to find its line on a telephone as well.";

/** Resolves when the first analyses of the company have ended: until then lists still grow under a test's hands. */
export async function analysed(owner: Owner): Promise<void> {
  const ended = async (): Promise<number> => (await owner.get<Overview>("/ai-coo/overview")).runs.filter(isEnded).length;
  await expect.poll(ended, { timeout: 120_000 }).toBe(3);
}

const isEnded = ({ finishedAt }: Overview["runs"][number]): boolean => finishedAt !== null;

/**
 * Puts something on every screen, beside what the analyses of the simulated company put there: a decision, what customers said, a
 * follow-up, people, an invitation, a delegation, a key and a test of each connection.
 */
export async function fillScreens(product: E2eProduct, owner: Owner): Promise<void> {
  await analysed(owner);
  const { members } = await owner.get<PeopleView>("/ai-coo/people");
  const me = `user:${members.find(({ you }) => you)!.userId}` as const;

  const { actionId } = await product.propose({ parts: { partnerName: `Aktiengesellschaft ${"Über".repeat(12)}` } });
  await rejectAction({ ctx: product.context(me), input: { actionId, reason: LONG_WORDS, channel: "in_app" } });
  await product.propose({ parts: { partnerName: "Waiting & Sons", to: [`${"accounts".repeat(7)}@waiting.example`] } });

  const { sequences } = await owner.get<SequenceList>("/ai-coo/sequences");
  const [first, second] = sequences.map(({ partnerId }) => partnerId);
  await owner.post(`/ai-coo/customers/${first}/commitments`, { kind: "promise", until: inDays(3).slice(0, 10), note: LONG_WORDS });
  await owner.post(`/ai-coo/customers/${second}/commitments`, { kind: "dispute", note: LONG_WORDS });

  await followUpStore(() => product.context()).schedule({
    orgId: ORG_ID,
    actionId,
    inputs: {
      context_type: "customer",
      context_id: first!,
      scheduled_for: inDays(5),
      action_type: "schedule_customer_check_in",
      parameters: { note: "Ask how the first delivery went" },
    },
  });

  await owner.post("/ai-coo/invitations", { email: "an.invited.person.with.a.long.address@people.example", role: "viewer" });
  const standIn = await addPerson(product, owner, { name: "Paula Stand-in", email: "paula@people.example" });
  await owner.post("/ai-coo/delegations", { to: standIn, startsAt: inDays(20), endsAt: inDays(24) });
  await owner.post("/ai-coo/keys", { name: "Nightly report", scopes: ["read"] });
  await modelWasAsked(product);
  await reminderWasFollowed(product);
}

/** What two requests to a model leave behind: no model is asked here. */
async function modelWasAsked(product: E2eProduct): Promise<void> {
  const ctx = product.context();
  const now = ctx.clock.now();
  const of = { at: now, model: "a-model-with-a-long-name-2026-11-30", inputTokens: 4_200, outputTokens: 310, durationMs: 900 };
  await withTransaction(ctx, async (inner) => {
    await recordAiUsage(inner, { ...of, id: uuidv7(now), purpose: "draft", outcome: "answered", costUsd: 0.0123 });
    await recordAiUsage(inner, { ...of, id: uuidv7(now), purpose: "rank", outcome: "timeout", costUsd: 0.02, isAssumed: true });
  });
  const kept = "The playbook's: The model did not answer within 60 seconds, so there is no answer of it.";
  await product.propose({ parts: { partnerName: "Worded Otherwise" }, overrides: { evidence: [{ label: PLAYBOOK_WORDS, value: kept }] } });
}

/** A reminder of last month that was paid and answered: what it takes to see that passes in weeks. */
async function reminderWasFollowed(product: E2eProduct): Promise<void> {
  const { actionId } = await product.propose({ parts: { partnerName: "Paid Afterwards" } });
  const effectAt = new Date(Date.now() - 40 * DAY_MS);
  const at = new Date(effectAt.getTime() + 3 * DAY_MS).toISOString();
  await withTransaction(product.context(), async ({ tx, orgId }) => {
    await tx
      .update(autonomousActions)
      .set({ status: "completed", settledAt: effectAt })
      .where(and(eq(autonomousActions.orgId, orgId), eq(autonomousActions.actionId, actionId)));
    await tx.insert(actionOutcomes).values({
      orgId,
      actionId,
      actionType: "send_invoice_reminder",
      effectAt,
      windowClosesAt: new Date(effectAt.getTime() + 30 * DAY_MS),
      observed: { facts: (["paid", "replied"] as const).map((fact) => ({ fact, at, dated: true })), daysToPay: 3 },
      nextLookAt: new Date(),
      finalAt: new Date(),
      finalBecause: "window_closed",
    });
  });
}

/** Somebody who was invited, as an approver where nothing else is said, and has joined; returns their id. */
export async function addPerson(
  product: E2eProduct,
  owner: Owner,
  {
    name,
    email,
    password = PASSWORD,
    role = "approver",
  }: { readonly name: string; readonly email: string; readonly password?: string; readonly role?: "viewer" | "approver" },
): Promise<string> {
  const { url } = await owner.post<{ url: string }>("/ai-coo/invitations", { email, role });
  const token = new URLSearchParams(new URL(url).hash.slice(1)).get("token") ?? "";
  const { userId } = await product.accounts.invitations.accept(token, { name, password });
  return userId;
}

export const PASSWORD = "correct horse battery";
