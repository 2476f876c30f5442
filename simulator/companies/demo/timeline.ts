import type { CompanyBuilder } from "../types.ts";

/** Something that happened so many days ago. */
export interface Event {
  readonly daysAgo: number;
  readonly happen: (company: CompanyBuilder) => void;
}

/** Lets events happen oldest first, so that documents are numbered by their day. */
export function unfold(company: CompanyBuilder, events: readonly Event[]): void {
  for (const event of events.toSorted((a, b) => b.daysAgo - a.daysAgo)) event.happen(company);
}

const PAYMENT_DAYS = 30;

/** A story whose first invoice was due so many days ago, and issued thirty days before. */
export const dueStory = (daysOverdue: number, happen: Event["happen"]): Event => ({ daysAgo: daysOverdue + PAYMENT_DAYS, happen });
