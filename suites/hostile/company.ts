import type { OutreachMemory } from "#src/analyzers/index.ts";
import type { CompanyBuilder, CustomerBuilder, Release } from "#simulator/index.ts";
import type { Injections } from "./injections.ts";

/** What Odoo holds for one customer of the hostile company, as whoever made it knows. */
export interface Victim {
  readonly partnerId: number;
  readonly email: string;
  readonly mobile: string;
  /** Every text of the customer's records, the injected ones too. */
  readonly texts: string[];
  readonly amounts: number[];
  readonly dates: string[];
  /** `account.move:17`. */
  readonly records: string[];
}

export interface HostileCompany {
  readonly victims: readonly Victim[];
  /** What the company, its people and its stages are called: repeated in the house, beside any customer. */
  readonly inside: readonly string[];
  /** What the company itself is called by its administrator: also in what leaves the house. */
  readonly ours: readonly string[];
  /** Of all customers' revenue; it stands beside those that are above it. */
  readonly medianRevenue: number;
  /** What was done about some of them before: without it nobody is thanked, and no ladder ends. */
  readonly memory: Pick<OutreachMemory, "reminders">;
}

interface Options {
  readonly count: number;
  readonly release: Release;
  readonly injections: Injections;
  /** Whether the company itself is called as somebody hostile would call it. */
  readonly isRenamed: boolean;
  /** Goes into every text of a customer, so that it can be followed. */
  readonly canary: (index: number) => string;
}

const DAY_MS = 86_400_000;
/** Numbers of customers whose people have an attack for a name or an address. */
const SELLERS = ["ada", "eve", "bob"] as const;

export const daysAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * Customers that each owe, have paid, deal or have a project, so that every type of action is proposed for some, with hostile texts
 * in the fields that people outside or colleagues write: every one that the product reads, which the suite checks.
 */
export function hostileCompany(company: CompanyBuilder, { count, release, injections, isRenamed, canary }: Options): HostileCompany {
  const shared = surroundings(company, { release, injections, isRenamed });
  const reminders: OutreachMemory["reminders"][number][] = [];
  const people = company.call("res.users", "search", [[]]) as number[];
  const victims = Array.from({ length: count }, (_, index): Victim => {
    const mark = canary(index);
    // half of the texts of a customer are honest, another half of the next one's
    const text = (field: number, where: string, honest: string): string =>
      isHostile(index, field) ? injections.into(where, mark) : `${honest} ${mark}`;
    const email = `c${index}@client${index}.example`;
    const mobile = `+3247${String(1_000_000 + index)}`;
    const customer = company.customer({
      name: `${text(0, "res.partner.name", "Client")} ${index}`,
      email,
      mobile,
      country: "BE",
      lang: index % 2 === 0 ? "en_US" : "fr_FR",
      salesperson: SELLERS[index % SELLERS.length]!,
    });
    const victim: Victim = {
      partnerId: customer.id,
      email,
      mobile,
      texts: [customer.name, "1", "2", "3", mobile],
      amounts: [],
      dates: [company.day("today")],
      records: [`res.partner:${customer.id}`, ...shared.stages.map((id) => `crm.stage:${id}`), ...people.map((id) => `res.users:${id}`)],
    };
    const about = { company, injections, victim, customer, index, text };
    reminders.push(...books(about));
    if (index % 9 === 4) contacts(about, release);
    // a customer whose invoices are old is quiet only where nothing else passes
    if (index % 3 === 0 && KINDS[index % KINDS.length] !== "quiet") deal(about, shared);
    if (index % 10 === 0) project(about, release);
    return victim;
  });
  const revenues = victims.map(({ amounts }) => amounts[0]!).toSorted((a, b) => a - b);
  const middle = count / 2;
  return {
    victims,
    inside: shared.inside,
    ours: shared.ours,
    // an even number of customers
    medianRevenue: (revenues[middle - 1]! + revenues[middle]!) / 2,
    memory: { reminders },
  };
}

/** Half of the fields of all customers, mixed so that what a customer has does not depend on its number being even. */
const isHostile = (index: number, field: number): boolean => ((Math.imul(index + 1, 2_654_435_761) >>> 16) + field) % 2 === 0;

interface Shared {
  /** A stage with a hostile name. */
  readonly stage: number;
  readonly stages: readonly number[];
  readonly team: number;
  readonly inside: readonly string[];
  readonly ours: readonly string[];
}

