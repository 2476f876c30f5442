import { setTimeout as wait } from "node:timers/promises";
import type { APIRequestContext } from "@playwright/test";
import type { ActionList, GuardrailsView, Overview } from "#src/api/type.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { ownerOf, type Owner } from "#test/e2e/support/owner.ts";

/** Longer than the three first analyses take on a slow machine. */
const LONGEST_MS = 180_000;
const ANALYSES = 3;

/** What the pictures show beside the proposals: an owner with a name, a rule, one action that was carried out, and one "no". */
export async function fillPictures(request: APIRequestContext): Promise<void> {
  const owner = ownerOf(request);
  await owner.post("/ai-coo/account/set-up", { name: "Clara Hoste", email: "clara@linden-vale.example", password: crypto.randomUUID() });
  await until("the first analyses have ended", async () => {
    const { runs } = await owner.get<Overview>("/ai-coo/overview");
    return runs.filter(({ finishedAt }) => finishedAt !== null).length >= ANALYSES;
  });
  await decide(owner);
  await makeRule(request, owner);
}

async function decide(owner: Owner): Promise<void> {
  const { actions } = await owner.get<ActionList>("/ai-coo/actions?status=pending_approval&limit=100&order=urgency");
  const [approved, rejected] = actions.toReversed();
  if (approved === undefined || rejected === undefined) throw new AiCooError("internal", "There is nothing to decide on.");
  const path = ({ actionId }: typeof approved): string => `/ai-coo/actions/${actionId}`;
  await owner.post(`${path(rejected)}/reject`, { fingerprint: rejected.fingerprint, reason: "We spoke about it this morning." });
  await owner.post(`${path(approved)}/approve`, { fingerprint: approved.fingerprint });
  await until("what was approved has ended", async () => {
    const { status } = await owner.get<{ status: string }>(path(approved));
    return status !== "approved" && status !== "executing";
  });
}

/** The example of `docs/policy.md`. */
async function makeRule(request: APIRequestContext, owner: Owner): Promise<void> {
  const { settings, version } = await owner.get<GuardrailsView>("/ai-coo/guardrails");
  const rule: GuardrailsView["settings"]["autoApproval"]["rules"][number] = {
    name: "Small reminders",
    actionTypes: ["send_invoice_reminder"],
    maxRisk: "medium",
    maxAmount: 2000,
    withoutAmount: false,
    firstContacts: false,
    maxPerDay: 3,
    hours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" },
  };
  const data = { version, settings: { ...settings, autoApproval: { enabled: true, rules: [rule] } } };
  const answer = await request.put("/api/ai-coo/guardrails", { data });
  if (!answer.ok()) throw new AiCooError("internal", `The rule was not taken: ${await answer.text()}`);
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new AiCooError("internal", `It took more than ${LONGEST_MS / 1000} s until ${what}.`);
    await wait(500);
  }
}
