import type { CompanyBuilder, InvoiceBuilder } from "../types.ts";
import { bankDay, daysAgo } from "./calendar.ts";

/** Something that happened so many days ago. */
export interface Event {
  readonly daysAgo: number;
  readonly happen: (company: CompanyBuilder) => void;
}

/**
 * Lets events happen oldest first, so that documents are numbered by their day; those of one day in the order given.
 * Each happens at noon of its day, those of today at the moment of the building.
 */
export function unfold(company: CompanyBuilder, events: readonly Event[]): void {
  for (const event of events.toSorted((a, b) => b.daysAgo - a.daysAgo)) {
    if (event.daysAgo === 0) event.happen(company);
    else company.on(daysAgo(event.daysAgo), () => event.happen(company));
  }
}

interface Document {
  /** When it is made. */
  readonly daysAgo: number;
  readonly make: (company: CompanyBuilder) => InvoiceBuilder;
  /** When it is paid, on a day on which the bank works; all of it unless an amount is given. */
  readonly paid?: { readonly daysAgo: number; readonly amount?: number };
  /** What people write on it. */
  readonly notes?: readonly { readonly daysAgo: number; readonly body: string }[];
}

/** An invoice or bill and what comes of it later, each on its own day. */
export function documentEvents({ daysAgo: madeAgo, make, paid, notes = [] }: Document): Event[] {
  let made: InvoiceBuilder | undefined;
  const later = (ago: number, happen: (document: InvoiceBuilder, company: CompanyBuilder) => void): Event => ({
    daysAgo: ago,
    happen: (company) => {
      if (made === undefined) throw new Error("A document was paid or noted before it was made.");
      happen(made, company);
    },
  });
  return [
    {
      daysAgo: madeAgo,
      happen: (company) => {
        made = make(company);
      },
    },
    ...notes.map(({ daysAgo: ago, body }) => later(ago, (document) => document.reminded({ date: daysAgo(ago), body }))),
    ...(paid === undefined
      ? []
      : [
          later(paid.daysAgo, (document, company) =>
            document.pay({ date: bankDay(company, daysAgo(paid.daysAgo)), ...(paid.amount === undefined ? {} : { amount: paid.amount }) }),
          ),
        ]),
  ];
}