/** The company itself, its people, and what all records share. */
function surroundings(
  company: CompanyBuilder,
  { release, injections, isRenamed }: Pick<Options, "release" | "injections" | "isRenamed">,
): Shared {
  const inside: string[] = [];
  const ours: string[] = [];
  const next = (where: string): string => {
    const text = injections.into(where);
    inside.push(text);
    return text;
  };
  const put = (model: string, id: number, field: string): void =>
    void company.call(model, "write", [[id], { [field]: next(`${model}.${field}`) }]);
  const make = (model: string, values: object): number => (company.call(model, "create", [[values]]) as number[])[0]!;
  const idsOf = (model: string, domain: readonly unknown[] = []): number[] => company.call(model, "search", [domain]) as number[];
  company.own({ name: "Linden & Vale", email: "office@linden.example", timezone: "Europe/Brussels" });
  put("res.company", 1, "phone");
  if (isRenamed) {
    put("res.company", 1, "email");
    put("res.company", 1, "name");
    ours.push(inside.at(-1)!);
  }
  company.bankEntry({ amount: 1, date: "today" });
  company.salesperson({ name: "Ada Meer", login: "ada", email: "ada@linden.example" });
  company.salesperson({ name: next("res.users.name"), login: "eve", email: "eve@linden.example" });
  company.salesperson({ name: "Bob Stone", login: "bob", email: next("res.users.email") });
  for (const country of idsOf("res.country", [["code", "=", "BE"]])) put("res.country", country, "name");
  for (const calendar of idsOf("resource.calendar")) put("resource.calendar", calendar, "name");
  for (const type of idsOf("mail.activity.type", [["name", "=", "Call"]])) put("mail.activity.type", type, "name");
  for (const account of idsOf("account.account", [["code", "in", ["101401", "101501"]]])) put("account.account", account, "name");
  if (release === 19) make("account.payment.method.line", { name: next("account.payment.method.line.name"), code: "manual" });
  const team = make("crm.team", { name: next("crm.team.name") });
  const stage = make("crm.stage", { name: next("crm.stage.name"), sequence: 2 });
  for (const won of idsOf("crm.stage", [["is_won", "=", true]])) put("crm.stage", won, "name");
  return { stage, stages: idsOf("crm.stage"), team, inside, ours };
}

interface About {
  readonly company: CompanyBuilder;
  readonly injections: Injections;
  readonly victim: Victim;
  readonly customer: CustomerBuilder;
  readonly index: number;
  readonly text: (field: number, where: string, honest: string) => string;
}

type Kind = "overdue" | "escalated" | "collected" | "paid" | "quiet" | "numbered" | "held";

/** What the books say of a customer, by turns. */
const KINDS = [
  "overdue",
  "escalated",
  "overdue",
  "paid",
  "overdue",
  "collected",
  "overdue",
  "numbered",
  "overdue",
  "paid",
  "overdue",
  "quiet",
  "overdue",
  "held",
  "overdue",
  "escalated",
] as const satisfies readonly Kind[];

function books(about: About): OutreachMemory["reminders"][number][] {
  const { company, victim, customer, index, text } = about;
  const kind: Kind = KINDS[index % KINDS.length]!;
  const amount = kind === "quiet" ? 9_000 + index : 100 + index;
  const due = { overdue: 10 + (index % 40), escalated: 65, collected: 55, paid: 30, quiet: 170, numbered: 20, held: 20 }[kind];
  const isPaid = kind === "paid" || kind === "quiet";
  const reference = text(1, "account.move.ref", "PO");
  const invoice = customer.invoice({
    amount,
    due: `-${due}d`,
    reference,
    label: text(3, "account.move.line.name", "Service"),
    ...(isPaid ? { paid: "all", paidOn: kind === "paid" ? "-2d" : "-165d" } : {}),
  });
  const more = { payment_reference: text(2, "account.move.payment_reference", "RF") };
  company.call("account.move", "write", [[invoice.id], more]);
  // as who numbers by hand would, before posting
  if (kind === "numbered") company.call("account.move", "_backdate", [[invoice.id], { name: text(0, "account.move.name", "INV") }]);
  const lines = company.call("account.move.line", "search", [[["move_id", "=", invoice.id]]]) as number[];
  victim.texts.push(reference, invoice.number, String(invoice.id), more.payment_reference, String(due), "30", "60", "365", "90", "100");
  victim.amounts.push(amount);
  victim.dates.push(company.day(`-${due}d`), company.day(`-${due + 30}d`), company.day("-2d"), company.day("-8d"), company.day("-20d"));
  victim.records.push(`account.move:${invoice.id}`, ...lines.map((id) => `account.move.line:${id}`));
  if (kind === "held") hold(about, invoice.id);
  const level = kind === "collected" ? 3 : kind === "paid" ? 1 : null;
  if (level === null) return [];
  const at = `${company.day(level === 3 ? "-8d" : "-20d")}T09:00:00Z`;
  return [{ partnerId: victim.partnerId, companyId: 1, currency: "EUR", level, at, invoiceIds: [invoice.id] }];
}

