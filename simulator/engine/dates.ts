/** Days as `YYYY-MM-DD`; no time zone, as Odoo's dates. */
const MS_PER_DAY = 86_400_000;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);

export function endOfMonth(day: string, monthsLater = 0): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month + monthsLater, 0)).toISOString().slice(0, 10);
}

export const isDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`));
export const isDatetime = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value) && !Number.isNaN(Date.parse(`${value.replace(" ", "T")}Z`));

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export interface Period {
  readonly label: string;
  /** First day of the period. */
  readonly from: string;
  /** First day after it. */
  readonly to: string;
}

/** The period that a day falls into, labelled as read_group does. */
export function periodOf(day: string, granularity: string): Period {
  const [year = 0, month = 1] = day.slice(0, 10).split("-").map(Number);
  const at = (y: number, m: number, d: number): string => new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10);
  if (granularity === "year") return { label: String(year), from: at(year, 1, 1), to: at(year + 1, 1, 1) };
  if (granularity === "quarter") {
    const first = Math.floor((month - 1) / 3) * 3 + 1;
    return { label: `Q${(first + 2) / 3} ${year}`, from: at(year, first, 1), to: at(year, first + 3, 1) };
  }
  if (granularity === "week") {
    const weekday = (new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7;
    const from = addDays(day.slice(0, 10), -weekday);
    const thursday = addDays(from, 3);
    const week = Math.floor((Date.parse(`${thursday}T00:00:00Z`) - Date.UTC(Number(thursday.slice(0, 4)), 0, 1)) / (7 * MS_PER_DAY)) + 1;
    return { label: `W${week} ${thursday.slice(0, 4)}`, from, to: addDays(from, 7) };
  }
  if (granularity === "day") {
    const from = day.slice(0, 10);
    return { label: `${from.slice(8)} ${(MONTHS[month - 1] ?? "").slice(0, 3)} ${year}`, from, to: addDays(from, 1) };
  }
  return { label: `${MONTHS[month - 1] ?? ""} ${year}`, from: at(year, month, 1), to: at(year, month + 1, 1) };
}
