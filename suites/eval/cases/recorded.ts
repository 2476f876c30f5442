import type { Past } from "../past.ts";
import type { EvalCase } from "../types.ts";
import { proposedBefore, rejectedBefore } from "./heldDeals.ts";

/** What the product did, and what people recorded in it, before the analysis. */

/** Alder owes one or two invoices, each so many days overdue. */
const owes =
  (...overdue: readonly number[]): EvalCase["build"] =>
  (company, ids) => {
    const customer = company.customer({ name: "Alder" });
    ids["partner"] = customer.id;
    for (const [index, days] of overdue.entries()) ids[`invoice ${index + 1}`] = customer.invoice({ amount: 500, due: `-${days}d` }).id;
  };
const ofAlder = (past: Past) => ({ partnerId: past.ids["partner"]!, partnerName: "Alder" });
const reminder = (level: number, invoices: string, amount = "500.00"): string =>
  `reminder ${level}: Alder, accounts@alder.example, ${amount} EUR, invoice ${invoices}`;
/** Worked on each of these days before today. */
const worked =
  (...days: readonly number[]) =>
  async (past: Past): Promise<void> => {
    for (const day of days) {
      past.daysAgo(day);
      await past.work();
    }
  };

export const RECORDED: readonly EvalCase[] = [
  { about: "the reminder waits", build: owes(20), past: proposedBefore, right: ["held pending_action: Alder, 500.00 EUR"] },
  { about: "a person said no to the reminder", build: owes(20), past: rejectedBefore, right: ["held rejected: Alder, 500.00 EUR"] },
  {
    about: "approved and taken back today",
    build: owes(20),
    past: async (past) => {
      past.hoursAgo(1);
      await past.propose();
      await past.takeBack();
    },
    right: ["held ended_today: Alder, 500.00 EUR"],
  },
  { about: "reminded two weeks ago", build: owes(24), past: worked(14), right: [reminder(2, "1")] },
  { about: "reminded last Friday", build: owes(24), past: worked(3), right: ["held next_level_not_due: Alder, 500.00 EUR"] },
  { about: "reminded twice", build: owes(48), past: worked(38, 20), right: [reminder(3, "1")] },
  {
    about: "all levels, and then a person",
    build: owes(58),
    past: worked(48, 31, 11),
    right: ["collection: Alder, Mitchell Admin, 500.00 EUR, invoice 1"],
  },
  { about: "and the person knows", build: owes(60), past: worked(52, 35, 14, 6), right: ["held ladder_ended: Alder, 500.00 EUR"] },
  {
    about: "nobody would see the collection task",
    build: (company, ids) => {
      owes(30)(company, ids);
      company.call("account.move", "write", [[ids["invoice 1"]], { invoice_user_id: false }]);
    },
    settings: { reminders: { ladder: [{ daysAfterDue: 7, tone: "final" }] } },
    past: worked(14),
    right: ["held not_composed: Alder, 500.00 EUR"],
  },
  {
    about: "reminded, and paid since",
    build: owes(24),
    past: async (past) => {
      await worked(14)(past);
      past.daysAgo(2);
      pay(past, "invoice 1");
    },
    right: ["thanks: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "thanked for it last Friday",
    build: owes(24),
    past: async (past) => {
      await worked(14)(past);
      past.daysAgo(4);
      pay(past, "invoice 1");
      await worked(3)(past);
    },
    right: [],
  },
  {
    about: "one of two was reminded, and the other became overdue",
    build: owes(24, 1),
    past: worked(14),
    right: [reminder(2, "1 2", "1000.00")],
  },
  {
    about: "the address bounced",
    build: owes(20),
    past: async (past) => {
      past.daysAgo(3);
      await past.bounced("accounts@alder.example");
    },
    right: ["held suppressed: Alder, 500.00 EUR"],
  },
  {
    about: "promised to pay next week",
    build: owes(20),
    past: async (past) => {
      past.daysAgo(3);
      await past.record({ kind: "promise", ...ofAlder(past), until: "2026-06-22" });
    },
    right: ["held promise: Alder, 500.00 EUR"],
  },
  {
    about: "promised to pay one of two",
    build: owes(20, 15),
    past: async (past) => {
      past.daysAgo(3);
      await past.record({ kind: "promise", ...ofAlder(past), invoiceIds: [past.ids["invoice 1"]!], until: "2026-06-22" });
    },
    right: ["left out promise: Alder, invoice 1", reminder(1, "2")],
  },
  {
    about: "promised, and did not pay",
    build: owes(24),
    past: async (past) => {
      await worked(14)(past);
      past.daysAgo(12);
      await past.record({ kind: "promise", ...ofAlder(past), until: "2026-06-08" });
    },
    right: [`${reminder(2, "1")}, broken promise`],
  },
  {
    about: "promised, and the day of grace is today",
    build: owes(24),
    past: async (past) => {
      await worked(14)(past);
      past.daysAgo(12);
      await past.record({ kind: "promise", ...ofAlder(past), until: "2026-06-12" });
    },
    right: ["held promise: Alder, 500.00 EUR"],
  },
  {
    about: "disputes it, as a person recorded",
    build: owes(20),
    past: async (past) => {
      past.daysAgo(3);
      await past.record({ kind: "dispute", ...ofAlder(past), note: "Half of it never came." });
    },
    right: ["held disputed: Alder, 500.00 EUR"],
  },
  {
    about: "disputes one of two",
    build: owes(20, 15),
    past: async (past) => {
      past.daysAgo(3);
      await past.record({ kind: "dispute", ...ofAlder(past), invoiceIds: [past.ids["invoice 2"]!], note: "Half of it never came." });
    },
    right: ["left out disputed: Alder, invoice 2", reminder(1, "1")],
  },
  {
    about: "disputes one of two, and that holds the customer",
    build: owes(20, 15),
    settings: { reminders: { disputeHolds: "customer" } },
    past: async (past) => {
      past.daysAgo(3);
      await past.record({ kind: "dispute", ...ofAlder(past), invoiceIds: [past.ids["invoice 2"]!], note: "Half of it never came." });
    },
    right: ["held disputed: Alder, 1000.00 EUR"],
  },
  {
    about: "a person stopped the reminders",
    build: owes(20),
    past: async (past) => {
      past.daysAgo(3);
      await past.record({ kind: "stop", ...ofAlder(past), note: "We talk to them." });
    },
    right: ["held stopped: Alder, 500.00 EUR"],
  },
  {
    about: "a person stopped the reminders of one of two",
    build: owes(20, 15),
    past: async (past) => {
      past.daysAgo(3);
      await past.record({ kind: "stop", ...ofAlder(past), invoiceIds: [past.ids["invoice 1"]!], note: "We talk to them." });
    },
    right: ["left out stopped: Alder, invoice 1", reminder(1, "2")],
  },
  {
    about: "wrote after the last reminder",
    build: owes(24),
    past: async (past) => {
      await worked(14)(past);
      past.company.customer({ name: "Alder" }).wrote({ date: "2026-06-09", body: "<p>Which invoice?</p>" });
    },
    right: ["alert customer_answered: Alder answered: the reminders have ended", "held customer_wrote: Alder, 500.00 EUR"],
  },
];

/** The customer pays all of it, on the day that it is. */
function pay(past: Past, invoice: string): void {
  const context = { active_model: "account.move", active_ids: [past.ids[invoice]!] };
  const [wizard] = past.company.call("account.payment.register", "create", [[{ payment_date: past.company.today }]], {
    context,
  }) as number[];
  const made = past.company.call("account.payment.register", "action_create_payments", [[wizard]]) as { readonly res_id: number };
  past.company.call("account.payment", "_book", [[made.res_id], past.company.today, invoice]);
}
