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
  /** Items of one invoice come one after the other, so the last one seen is enough to count invoices. */
  readonly lastInvoiceId: number;
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

/** Adds items up per customer and currency. Items of different currencies never meet. */
export class DebtBook {
  readonly #debts = new Map<string, CustomerDebt>();
  readonly #memory: InvoiceMemory;
  readonly #tolerance: number;

  /** `tolerance` is in the company's currency: an item of at most this amount is not asked for. */
  constructor(memory: InvoiceMemory, tolerance: number) {
    this.#memory = memory;
    this.#tolerance = tolerance;
  }

  add(item: StreamedItem): void {
    const { partner, currencyId } = item;
    const key = `${partner.id}:${currencyId}`;
    const one = this.#tallyOf(item);
    const askable = !item.disputed && item.residualCompany > this.#tolerance;
    const more: CustomerDebt = {
      partnerId: partner.id,
      partnerName: partner.name,
      currencyId,
      all: one,
      askable: askable ? one : null,
      disputed: item.disputed ? one : null,
    };
    const before = this.#debts.get(key);
    this.#debts.set(key, before === undefined ? more : joinDebts(before, more));
  }

  /** The partners on the items that were added. */
  partnerIds(): number[] {
    return [...new Set([...this.#debts.values()].map(({ partnerId }) => partnerId))];
  }

  /**
   * The debts, largest value in the company's currency first. `commercialOf` names the commercial entity of
   * partners that came under another one after their invoices were posted; debts that meet there are joined.
   */
  largestFirst(commercialOf: (partnerId: number) => { readonly id: number; readonly name: string } | undefined): CustomerDebt[] {
    const joined = new Map<string, CustomerDebt>();
    for (const debt of this.#debts.values()) {
      const entity = commercialOf(debt.partnerId) ?? { id: debt.partnerId, name: debt.partnerName };
      const key = `${entity.id}:${debt.currencyId}`;
      const before = joined.get(key);
      const moved = { ...debt, partnerId: entity.id, partnerName: entity.name };
      joined.set(key, before === undefined ? moved : joinDebts(before, moved));
    }
    return [...joined.values()].toSorted(
      (a, b) => b.all.totalCompany - a.all.totalCompany || a.partnerId - b.partnerId || a.currencyId - b.currencyId,
    );
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
  const sameInvoice = one.lastInvoiceId === other.lastInvoiceId;
  return {
    total: one.total + other.total,
    totalCompany: one.totalCompany + other.totalCompany,
    oldestDueDate: one.oldestDueDate < other.oldestDueDate ? one.oldestDueDate : other.oldestDueDate,
    invoiceCount: one.invoiceCount + other.invoiceCount - (sameInvoice ? 1 : 0),
    lastInvoiceId: other.lastInvoiceId,
    previous: laterOf(one.previous, other.previous),
    collectionMade: one.collectionMade || other.collectionMade,
    escalationMade: one.escalationMade || other.escalationMade,
  };
}
