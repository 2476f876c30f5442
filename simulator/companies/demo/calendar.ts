import type { CompanyBuilder } from "../types.ts";

/** A bank does nothing at weekends: the same day, or the Friday before. */
export function bankDay(company: CompanyBuilder, day: string): string {
  const date = new Date(`${company.day(day)}T00:00:00Z`);
  const back = date.getUTCDay() === 6 ? 1 : date.getUTCDay() === 0 ? 2 : 0;
  return new Date(date.getTime() - back * 86_400_000).toISOString().slice(0, 10);
}

export const daysAgo = (days: number): string => (days >= 0 ? `-${days}d` : `+${-days}d`);

export const isBusinessDay = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
