import type { CustomerInput, DealInput } from "#simulator/index.ts";
import type { Past } from "../past.ts";
import type { EvalCase } from "../types.ts";
import { deal, withSeller } from "./parts.ts";

/** Deals that nobody is written to about, and deals whose stage is not moved, and why. */

const PERSON: CustomerInput = { name: "Alder", country: "BE", mobile: "0470 12 34 56" };

/** A deal that has gone quiet, and one that is about to close. */
const OF = {
  "follow-up": { when: {} satisfies Partial<DealInput>, right: "follow-up: Hall, accounts@alder.example", refuse: "mail" },
  "check-in": {
    when: { lastStageChange: "-2d", closing: "+3d" } satisfies Partial<DealInput>,
    right: "check-in: Hall, +32470123456",
    refuse: "sms",
  },
} as const;
type Kind = keyof typeof OF;
const KINDS: readonly Kind[] = ["follow-up", "check-in"];

/** The same company once with a quiet deal and once with one that closes soon. */
function both(about: string, make: (kind: Kind) => Omit<EvalCase, "about">): EvalCase[] {
  return KINDS.map((kind) => ({ about: `${about} (${kind})`, ...make(kind) }));
}

const of = (kind: Kind, over: Partial<DealInput> = {}): EvalCase["build"] =>
  withSeller((company) => deal(company, { ...OF[kind].when, ...over }));

const ofCustomer = (
  kind: Kind,
  customer: Partial<CustomerInput>,
  past: (made: ReturnType<Parameters<EvalCase["build"]>[0]["customer"]>) => unknown = () => {},
): EvalCase["build"] =>
  withSeller((company) => {
    const made = company.customer({ ...PERSON, ...customer });
    past(made);
    deal(company, { ...OF[kind].when, customer: made });
  });

/** An hour ago the same was proposed, and waits. */
export const proposedBefore = async (past: Past): Promise<void> => {
  past.hoursAgo(1);
  await past.propose();
};
/** Last Friday a person said no to it. */
export const rejectedBefore = async (past: Past): Promise<void> => {
  past.daysAgo(3);
  await past.propose();
  await past.reject();
};
/** Last Friday it was carried out. */
export const doneBefore = async (past: Past): Promise<void> => {
  past.daysAgo(3);
  await past.work();
};
/** Last Friday it was tried, and refused for certain. */
export const refusedBefore =
  (...what: Parameters<Past["refuse"]>) =>
  async (past: Past): Promise<void> => {
    past.daysAgo(3);
    past.refuse(...what);
    await past.work("failed");
  };

const ordered = (over: Partial<DealInput> = {}): EvalCase["build"] =>
  withSeller((company, ids) => {
    const made = deal(company, over).order({ amount: 900, date: "-9d" });
    ids["deal"] = made.id;
  });

