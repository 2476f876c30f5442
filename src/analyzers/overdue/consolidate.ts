import { laterOf, type Done, type InvoiceMemory } from "./memory.ts";

/** One overdue receivable item, as the first pass streams it. */
export interface StreamedItem {
  readonly invoiceId: number;
  readonly partner: { readonly id: number; readonly name: string };
  readonly currencyId: number;
  readonly dueDate: string;
  readonly residual: number;
  readonly residualCompany: number;
  readonly disputed: boolean;
}

/** Sums over items of one customer and currency. */
export interface Tally extends Done {
  readonly total: number;
  readonly totalCompany: number;
  readonly oldestDueDate: string;
  readonly invoiceCount: number;
  /**
   * Items of one invoice come one after the other, so the last one seen is enough to count invoices. Null where Odoo
   * added up: it counts invoices itself.
   */
  readonly lastInvoiceId: number | null;
}

/** What Odoo adds up for one customer and currency. */
export interface Sums {
  readonly partner: { readonly id: number; readonly name: string };
  readonly currencyId: number;
  readonly total: number;
  readonly totalCompany: number;
  readonly oldestDueDate: string;
  readonly invoiceCount: number;
}

/** What is kept of all overdue items of a customer in one currency: its size does not grow with their number. */
export interface CustomerDebt {
  readonly partnerId: number;
  readonly partnerName: string;
  readonly currencyId: number;
  /** Everything overdue. */
  readonly all: Tally;
  /** What may be asked for: above the tolerance and not disputed. Null when nothing is. */
  readonly askable: Tally | null;
  readonly disputed: Tally | null;
}

/** The parts of a debt that are added up one by one. */
type Part = "all" | "askable" | "disputed";

/** A debt while it is added up: any part may still be missing. */
type Account = Pick<CustomerDebt, "partnerId" | "partnerName" | "currencyId"> & { readonly [Name in Part]: Tally | null };

/** Adds items up per customer and currency, or takes what Odoo added up. Items of different currencies never meet. */
export class DebtBook {
  readonly #accounts = new Map<string, Account>();
  readonly #memory: InvoiceMemory;
  readonly #tolerance: number;

  /** `tolerance` is in the company's currency: an item of at most this amount is not asked for. */
  constructor(memory: InvoiceMemory, tolerance: number) {
    this.#memory = memory;
    this.#tolerance = tolerance;
  }

  /** One item, into every part that it belongs to. */
  add(item: StreamedItem): void {
    const one = this.#tallyOf(item);
    this.#join("all", item, one);
    if (this.#isAskable(item)) this.#join("askable", item, one);
    if (item.disputed) this.#join("disputed", item, one);
  }

  /** What Odoo added up of a part. What was done before is not in it, except where it counts for the whole customer. */
  addSums(part: "all" | "askable", { partner, currencyId, ...sums }: Sums): void {
    this.#join(part, { partner, currencyId }, { ...sums, lastInvoiceId: null, ...this.#memory.aboutCustomer(partner.id) });
  }

  /** A disputed item that is in the sums already. */
  addDisputed(item: StreamedItem): void {
    this.#join("disputed", item, this.#tallyOf(item));
  }

  /** An item that is in the sums already and that something was done about before. */
  noteDone(item: StreamedItem): void {
    const key = keyOf(item);
    const account = this.#accounts.get(key);
    if (account === undefined) return;
    const done = this.#memory.about(item.invoiceId, item.partner.id);
    const noted = (tally: Tally | null): Tally | null => (tally === null ? null : { ...tally, ...joinDone(tally, done) });
    this.#accounts.set(key, {
      ...account,
      all: noted(account.all),
      ...(this.#isAskable(item) ? { askable: noted(account.askable) } : {}),
    });
  }

  /** The partners on the items that were added. */
  partnerIds(): number[] {
    return [...new Set([...this.#accounts.values()].map(({ partnerId }) => partnerId))];
  }

  /**
   * The debts, largest value in the company's currency first. `commercialOf` names the commercial entity of
   * partners that came under another one after their invoices were posted; debts that meet there are joined.
   */
  largestFirst(commercialOf: (partnerId: number) => { readonly id: number; readonly name: string } | undefined): CustomerDebt[] {
    const joined = new Map<string, CustomerDebt>();
    for (const { all, ...account } of this.#accounts.values()) {
      // the parts are asked for at different moments: what was settled in between is found out when it is read
      if (all === null) continue;
      const entity = commercialOf(account.partnerId) ?? { id: account.partnerId, name: account.partnerName };
      const key = `${entity.id}:${account.currencyId}`;
      const before = joined.get(key);
      const moved = { ...account, all, partnerId: entity.id, partnerName: entity.name };
      joined.set(key, before === undefined ? moved : joinDebts(before, moved));
    }
    return [...joined.values()].toSorted(
      (a, b) => b.all.totalCompany - a.all.totalCompany || a.partnerId - b.partnerId || a.currencyId - b.currencyId,
    );
  }

  #isAskable({ disputed, residualCompany }: StreamedItem): boolean {
    return !disputed && residualCompany > this.#tolerance;
  }

  #join(part: Part, { partner, currencyId }: Pick<StreamedItem, "partner" | "currencyId">, tally: Tally): void {
    const key = keyOf({ partner, currencyId });
    const before = this.#accounts.get(key) ?? {
      partnerId: partner.id,
      partnerName: partner.name,
      currencyId,
      all: null,
      askable: null,
      disputed: null,
    };
    this.#accounts.set(key, { ...before, [part]: joinOptional(before[part], tally) });
  }

  #tallyOf(item: StreamedItem): Tally {
    return {
      total: item.residual,
      totalCompany: item.residualCompany,
      oldestDueDate: item.dueDate,
      invoiceCount: 1,
      lastInvoiceId: item.invoiceId,
      ...this.#memory.about(item.invoiceId, item.partner.id),
    };
  }
}

function keyOf({ partner, currencyId }: Pick<StreamedItem, "partner" | "currencyId">): string {
  return `${partner.id}:${currencyId}`;
}

function joinDebts(one: CustomerDebt, other: CustomerDebt): CustomerDebt {
  return {
    ...one,
    all: joinTallies(one.all, other.all),
    askable: joinOptional(one.askable, other.askable),
    disputed: joinOptional(one.disputed, other.disputed),
  };
}

function joinOptional(one: Tally | null, other: Tally | null): Tally | null {
  if (one === null || other === null) return one ?? other;
  return joinTallies(one, other);
}

function joinTallies(one: Tally, other: Tally): Tally {
  const sameInvoice = one.lastInvoiceId !== null && one.lastInvoiceId === other.lastInvoiceId;
  return {
    total: one.total + other.total,
    totalCompany: one.totalCompany + other.totalCompany,
    oldestDueDate: one.oldestDueDate < other.oldestDueDate ? one.oldestDueDate : other.oldestDueDate,
    invoiceCount: one.invoiceCount + other.invoiceCount - (sameInvoice ? 1 : 0),
    lastInvoiceId: other.lastInvoiceId,
    ...joinDone(one, other),
  };
}

function joinDone(one: Done, other: Done): Done {
  return {
    previous: laterOf(one.previous, other.previous),
    collectionMade: one.collectionMade || other.collectionMade,
    escalationMade: one.escalationMade || other.escalationMade,
  };
}
