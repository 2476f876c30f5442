import type { OutreachMemory, PreviousReminder } from "../findings.ts";
import type { RecordedOfCustomer } from "./recorded.ts";

/** What was done about an overdue invoice before. */
export interface Done {
  readonly previous: PreviousReminder | null;
  readonly collectionMade: boolean;
  readonly escalationMade: boolean;
}

export interface InvoiceMemory {
  /** Ids of invoices are unique in an Odoo database, whatever the company. */
  about(invoiceId: number, partnerId: number): Done;
  /** What counts for whichever invoice of a partner, because nobody wrote the invoices down. */
  aboutCustomer(partnerId: number): Done;
  /** The invoices that something was done about. */
  readonly invoiceIds: readonly number[];
}

/** Turns the memory around, so that it can be asked by invoice. Built once for a run. */
export function rememberInvoices(memory: OutreachMemory): InvoiceMemory {
  const reminders = new Lookup<PreviousReminder>((one, other) => laterOf(one, other)!);
  for (const { level, at, invoiceIds, partnerId } of memory.reminders) reminders.note(invoiceIds, partnerId, { level, at });
  const handovers = { create_collection_task: new Lookup<true>(() => true), escalate_overdue_invoice: new Lookup<true>(() => true) };
  for (const { actionType, invoiceIds, partnerId } of memory.handovers) handovers[actionType].note(invoiceIds, partnerId, true);
  const about = (invoiceId: number | null, partnerId: number): Done => ({
    previous: reminders.find(invoiceId, partnerId),
    collectionMade: handovers.create_collection_task.find(invoiceId, partnerId) !== null,
    escalationMade: handovers.escalate_overdue_invoice.find(invoiceId, partnerId) !== null,
  });
  return {
    about,
    aboutCustomer: (partnerId) => about(null, partnerId),
    invoiceIds: [...new Set([memory.reminders, memory.handovers].flatMap((made) => made.flatMap(({ invoiceIds }) => invoiceIds)))],
  };
}

/** Facts by invoice, or by partner where nobody wrote the invoices down. */
class Lookup<T> {
  readonly #byInvoice = new Map<number, T>();
  readonly #byPartner = new Map<number, T>();
  readonly #join: (one: T, other: T) => T;

  constructor(join: (one: T, other: T) => T) {
    this.#join = join;
  }

  note(invoiceIds: readonly number[], partnerId: number, fact: T): void {
    const [map, keys] = invoiceIds.length === 0 ? [this.#byPartner, [partnerId]] : [this.#byInvoice, invoiceIds];
    for (const key of keys) {
      const before = map.get(key);
      map.set(key, before === undefined ? fact : this.#join(before, fact));
    }
  }

  find(invoiceId: number | null, partnerId: number): T | null {
    const one = invoiceId === null ? undefined : this.#byInvoice.get(invoiceId);
    const other = this.#byPartner.get(partnerId);
    if (one === undefined || other === undefined) return one ?? other ?? null;
    return this.#join(one, other);
  }
}

/** The higher level and the later moment of two. */
export function laterOf(one: PreviousReminder | null, other: PreviousReminder | null): PreviousReminder | null {
  if (one === null || other === null) return one ?? other;
  return { level: Math.max(one.level, other.level), at: Date.parse(one.at) >= Date.parse(other.at) ? one.at : other.at };
}

/** What the memory says of one customer, whatever the invoice. */
export interface CustomerMemory {
  readonly lastContactAt: string | null;
  readonly recorded: RecordedOfCustomer;
  /** Types of actions that are neither settled nor expired. */
  readonly pending: ReadonlySet<string>;
  /** What people said no to, newest first. */
  readonly rejected: OutreachMemory["rejected"];
}

export interface CustomerMemories {
  readonly of: (partnerIds: readonly number[]) => CustomerMemory;
  readonly isSuppressed: (email: string) => boolean;
  /** In E.164. */
  readonly isSuppressedNumber: (number: string) => boolean;
}

/** Looks customers up; the maps are built once for the run. */
export function rememberCustomers(memory: OutreachMemory): CustomerMemories {
  const contacts = latest(memory.lastContacts.map(({ partnerId, at }) => [partnerId, at]));
  const commitments = Map.groupBy(memory.commitments, ({ partnerId }) => partnerId);
  const resumes = Map.groupBy(memory.resumes, ({ partnerId }) => partnerId);
  const pending = new Map<number, Set<string>>();
  for (const { partnerId, actionType } of memory.pending) {
    if (partnerId === null) continue;
    const types = pending.get(partnerId) ?? new Set();
    pending.set(partnerId, types.add(actionType));
  }
  const rejected = Map.groupBy(
    memory.rejected.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)),
    ({ partnerId }) => partnerId,
  );
  const addresses = (of: "email" | "sms"): Set<string> =>
    new Set(memory.suppressed.filter(({ channel }) => channel === of).map(({ address }) => address.toLowerCase()));
  const [suppressed, numbers] = [addresses("email"), addresses("sms")];
  return {
    of: (partnerIds) => ({
      lastContactAt: last(partnerIds.map((id) => contacts.get(id))),
      recorded: {
        commitments: partnerIds.flatMap((id) => commitments.get(id) ?? []),
        resumes: partnerIds.flatMap((id) => resumes.get(id) ?? []),
      },
      pending: new Set(partnerIds.flatMap((id) => [...(pending.get(id) ?? [])])),
      rejected: partnerIds.flatMap((id) => rejected.get(id) ?? []),
    }),
    isSuppressed: (email) => suppressed.has(email.toLowerCase()),
    isSuppressedNumber: (number) => numbers.has(number),
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
  return moments.reduce<string | null>((best, at) => (at === undefined ? best : laterMoment(best, at)), null);
}

/** The later of two moments. */
export function laterMoment(best: string | null, at: string): string {
  return best === null || Date.parse(at) > Date.parse(best) ? at : best;
}
