import { deal, withSeller } from "./parts.ts";
import { daysAgo, type EvalCase } from "../types.ts";

/** What deals and customers ask for. */
const followedUp =
  (...days: readonly number[]): EvalCase["memory"] =>
  ({ deal: id }) => ({
    acted: days.map((day) => ({
      actionType: "follow_up_on_stale_deal",
      partnerId: 1,
      model: "crm.lead",
      recordIds: [id!],
      at: daysAgo(day),
    })),
  });

export const SALES: readonly EvalCase[] = [
  { about: "a quiet deal", build: withSeller((company) => deal(company)), right: ["follow-up: Hall, accounts@alder.example"] },
  { about: "a deal that moved", build: withSeller((company) => deal(company, { lastStageChange: "-10d" })), right: [] },
  {
    about: "a deal that was written about",
    build: withSeller((company) => deal(company).message({ date: "-3d", body: "<p>Soon</p>" })),
    right: [],
  },
  {
    about: "a call is planned",
    build: withSeller((company) => deal(company).plan({ date: "+1d", summary: "Call" })),
    right: ["held follow-up activity_planned: Hall"],
  },
  {
    about: "worth nobody knows what",
    build: withSeller((company) => deal(company, { revenue: 0 })),
    right: ["held follow-up no_revenue: Hall"],
  },
  {
    about: "of nobody",
    build: withSeller((company) => company.deal({ name: "Hall", revenue: 9, created: "-60d", salesperson: "ada" })),
    right: ["held follow-up no_customer: Hall"],
  },
  {
    about: "a customer who disputes an invoice",
    build: withSeller((company) => {
      const customer = company.customer({ name: "Alder" });
      customer.invoice({ amount: 90, due: "-2d", disputed: true });
      deal(company, { customer });
    }),
    right: ["held follow-up customer_disputed: Hall", "held disputed: Alder, 90.00 EUR"],
  },
  {
    about: "asked twice without an answer",
    build: withSeller((company, ids) => {
      ids["deal"] = deal(company).id;
    }),
    memory: followedUp(20, 15),
    right: ["held follow-up unanswered: Hall"],
  },
  {
    about: "asked once",
    build: withSeller((company, ids) => {
      ids["deal"] = deal(company).id;
    }),
    memory: followedUp(15),
    right: ["follow-up: Hall, accounts@alder.example"],
  },
  {
    about: "a deal about to close",
    build: withSeller((company) => deal(company, { lastStageChange: "-2d", closing: "+3d" })),
    right: ["check-in: Hall, +32470123456"],
  },
  {
    about: "one that closes in two weeks",
    build: withSeller((company) => deal(company, { lastStageChange: "-2d", closing: "+14d" })),
    right: [],
  },
  {
    about: "one without a mobile number",
    build: withSeller((company) =>
      deal(company, { lastStageChange: "-2d", closing: "+3d", customer: company.customer({ name: "Alder" }) }),
    ),
    right: ["held check-in no_mobile: Hall"],
  },
  {
    about: "an ordered deal",
    build: withSeller((company) => deal(company).order({ amount: 900, date: "-2d" })),
    right: ["stage: Hall, Won"],
  },
  { about: "a won deal", build: withSeller((company) => deal(company).won({ date: "-2d" })), right: ["task: Hall, Ada"] },
  { about: "won long ago", build: withSeller((company) => deal(company).won({ date: "-20d" })), right: [] },
  {
    about: "won, and begun",
    build: withSeller((company) => {
      const customer = company.customer({ name: "Alder" });
      deal(company, { customer }).won({ date: "-2d" });
      company.project({ name: "Alder's hall", customer, start: "-1d", deadline: "+30d" });
    }),
    right: ["held task work_exists: Hall"],
  },
  {
    about: "a good customer of long ago",
    build: (company) => {
      for (const [name, amount] of [
        ["Small", 10],
        ["Smaller", 5],
        ["Alder", 900],
      ] as const)
        company.customer({ name }).invoice({ amount, date: "-200d", due: "-170d", paid: "all", paidOn: "-165d" });
    },
    right: ["schedule: Alder, 2026-06-18"],
  },
  {
    about: "a good customer who is in touch",
    build: (company) => {
      for (const [name, amount] of [
        ["Small", 10],
        ["Smaller", 5],
        ["Alder", 900],
      ] as const)
        company.customer({ name }).invoice({ amount, date: "-200d", due: "-170d", paid: "all", paidOn: "-165d" });
      company.customer({ name: "Alder" }).wrote({ date: "-30d", body: "<p>Hello</p>" });
    },
    right: [],
  },
];
