import { daysAgo, debtor, type EvalCase } from "../types.ts";

/** Whom nobody reminds, and why. */
export const HOLDS: readonly EvalCase[] = [
  {
    about: "a cent is not worth a mail",
    build: (company) => void debtor(company, "Alder", 20, 0.5),
    right: ["held below_tolerance: Alder, 0.50 EUR"],
  },
  {
    about: "paid is not overdue",
    build: (company) => void company.customer({ name: "Alder" }).invoice({ amount: 90, due: "-20d", paid: "all" }),
    right: [],
  },
  {
    about: "a draft is no invoice",
    build: (company) => void company.customer({ name: "Alder" }).invoice({ amount: 90, due: "-20d", draft: true }),
    right: [],
  },
  {
    about: "a cancelled one neither",
    build: (company) => void company.customer({ name: "Alder" }).invoice({ amount: 90, due: "-20d" }).cancel(),
    right: [],
  },
  {
    about: "partly paid is reminded",
    build: (company) => void company.customer({ name: "Alder" }).invoice({ amount: 90, due: "-20d", paid: 40 }),
    right: ["reminder 1: Alder, accounts@alder.example, 50.00 EUR, invoice 1"],
  },
  {
    about: "a credited one is settled",
    build: (company) => {
      const customer = company.customer({ name: "Alder" });
      customer.creditNote({ amount: 90, date: "-5d", reconcileWith: customer.invoice({ amount: 90, due: "-20d" }) });
    },
    right: [],
  },
  {
    about: "a dispute holds",
    build: (company) => void company.customer({ name: "Alder" }).invoice({ amount: 90, due: "-20d", disputed: true }),
    right: ["held disputed: Alder, 90.00 EUR"],
  },
  {
    about: "a dispute of one invoice holds that one alone",
    build: (company) => {
      const customer = company.customer({ name: "Alder" });
      customer.invoice({ amount: 90, due: "-20d", disputed: true });
      customer.invoice({ amount: 70, due: "-15d" });
    },
    right: ["left out disputed: Alder, invoice 1", "reminder 1: Alder, accounts@alder.example, 70.00 EUR, invoice 2"],
  },
  {
    about: "money that came in and could pay it",
    build: (company) => void debtor(company, "Alder", 20, 90).unappliedPayment({ amount: 90, date: "-2d" }),
    right: ["held open_credit: Alder, 90.00 EUR"],
  },
  {
    about: "money that could not",
    build: (company) => void debtor(company, "Alder", 20, 90).unappliedPayment({ amount: 40, date: "-2d" }),
    right: ["reminder 1: Alder, accounts@alder.example, 90.00 EUR, invoice 1"],
  },
  {
    about: "a promise in Odoo",
    build: (company) => void debtor(company, "Alder", 20).promise({ until: "+2d" }),
    right: ["held promise: Alder, 500.00 EUR"],
  },
  {
    about: "a promise that has passed",
    build: (company) => void debtor(company, "Alder", 20).promise({ until: "-1d" }),
    right: ["reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "written to by a person of late",
    build: (company) => void debtor(company, "Alder", 20).mailed({ date: "-2d" }),
    right: ["held recently_contacted: Alder, 500.00 EUR"],
  },
  {
    about: "written to a week ago",
    build: (company) => void debtor(company, "Alder", 20).mailed({ date: "-7d" }),
    right: ["reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "the customer wrote before the first reminder",
    build: (company) => void debtor(company, "Alder", 20).wrote({ date: "-1d", body: "<p>Wait</p>" }),
    right: ["held customer_wrote: Alder, 500.00 EUR"],
  },
  {
    about: "which waits some days for it",
    build: (company) => void debtor(company, "Alder", 20).wrote({ date: "-15d", body: "<p>Wait</p>" }),
    right: ["reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "nobody knows an address",
    build: (company) => void company.customer({ name: "Alder", email: null }).invoice({ amount: 90, due: "-20d" }),
    right: ["held no_address: Alder, 90.00 EUR"],
  },
  {
    about: "on Odoo's blacklist",
    build: (company) => void company.customer({ name: "Alder", optedOut: true }).invoice({ amount: 90, due: "-20d" }),
    right: ["held suppressed: Alder, 90.00 EUR"],
  },
  {
    about: "the address bounced",
    build: (company) => void company.customer({ name: "Alder", email: "gone@alder.example" }).invoice({ amount: 90, due: "-20d" }),
    memory: () => ({ suppressed: [{ channel: "email", address: "gone@alder.example" }] }),
    right: ["held suppressed: Alder, 90.00 EUR"],
  },
  {
    about: "the invoice contact is written to, not the company without an address",
    build: (company) =>
      void company
        .customer({ name: "Alder", email: null, invoiceContact: { name: "Billing", email: "billing@alder.example" } })
        .invoice({ amount: 90, due: "-20d" }),
    right: ["reminder 1: Alder, billing@alder.example, 90.00 EUR, invoice 1"],
  },
  {
    about: "nothing is reminded while the bank is not up to date",
    build: (company) => {
      company.bankEntry({ amount: 1, date: "-10d" });
      debtor(company, "Alder", 20);
    },
    settings: { freshness: { enabled: true } },
    right: ["alert bank_not_reconciled: The bank is not up to date: reminders are held", "held stale_bank: Alder, 500.00 EUR"],
  },
  {
    about: "two currencies are two debts, and one message",
    build: (company) => {
      company.rate({ currency: "USD", perUnit: 2 });
      const customer = company.customer({ name: "Alder" });
      customer.invoice({ amount: 900, due: "-20d" });
      customer.invoice({ amount: 100, due: "-20d", currency: "USD" });
    },
    right: ["held recently_contacted: Alder, 100.00 USD", "reminder 1: Alder, accounts@alder.example, 900.00 EUR, invoice 1"],
  },
  {
    about: "a person said no to the same",
    build: (company, ids) => {
      const customer = company.customer({ name: "Alder" });
      ids["partner"] = customer.id;
      ids["invoice"] = customer.invoice({ amount: 90, due: "-20d" }).id;
    },
    memory: ({ partner, invoice }) => ({
      rejected: [
        {
          actionType: "send_invoice_reminder",
          partnerId: partner!,
          model: "account.move",
          recordIds: [invoice!],
          at: daysAgo(2),
          level: 1,
        },
      ],
    }),
    right: ["held rejected: Alder, 90.00 EUR"],
  },
];
