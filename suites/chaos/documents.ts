import { smsCode, type ActionProtocol, type SafeOperation } from "#src/protocol/index.ts";
import { composeDealAction, type DealAction } from "../support/dealAction.ts";
import type { Kind, Org } from "./plan.ts";

const OPERATIONS = {
  mail: "send_email",
  sms: "send_sms",
  task: "create_odoo_task",
  stage: "update_odoo_stage",
  activity: "log_odoo_activity",
  note: "create_internal_note",
  followUp: "schedule_follow_up",
} as const satisfies Record<Kind, SafeOperation>;

/** What one action is about: a deal of its own, and a customer with an address and a number that nobody else has. */
export interface About extends Pick<DealAction, "actionId" | "partnerId" | "partnerName" | "address" | "phone" | "dealId" | "stage"> {
  readonly org: Org;
  readonly index: number;
  readonly kind: Kind;
  readonly revenue: number;
}

/** Words that are in the effect of this action and of no other. */
export const tagOf = (org: Org, index: number): string => `Chaos ${org} ${index}.`;

const LIFE_MS = 6 * 86_400_000;
const ANY_TIME = { timezone: "UTC", start: "00:00", end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] };

export function composeAction({ org, index, kind, revenue, ...about }: About, now: Date): ActionProtocol {
  const tag = tagOf(org, index);
  return composeDealAction(
    {
      ...about,
      orgId: org,
      operation: OPERATIONS[kind],
      tag,
      smsText: `${tag} ${smsCode(about.actionId)}`,
      lifeMs: LIFE_MS,
      hours: ANY_TIME,
      revenue: { expected: revenue, severity: "block" },
    },
    now,
  );
}
