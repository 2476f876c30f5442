import type { CompanyBuilder } from "#simulator/index.ts";
import type { EvalCase } from "../types.ts";

/**
 * Companies of several customers: what is true of one says nothing about the next. Each customer is one of those below, and
 * each company has another choice of them.
 */
interface Customer {
  readonly make: (company: CompanyBuilder, name: string) => unknown;
  /** How many invoices that makes; one when absent. */
  readonly invoices?: 0 | 2;
  /** What is to be said, where the first of them is the `nth` of the company. */
  readonly right: (name: string, nth: number) => readonly string[];
}

const mail = (name: string): string => `accounts@${name.toLowerCase()}.example`;
const asked =
  (level: number, amount: string, invoices: (nth: number) => string): Customer["right"] =>
  (name, nth) => [`reminder ${level}: ${name}, ${mail(name)}, ${amount} EUR, invoice ${invoices(nth)}`];

const CUSTOMERS: readonly Customer[] = [
  {
    make: (company, name) => company.customer({ name }).invoice({ amount: 210, due: "-8d" }),
    right: asked(1, "210.00", (nth) => `${nth}`),
  },
  { make: (company, name) => company.customer({ name }).invoice({ amount: 120, due: "-20d", paid: "all" }), right: () => [] },
  {
    make: (company, name) => company.customer({ name }).invoice({ amount: 130, due: "-20d", disputed: true }),
    right: (name) => [`held disputed: ${name}, 130.00 EUR`],
  },
  {
    make: (company, name) => {
      const customer = company.customer({ name });
      customer.invoice({ amount: 100, due: "-12d" });
      customer.invoice({ amount: 40.5, due: "-1d" });
    },
    invoices: 2,
    right: asked(1, "140.50", (nth) => `${nth} ${nth + 1}`),
  },
  {
    make: (company, name) => company.customer({ name, email: null }).invoice({ amount: 150, due: "-20d" }),
    right: (name) => [`held no_address: ${name}, 150.00 EUR`],
  },
  { make: (company, name) => company.customer({ name }).invoice({ amount: 160, due: "+5d" }), right: () => [] },
  {
    make: (company, name) => {
      const customer = company.customer({ name });
      customer.invoice({ amount: 170, due: "-30d" });
      customer.unappliedPayment({ amount: 170, date: "-3d" });
    },
    right: (name) => [`held open_credit: ${name}, 170.00 EUR`],
  },
  {
    make: (company, name) => company.customer({ name, salesperson: "ada" }).invoice({ amount: 180, date: "-80d", due: "-70d" }),
    right: (name, nth) => [
      `reminder 1: ${name}, ${mail(name)}, 180.00 EUR, invoice ${nth}`,
      `escalation: ${name}, Ada, 180.00 EUR, on invoice ${nth}, invoice ${nth}`,
    ],
  },
  {
    make: (company, name) => company.customer({ name }).invoice({ amount: 190, due: "-2d" }),
    right: (name) => [`held within_grace: ${name}, 190.00 EUR`],
  },
  {
    make: (company, name) => company.customer({ name, optedOut: true }).invoice({ amount: 200, due: "-9d" }),
    right: (name) => [`held suppressed: ${name}, 200.00 EUR`],
  },
  {
    make: (company, name) => {
      const customer = company.customer({ name });
      customer.invoice({ amount: 205, due: "-9d" });
      customer.mailed({ date: "-1d" });
    },
    right: (name) => [`held recently_contacted: ${name}, 205.00 EUR`],
  },
  {
    make: (company, name) => {
      const customer = company.customer({ name });
      customer.invoice({ amount: 215, due: "-9d" });
      customer.promise({ until: "+4d" });
    },
    right: (name) => [`held promise: ${name}, 215.00 EUR`],
  },
  {
    make: (company, name) => {
      const customer = company.customer({ name, mobile: "0470 12 34 56", country: "BE" });
      company.deal({ name: `${name}'s hall`, customer, revenue: 500, stage: "Qualified", lastStageChange: "-20d", salesperson: "ada" });
    },
    invoices: 0,
    right: (name) => [`follow-up: ${name}'s hall, ${mail(name)}`],
  },
  {
    make: (company, name) => {
      const customer = company.customer({ name, mobile: "0471 12 34 56", country: "BE" });
      company.deal({ name: `${name}'s barn`, customer, revenue: 400, lastStageChange: "-2d", closing: "+5d", salesperson: "ada" });
    },
    invoices: 0,
    right: (name) => [`check-in: ${name}'s barn, +32471123456`],
  },
  {
    make: (company, name) => {
      const customer = company.customer({ name });
      company.project({ name: `${name}'s yard`, customer, manager: "ada", deadline: "-4d" }).task({ name: "Pave", assignee: "ada" });
    },
    invoices: 0,
    right: (name) => [`flag: ${name}'s yard`],
  },
];

const NAMES = ["Alder", "Birch", "Cedar", "Elm", "Fir"];
const COMPANIES = 22;
/** Steps through the kinds of customers that share no factor with their number, so that each company is another choice. */
const STEPS = [1, 2, 4, 7];

export const TOGETHER: readonly EvalCase[] = Array.from({ length: COMPANIES }, (_, company): EvalCase => {
  const step = STEPS[company % STEPS.length]!;
  const members = NAMES.map((name, index) => ({ name, customer: CUSTOMERS[(company * 4 + index * step) % CUSTOMERS.length]! }));
  let nth = 1;
  const right = members.flatMap(({ name, customer }) => {
    const first = nth;
    nth += customer.invoices ?? 1;
    return customer.right(name, first);
  });
  return {
    about: `several customers, company ${company + 1}`,
    build: (of) => {
      of.salesperson({ name: "Ada", login: "ada" });
      for (const { name, customer } of members) customer.make(of, name);
    },
    right,
  };
});
