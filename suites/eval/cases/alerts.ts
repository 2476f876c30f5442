import { NO_ALERTS, type EvalCase } from "../types.ts";

/** What the figures of a company give reason to say. */
const only = (threshold: Partial<Record<keyof typeof NO_ALERTS, number>>) => ({
  freshness: { enabled: false },
  alerts: { ...NO_ALERTS, ...threshold },
});
/** Money that came in last month, and the same that went out in each of the three full months before this one. */
const cash =
  (left: number, spent: number): EvalCase["build"] =>
  (company) => {
    for (const date of ["2026-03-10", "2026-04-10", "2026-05-10"]) company.bankEntry({ amount: -spent, date });
    company.bankEntry({ amount: left + 3 * spent, date: "2026-05-20" });
  };
/** Marked as disputed, so that nothing but the figures is spoken of. */
const owed =
  (...debts: readonly (readonly [string, number, number])[]): EvalCase["build"] =>
  (company) => {
    for (const [name, amount, overdue] of debts) company.customer({ name }).invoice({ amount, due: `-${overdue}d`, disputed: true });
  };
const held = (name: string, amount: string): string => `held disputed: ${name}, ${amount} EUR`;

export const ALERTS: readonly EvalCase[] = [
  {
    about: "cash for two months",
    build: cash(1_200, 600),
    settings: only({ runwayMonthsBelow: 3 }),
    right: ["alert cash_runway_short: Cash lasts 2 months"],
  },
  { about: "cash for three months", build: cash(1_800, 600), settings: only({ runwayMonthsBelow: 3 }), right: [] },
  {
    about: "a third of what is owed is old",
    build: owed(["Alder", 100, 70], ["Birch", 200, 10]),
    settings: only({ receivablesOver60Share: 0.25 }),
    right: [
      "alert receivables_over_60_share: 33.3 % of receivables are overdue for more than 60 days",
      held("Alder", "100.00"),
      held("Birch", "200.00"),
    ],
  },
  {
    about: "a quarter is not more than a quarter",
    build: owed(["Alder", 100, 70], ["Birch", 300, 10]),
    settings: only({ receivablesOver60Share: 0.25 }),
    right: [held("Alder", "100.00"), held("Birch", "300.00")],
  },
  {
    about: "much is owed for long",
    build: owed(["Alder", 5_001, 95]),
    settings: only({ receivablesOver90: 5_000 }),
    right: ["alert receivables_over_90: 5,001.00 EUR of receivables overdue for more than 90 days", held("Alder", "5001.00")],
  },
  {
    about: "bills are not paid",
    build: (company) => void company.vendor({ name: "Mill" }).bill({ amount: 6_000, due: "-95d" }),
    settings: only({ payablesOver90: 5_000 }),
    right: ["alert payables_over_90: 6,000.00 EUR of payables overdue for more than 90 days"],
  },
  {
    about: "more is due than there is",
    build: (company) => {
      company.bankEntry({ amount: 100, date: "-5d" });
      company.vendor({ name: "Mill" }).bill({ amount: 400, due: "+5d" });
    },
    settings: only({ workingCapitalBelow: 0 }),
    right: ["alert working_capital_negative: Working capital is -300.00 EUR"],
  },
  {
    about: "one customer owes most",
    build: owed(["Alder", 300, 2], ["Birch", 100, 2]),
    settings: only({ customerShareAbove: 0.3 }),
    right: ["alert customer_concentration: Alder owes 75 % of all receivables", held("Alder", "300.00"), held("Birch", "100.00")],
  },
];
