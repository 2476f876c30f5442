import { addDays } from "../../engine/dates.ts";
import type { CompanyBuilder } from "../types.ts";

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

export const isBusinessDay = (day: string): boolean => weekday(day) !== 0 && weekday(day) !== 6;

/** A bank does nothing at weekends: the same day, or the Friday before. */
export function bankDay(company: CompanyBuilder, day: string): string {
  const date = company.day(day);
  return isBusinessDay(date) ? date : bankDay(company, addDays(date, -1));
}

/** The days whose payments a bank makes on this day: itself and, on a Monday, the weekend before; none at a weekend. */
export function bookedOn(day: string): string[] {
  if (!isBusinessDay(day)) return [];
  return weekday(day) === 1 ? [addDays(day, -2), addDays(day, -1), day] : [day];
}

export const daysAgo = (days: number): string => (days >= 0 ? `-${days}d` : `+${-days}d`);
