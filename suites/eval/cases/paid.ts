import { reminded, type EvalCase } from "../types.ts";

/** Who is thanked. */
const paid =
  (on: string, amount: number | "all" = "all"): EvalCase["build"] =>
  (company, ids) => {
    const customer = company.customer({ name: "Alder" });
    ids["partner"] = customer.id;
    ids["invoice"] = customer.invoice({ amount: 90, due: "-30d", paid: amount, paidOn: on }).id;
  };
const remembered: EvalCase["memory"] = ({ partner, invoice }) => ({ reminders: [reminded(partner!, [invoice!], 1, 20)] });

export const PAID: readonly EvalCase[] = [
  {
    about: "reminded and paid",
    build: paid("-2d"),
    memory: remembered,
    right: ["thanks: Alder, accounts@alder.example, 90.00 EUR, invoice 1"],
  },
  { about: "paid without a reminder", build: paid("-2d"), right: [] },
  { about: "paid long ago", build: paid("-9d"), memory: remembered, right: [] },
  {
    about: "paid in part",
    build: paid("-2d", 40),
    memory: remembered,
    right: ["reminder 2: Alder, accounts@alder.example, 50.00 EUR, invoice 1"],
  },
  {
    about: "thanked already",
    build: paid("-2d"),
    memory: (ids) => ({ ...remembered(ids), confirmedInvoiceIds: [ids["invoice"]!] }),
    right: [],
  },
];