/** What people planned and wrote about an invoice: it is held, and its text read. */
function hold({ company, injections, victim, customer, index }: About, invoiceId: number): void {
  if (Math.floor(index / KINDS.length) % 2 === 0) {
    const [type] = company.call("mail.activity.type", "search", [[["icon", "=", "fa-phone"]]]) as number[];
    const values = { res_model: "res.partner", res_id: customer.id, activity_type_id: type, date_deadline: company.day("+3d"), user_id: 2 };
    const [model] = company.call("ir.model", "search", [[["model", "=", "res.partner"]]]) as number[];
    company.call("mail.activity", "create", [[{ ...values, res_model_id: model, summary: injections.into("mail.activity.summary") }]]);
    return;
  }
  company.on("-1d", () =>
    company.call("account.move", "message_post", [[invoiceId]], {
      body: "<p>Hello</p>",
      message_type: "email",
      subtype_xmlid: "mail.mt_comment",
      author_id: false,
      email_from: injections.into("mail.message.email_from"),
    }),
  );
  victim.texts.push("14");
}

/** A colleague of the customer's: read with it, and written to by nobody. */
function contacts({ company, injections, customer, victim }: About, release: Release): void {
  const values = {
    parent_id: customer.id,
    type: "other",
    name: injections.into("res.partner.name"),
    email: injections.into("res.partner.email"),
    phone: injections.into("res.partner.phone"),
    ...(release === 14 ? { mobile: injections.into("res.partner.mobile") } : {}),
  };
  const [id] = company.call("res.partner", "create", [[values]]) as number[];
  victim.records.push(`res.partner:${id!}`);
}

function deal({ company, victim, customer, index, text }: About, { stage, team }: { readonly stage: number; readonly team: number }): void {
  const name = text(3, "crm.lead.name", "Deal");
  const kind = (["stale", "closing", "ordered", "won"] as const)[Math.floor(index / 3) % 4]!;
  const made = company.deal({
    name,
    customer,
    revenue: 500,
    stage: "Qualified",
    created: "-60d",
    lastStageChange: kind === "stale" ? "-21d" : "-3d",
    ...(kind === "closing" ? { closing: "+4d" } : {}),
    salesperson: SELLERS[index % SELLERS.length]!,
  });
  company.call("crm.lead", "write", [[made.id], { team_id: team }]);
  if (kind === "ordered") {
    company.call("crm.lead", "write", [[made.id], { stage_id: stage }]);
    made.order({ amount: 450, date: "-2d" });
    const orders = company.call("sale.order", "search_read", [[["opportunity_id", "=", made.id]], ["name"]]) as { id: number }[];
    const order = text(1, "sale.order.name", "S");
    company.call("sale.order", "write", [orders.map(({ id }) => id), { name: order }]);
    victim.records.push(...orders.map(({ id }) => `sale.order:${id}`));
    victim.texts.push(order);
    victim.amounts.push(450);
  }
  if (kind === "won") made.won({ date: "-2d" });
  victim.records.push(`crm.lead:${made.id}`);
  victim.texts.push(name, "Qualified", "30", "21", "4", "10", "50", "100");
  victim.amounts.push(500);
  victim.dates.push(company.day("-21d"), company.day("+4d"), company.day("-60d"), company.day("-3d"));
}

function project({ company, victim, customer, text }: About, release: Release): void {
  const name = text(4, "project.project.name", "Project");
  const task = text(5, "project.task.name", "Task");
  const made = company.project({ name, customer, manager: "ada", start: "-60d", deadline: "-3d" });
  made.task({ name: task, deadline: "-2d" }).task({ name: `${task} again`, deadline: "-2d" });
  const milestone = text(1, "project.milestone.name", "Milestone");
  made.milestone({ name: milestone, deadline: "-5d" });
  const idsOf = (model: string): number[] => company.call(model, "search", [[["project_id", "=", made.id]]]) as number[];
  victim.records.push(`project.project:${made.id}`, ...idsOf("project.task").map((id) => `project.task:${id}`));
  if (release === 19) victim.records.push(...idsOf("project.milestone").map((id) => `project.milestone:${id}`));
  victim.texts.push(name, task, milestone, "2", "100", "3", "5", "57", "60");
  victim.dates.push(company.day("-3d"), company.day("-2d"), company.day("-5d"), company.day("-60d"));
}
