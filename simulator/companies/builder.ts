import { addDays } from "../engine/dates.ts";
import type { Answer, Request } from "../engine/dispatch.ts";
import { ADMIN_ID, type Env, idOf, linked, type Server } from "../engine/env.ts";
import { num, text } from "../engine/values.ts";
import { ownCompany } from "./own.ts";
import { customerBuilder, type Party, partyOf } from "./parties.ts";
import { dealBuilder, projectBuilder } from "./work.ts";
import type { CompanyBuilder, Day } from "./types.ts";

export interface BuilderHost {
  readonly server: Server;
  /** The day that relative days count from. */
  readonly today: string | (() => string);
  readonly at: <T>(moment: () => Date, work: () => T) => T;
  readonly run: (request: Request) => Answer;
}

/** What the builders of customers, deals and projects share. */
export interface Kit {
  readonly env: Env;
  readonly company: CompanyBuilder;
  call(model: string, method: string, args?: readonly unknown[], kwargs?: Readonly<Record<string, unknown>>): unknown;
  /** Creates one record and answers its id. */
  create(model: string, values: Readonly<Record<string, unknown>>, context?: Readonly<Record<string, unknown>>): number;
  day(day: Day): string;
  currency(code: string | undefined): number;
  user(login: string | undefined): number;
  readonly parties: Map<string, Party>;
}

const RELATIVE = /^([+-]\d+)d$/;

export function companyBuilder(host: BuilderHost): CompanyBuilder {
  const { server } = host;
  const env: Env = { server, release: server.release, store: server.store, uid: ADMIN_ID, su: true, context: {} };
  const todayOf = (): string => (typeof host.today === "string" ? host.today : host.today());
  const parties = new Map<string, Party>();
  const call: Kit["call"] = (model, method, args = [], kwargs = {}) =>
    host.run({ uid: ADMIN_ID, su: true, model, method, args, kwargs, named: false, internal: true }).result;
  const day = (given: Day): string => {
    if (given === "today") return todayOf();
    const days = RELATIVE.exec(given)?.[1];
    return days === undefined ? given : addDays(todayOf(), Number(days));
  };
  const create: Kit["create"] = (model, values, context = {}) =>
    Number(call(model, "create", [values], { context: { mail_create_nolog: true, ...context } }));
  const currency = (code: string | undefined): number => {
    const id =
      code === undefined
        ? num(env.store.table("res.company").get(1) ?? { id: 0 }, "currency_id")
        : (linked(env, "res.currency", "name", code)[0]?.id ?? 0);
    if (!id) throw new Error(`The simulated company knows no currency ${code}.`);
    if (linked(env, "res.currency", "name", code ?? "")[0]?.["active"] === false) call("res.currency", "write", [[id], { active: true }]);
    return id;
  };
  const user = (login: string | undefined): number =>
    login === undefined ? ADMIN_ID : (linked(env, "res.users", "login", login)[0]?.id ?? ADMIN_ID);
  const company: CompanyBuilder = {
    get today() {
      return todayOf();
    },
    day,
    call,
    on: (when, work) => host.at(() => new Date(`${day(when)}T12:00:00Z`), work),
    customer: (input) => customerBuilder(kit, partyOf(kit, input)),
    vendor: (input) => {
      const builder = customerBuilder(kit, partyOf(kit, input));
      return { id: builder.id, bill: builder.bill };
    },
    own: (input) => ownCompany(kit, input),
    salesperson: ({ name, login, email }) =>
      linked(env, "res.users", "login", login)[0]?.id ?? create("res.users", { name, login, email: email ?? `${login}@mycompany.example` }),
    bankEntry: ({ amount, date, label, account }) =>
      create(
        "account.bank.statement.line",
        { amount, date: day(date), payment_ref: label ?? (amount < 0 ? "Payment" : "Receipt") },
        { counterpart_account_id: accountNamed(env, account ?? (amount < 0 ? "Expenses" : "Product Sales")) },
      ),
    rate: ({ currency: code, perUnit, date }) => {
      create("res.currency.rate", { currency_id: currency(code), rate: perUnit, name: day(date ?? "-365d") });
    },
    deal: (input) => dealBuilder(kit, input),
    project: (input) => projectBuilder(kit, input),
  };
  const kit: Kit = { env, company, call, create, day, currency, user, parties };
  return company;
}

function accountNamed(env: Env, name: string): number {
  for (const row of env.store.table("account.account").rows.values()) if (text(row, "name") === name) return row.id;
  throw new Error(`The simulated company has no account ${name}.`);
}

export const xmlId = (kit: Kit, name: string): number => idOf(kit.env, name);