export const HELD_DEALS: readonly EvalCase[] = [
  ...both("the deal is of nobody", (kind) => ({
    build: withSeller((company) =>
      company.deal({ name: "Hall", revenue: 9, created: "-60d", lastStageChange: "-21d", salesperson: "ada", ...OF[kind].when }),
    ),
    right: [`held ${kind} no_customer: Hall`],
  })),
  ...both("a deal with the company itself", (kind) => ({
    build: ofCustomer(kind, { name: "My Company" }),
    right: [`held ${kind} own_company: Hall`],
  })),
  ...both("an archived customer", (kind) => ({
    build: ofCustomer(kind, {}, (made) => made.write({ active: false })),
    right: [`held ${kind} customer_archived: Hall`],
  })),
  ...both("a customer who disputes an invoice", (kind) => ({
    build: ofCustomer(kind, {}, (made) => made.invoice({ amount: 90, due: "-2d", disputed: true })),
    right: [`held ${kind} customer_disputed: Hall`, "held disputed: Alder, 90.00 EUR"],
  })),
  ...both("a dispute that was recorded", (kind) => ({
    build: withSeller((company, ids) => {
      const customer = company.customer(PERSON);
      ids["partner"] = customer.id;
      deal(company, { ...OF[kind].when, customer });
    }),
    past: async (past) => {
      past.daysAgo(3);
      await past.record({ kind: "dispute", partnerId: past.ids["partner"]!, note: "The hall is too small." });
    },
    right: [`held ${kind} customer_disputed: Hall`],
  })),
  ...both("the customer wrote yesterday", (kind) => ({
    build: ofCustomer(kind, {}, (made) => made.wrote({ date: "-1d", body: "<p>Call me</p>" })),
    right: [`held ${kind} customer_wrote: Hall`],
  })),
  ...both("a colleague wrote of late", (kind) => ({
    build: ofCustomer(kind, {}, (made) => made.mailed({ date: "-2d" })),
    right: [`held ${kind} recently_contacted: Hall`],
  })),
  ...both("two deals of one customer: one message", (kind) => ({
    build: withSeller((company) => {
      deal(company, { ...OF[kind].when, name: "Hall" });
      deal(company, { ...OF[kind].when, name: "Barn", revenue: 200 });
    }),
    right: [OF[kind].right, `held ${kind} recently_contacted: Barn`],
  })),
  ...both("who opted out is not written to", (kind) => ({
    build: ofCustomer(kind, kind === "follow-up" ? { optedOut: true } : { optedOutOfSms: true }),
    right: [`held ${kind} suppressed: Hall`],
  })),
  ...both("something is planned", (kind) => ({
    build: withSeller((company) => deal(company, OF[kind].when).plan({ date: "+1d", summary: "Call" })),
    right: [`held ${kind} activity_planned: Hall`],
  })),
  ...both("more than a run is for: the most valuable first", (kind) => ({
    build: withSeller((company) => {
      deal(company, { ...OF[kind].when, name: "Barn", revenue: 200, customer: company.customer({ ...PERSON, name: "Birch" }) });
      deal(company, OF[kind].when);
    }),
    settings: { deals: { maxPerRun: 1 } },
    right: [OF[kind].right, `held ${kind} over_run_limit: Barn`],
  })),
  ...both("the same waits", (kind) => ({ build: of(kind), past: proposedBefore, right: [`held ${kind} pending_action: Hall`] })),
  ...both("a person said no", (kind) => ({ build: of(kind), past: rejectedBefore, right: [`held ${kind} rejected: Hall`] })),
  ...both("it was refused", (kind) => ({
    build: of(kind),
    past: refusedBefore(OF[kind].refuse),
    right: [`held ${kind} failed_before: Hall`],
  })),
  {
    about: "asked by SMS last Friday",
    build: of("check-in"),
    past: doneBefore,
    right: ["held check-in already_done: Hall"],
  },
  {
    about: "asked by mail last Friday",
    build: of("follow-up"),
    past: doneBefore,
    // what was sent stands on the deal: it is not quiet any more
    right: [],
  },
  {
    about: "quiet for more than a year",
    build: of("follow-up", { created: "-400d", lastStageChange: "-390d" }),
    right: ["held follow-up too_old: Hall"],
  },
  { about: "nobody knows an address", build: ofCustomer("follow-up", { email: null }), right: ["held follow-up no_address: Hall"] },
  { about: "the move waits", build: ordered(), past: proposedBefore, right: ["held stage pending_action: Hall"] },
  { about: "a person did not want the move", build: ordered(), past: rejectedBefore, right: ["held stage rejected: Hall"] },
  {
    about: "Odoo refused the move",
    build: ordered(),
    past: refusedBefore("odoo", { model: "crm.lead", method: "write" }),
    right: ["held stage failed_before: Hall"],
  },
  {
    about: "it was moved, and somebody moved it back",
    build: ordered(),
    past: async (past) => {
      await doneBefore(past);
      const [qualified] = past.company.call("crm.stage", "search", [[["name", "=", "Qualified"]]]) as number[];
      past.company.call("crm.lead", "write", [[past.ids["deal"]], { stage_id: qualified, probability: 30 }]);
    },
    right: ["held stage already_done: Hall"],
  },
  ...([19, 14] as const).map((release): EvalCase => ({
    about: `no stage counts as won for this team (${release})`,
    only: release,
    build: withSeller((company) => {
      const [team] = company.call("crm.team", "create", [[{ name: "Others" }]]) as number[];
      const won = company.call("crm.stage", "search", [[["is_won", "=", true]]]) as number[];
      company.call("crm.stage", "write", [won, release === 19 ? { team_ids: [[6, 0, [team]]] } : { team_id: team }]);
      deal(company).order({ amount: 900, date: "-9d" });
    }),
    right: ["held stage no_won_stage: Hall"],
  })),
  {
    about: "an ordered deal of nobody",
    build: withSeller((company) =>
      company
        .deal({ name: "Hall", revenue: 9, stage: "Qualified", created: "-60d", lastStageChange: "-21d", salesperson: "ada" })
        .order({ amount: 900, date: "-9d" }),
    ),
    right: ["held stage no_customer: Hall"],
  },
  {
    about: "more ordered deals than a run is for",
    build: withSeller((company) => {
      deal(company, { name: "Barn", revenue: 200 }).order({ amount: 9, date: "-9d" });
      deal(company).order({ amount: 900, date: "-9d" });
    }),
    settings: { deals: { maxPerRun: 1 } },
    right: ["stage: Hall, Won", "held stage over_run_limit: Barn"],
  },
];
