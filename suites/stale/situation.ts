import { Client } from "pg";
import type { Simulator } from "#simulator/index.ts";
import type { Tenant } from "../support/stage.ts";
import type { Subject, SubjectName } from "./subjects.ts";

/** Everything a change can be made on: the customer's own records, the organisation, and the database behind both. */
export interface Situation {
  readonly simulator: Simulator;
  readonly subject: Subject;
  readonly tenant: Tenant;
  readonly actionId: string;
  /** The owner's login. */
  readonly connectionString: string;
}

export type Apply = (at: Situation) => unknown;

/** How an action may come out that must not run as it was approved. */
export type Refusal = "blocked" | "require_reapproval" | "expired" | "refused" | "deferred";

/** Something that changes between approval and execution. */
export interface Change {
  /** As it continues "the action was approved, then …". */
  readonly name: string;
  /** What is done for each kind of action whose facts it touches; the others say nothing of it, and are left out. */
  readonly of: Partial<Record<SubjectName, Apply>>;
  /** Outcomes that are right; a block or a new question unless told. */
  readonly expect?: readonly Refusal[];
  /** What the organisation decided before anything was proposed. */
  readonly before?: (tenant: Tenant) => Promise<unknown>;
  /** The approval came from a rule of the organisation, not from a person. */
  readonly approvedByRule?: boolean;
  /** True where it counts up to the effect itself, so that it is also tried between the claim and the reading of facts. */
  readonly untilEffect: boolean;
}

export const OPEN_INVOICE = ["reminder", "task", "activity"] as const;
export const INVOICE = ["reminder", "confirmation", "task", "activity"] as const;
export const MAIL = ["reminder", "confirmation"] as const;
/** Whoever is written to, in whichever way. */
export const CONTACT = ["reminder", "confirmation", "message"] as const;
export const WORK = ["note", "stage", "message"] as const;
export const ALL = ["reminder", "confirmation", "task", "activity", "note", "stage", "message", "checkIn"] as const;
/** Whatever is about a record that belongs to a customer. */
export const RECORD = ["reminder", "confirmation", "task", "activity", "note", "stage", "message"] as const;

export const on = (names: readonly SubjectName[], apply: Apply): Partial<Record<SubjectName, Apply>> =>
  Object.fromEntries(names.map((name) => [name, apply]));

/** In Odoo, as its administrator. */
export const call = (
  { simulator }: Situation,
  model: string,
  method: string,
  ids: readonly number[],
  ...more: readonly unknown[]
): unknown => simulator.company.call(model, method, [ids, ...more]);

/** Writes on the record that the action is about. */
export const write =
  (values: Readonly<Record<string, unknown>>): Apply =>
  (at) =>
    call(at, at.subject.record.model, "write", [at.subject.record.id], values);

/** The field of Odoo in which the address of this contact stands. */
export const addressField = ({ subject }: Situation): "email" | "phone" => (subject.name === "message" ? "phone" : "email");

/** Writes on the contact that mail or SMS goes to. */
export const writeRecipient =
  (values: Readonly<Record<string, unknown>>): Apply =>
  (at) =>
    call(at, "res.partner", "write", [at.subject.recipientId], values);

/**
 * Changes what Odoo lets nobody change once an invoice is posted: back to draft, changed, posted again; and paid
 * again where it was, so that the corrected fact is all that differs.
 */
export const correctInvoice =
  (values: (at: Situation) => Readonly<Record<string, unknown>>): Apply =>
  (at) => {
    repost(values(at))(at);
    if (at.subject.name === "confirmation") at.subject.invoice!.pay({ date: "-1d" });
  };

/** The same, with whatever had paid it taken off. */
export const repost =
  (values: Readonly<Record<string, unknown>>): Apply =>
  (at) => {
    const { id } = at.subject.record;
    call(at, "account.move", "button_draft", [id]);
    call(at, "account.move", "write", [id], values);
    call(at, "account.move", "action_post", [id]);
  };

/** Another customer, for whatever moves to one. */
export const otherCustomer = ({ simulator, subject }: Situation): number =>
  simulator.company.customer({ name: `Other of ${subject.customerName}`, email: `other.${subject.customerId}@customer.example` }).id;

/** Changes the database as somebody with its password can. */
export async function behindOurBack(at: Situation, statement: string): Promise<void> {
  const client = new Client({ connectionString: at.connectionString });
  await client.connect();
  try {
    await client.query("select set_config('ai_coo.org_id', $1, false)", [at.tenant.system.orgId]);
    const { rowCount } = await client.query(statement, [at.actionId]);
    if (rowCount === 0) throw new Error(`nothing was changed by: ${statement}`);
  } finally {
    await client.end();
  }
}
