import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { ActionType } from "#src/protocol/index.ts";
import { autonomousActions } from "./autonomousActions.ts";
import { aiCoo, moment, orgId } from "./base.ts";

/** What may have happened after an action. A closed list: reports count by it, and webhooks hear of it. */
export const OUTCOME_FACTS = [
  "paid",
  "paid_in_part",
  "credited",
  "disputed",
  "delivered",
  "replied",
  "bounced",
  "complained",
  "opted_out",
  "moved",
  "won",
  "lost",
  "moved_on",
  "moved_back",
  "done",
  "cancelled",
  "reassigned",
  "overdue",
  "status_changed",
  "became_action",
  "closed_without_action",
  "undone",
  "gone",
] as const;
export type OutcomeFact = (typeof OUTCOME_FACTS)[number];

/** Something that happened after an action; not necessarily because of it. */
export interface ObservedFact {
  readonly fact: OutcomeFact;
  /** RFC 3339 in UTC, or `YYYY-MM-DD` where Odoo knows only the day. */
  readonly at: string;
  /** False where nobody knows when it happened and `at` is when it was first seen. */
  readonly dated: boolean;
  /** What a person wants to know of it: `Qualified → Won`. */
  readonly note?: string;
}

/** Amounts of one currency, in its major unit, of the invoices that an action named. */
export interface OutcomeMoney {
  /** ISO 4217. */
  readonly currency: string;
  /** Open in the books at the moment of the effect. */
  readonly open: number;
  /** What the action asked for: less than `open` where part of an invoice was not due yet. */
  readonly asked: number;
  /** Settled since, inside the window, by money that came after the effect. */
  readonly paid: number;
  /** Settled since by money that had come before the effect and was matched only afterwards: no payment that followed it. */
  readonly before: number;
  /** Settled since by credit notes. */
  readonly credited: number;
  /** Settled since by other entries, such as a write-off. */
  readonly other: number;
}

/** One invoice that an action named. */
export interface OutcomeInvoice extends Omit<OutcomeMoney, "asked"> {
  readonly id: number;
  readonly number: string;
  /** Open now. */
  readonly left: number;
  /** The day of the last money counted in `paid`. */
  readonly paidOn: string | null;
}

/** Everything that is known of what came after an action. */
export interface Observed {
  /** Each fact once, by time. */
  readonly facts: readonly ObservedFact[];
  readonly money?: readonly OutcomeMoney[];
  readonly invoices?: readonly OutcomeInvoice[];
  /** From the day of the effect to the day on which all that was asked for was there. */
  readonly daysToPay?: number;
  /** Expected revenue of a deal that was won, in the currency of its company. */
  readonly revenue?: { readonly amount: number; readonly currency: string };
  /** How a record stood at the effect, or when it was first looked at: what a change is measured by. */
  readonly baseline?: { readonly id?: number; readonly name: string };
}

/** What happened after each executed action, one row an action. Open until its window has closed or nothing more can happen. */
export const actionOutcomes = aiCoo.table(
  "action_outcomes",
  {
    orgId: orgId(),
    actionId: uuid("action_id").notNull(),
    actionType: text("action_type").$type<ActionType>().notNull(),
    /** When the effect was made. */
    effectAt: moment("effect_at").notNull(),
    /** What happens later is not looked for. */
    windowClosesAt: moment("window_closes_at").notNull(),
    observed: jsonb("observed").$type<Observed>().notNull(),
    /** How often it was looked at. */
    looks: integer("looks").notNull().default(0),
    lookedAt: moment("looked_at"),
    nextLookAt: moment("next_look_at").notNull(),
    /** Once set, it is not looked at again. */
    finalAt: moment("final_at"),
    finalBecause: text("final_because").$type<"window_closed" | "nothing_more" | "unreadable">(),
    /** The run that looks at it now; whoever else comes by leaves it alone until this has passed. */
    claimedBy: uuid("claimed_by"),
    claimedUntil: moment("claimed_until"),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.actionId] }),
    foreignKey({
      name: "action_outcomes_action_fk",
      columns: [t.orgId, t.actionId],
      foreignColumns: [autonomousActions.orgId, autonomousActions.actionId],
    }),
    // what is to be looked at
    index("action_outcomes_due_idx")
      .on(t.orgId, t.nextLookAt)
      .where(sql`final_at is null`),
  ],
);
