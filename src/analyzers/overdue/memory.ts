import type { OutreachMemory, PreviousReminder } from "../findings.ts";

/** What our database remembers about the invoices of one company, by invoice id. */
export interface InvoiceMemory {
  readonly reminders: ReadonlyMap<number, PreviousReminder>;
  readonly collections: ReadonlySet<number>;
  readonly escalations: ReadonlySet<number>;
}

/** Turns the memory around: what was done about each invoice of the company. */
export function rememberInvoices(memory: OutreachMemory, companyId: number): InvoiceMemory {
  const reminders = new Map<number, PreviousReminder>();
  for (const { companyId: company, level, at, invoiceIds } of memory.reminders) {
    if (company !== companyId) continue;
    for (const id of invoiceIds) reminders.set(id, laterOf(reminders.get(id) ?? null, { level, at })!);
  }
  const handedOver = (actionType: string): Set<number> =>
    new Set(memory.handovers.filter((handover) => handover.actionType === actionType).flatMap(({ invoiceIds }) => invoiceIds));
  return {
    reminders,
    collections: handedOver("create_collection_task"),
    escalations: handedOver("escalate_overdue_invoice"),
  };
}

/** The higher level and the later moment of two. */
export function laterOf(one: PreviousReminder | null, other: PreviousReminder | null): PreviousReminder | null {
  if (one === null || other === null) return one ?? other;
  return { level: Math.max(one.level, other.level), at: Date.parse(one.at) >= Date.parse(other.at) ? one.at : other.at };
}

/** What the memory says of one customer, whatever the invoice. */
export interface CustomerMemory {
  readonly lastContactAt: string | null;
  readonly promiseUntil: string | null;
  /** Types of actions that are neither settled nor expired. */
  readonly pending: ReadonlySet<string>;
}

export interface CustomerMemories {
  readonly of: (partnerIds: readonly number[]) => CustomerMemory;
  readonly isSuppressed: (email: string) => boolean;
}

/** Looks customers up; the maps are built once for the run. */
export function rememberCustomers(memory: OutreachMemory): CustomerMemories {
  const contacts = latest(memory.lastContacts.map(({ partnerId, at }) => [partnerId, at]));
  const promises = latest(memory.promises.map(({ partnerId, until }) => [partnerId, until]));
  const pending = new Map<number, Set<string>>();
  for (const { partnerId, actionType } of memory.pending) {
    const types = pending.get(partnerId) ?? new Set();
    pending.set(partnerId, types.add(actionType));
  }
  const suppressed = new Set(memory.suppressed.filter(({ channel }) => channel === "email").map(({ address }) => address.toLowerCase()));
  return {
    of: (partnerIds) => ({
      lastContactAt: last(partnerIds.map((id) => contacts.get(id))),
      promiseUntil: last(partnerIds.map((id) => promises.get(id))),
      pending: new Set(partnerIds.flatMap((id) => [...(pending.get(id) ?? [])])),
    }),
    isSuppressed: (email) => suppressed.has(email.toLowerCase()),
  };
}

function latest(entries: readonly (readonly [number, string])[]): Map<number, string> {
  const map = new Map<number, string>();
  for (const [key, at] of entries) {
    const before = map.get(key);
    if (before === undefined || Date.parse(at) > Date.parse(before)) map.set(key, at);
  }
  return map;
}

function last(moments: readonly (string | undefined)[]): string | null {
  return moments.reduce<string | null>(
    (best, at) => (at !== undefined && (best === null || Date.parse(at) > Date.parse(best)) ? at : best),
    null,
  );
}
