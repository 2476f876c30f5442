import { createHash } from "node:crypto";
import { ADMIN_LOGIN, seedFresh, USER_LOGIN } from "../data/fresh.ts";
import { companyBuilder } from "../companies/builder.ts";
import type { Company, CompanyBuilder } from "../companies/types.ts";
import { MODELS, mixinsOf } from "../models/index.ts";
import type { Release } from "../types.ts";
import { type Answer, dispatch, type Request } from "./dispatch.ts";
import { emptyOf, type LiveModel, type Server } from "./env.ts";
import { type Journal, JOURNAL_VERSION, openJournal } from "./journal.ts";
import { addDays } from "./dates.ts";
import { liveModels } from "./registry.ts";
import { text, type Value } from "./values.ts";
import { Store } from "./store.ts";

export interface Credentials {
  readonly login: string;
  readonly apiKey: string;
  readonly uid: number;
}

export interface Instance {
  readonly server: Server;
  readonly baseDate: string;
  readonly user: Credentials;
  readonly admin: Credentials;
  readonly company: CompanyBuilder;
  /** Runs a call, and keeps it when it changed something. */
  execute(request: Request): Answer;
  close(): void;
}

export interface InstanceOptions {
  readonly release: Release;
  readonly company: Company | "empty";
  readonly now: () => Date;
  readonly persistTo?: string;
}

/** An Odoo of one release with its company, brought to the state that the journal remembers. */
export function createInstance(options: InstanceOptions): Instance {
  const { release, company } = options;
  const journal = options.persistTo === undefined ? undefined : openJournal(options.persistTo, headerOf(options));
  const builtAt = new Date(journal?.header.builtAt ?? options.now());
  let clock: (() => Date) | undefined = () => builtAt;
  const store = new Store();
  const models = liveModels(release, MODELS, mixinsOf);
  for (const model of models.values())
    store.addTable(
      model.name,
      [...model.fields].filter(([, field]) => field.index).map(([name]) => name),
      blankRow(model),
    );
  store.addTable("simulator.sequence", ["prefix"]);
  const database = `simulator${release}`;
  const server: Server = { release, database, store, models, now: () => clock?.() ?? options.now() };

  const run = (request: Request, keep: boolean): Answer => {
    const answer = dispatch(server, request);
    if (answer.writes && keep) journal?.append({ at: server.now().toISOString(), request });
    return answer;
  };
  const at = <T>(moment: () => Date, work: () => T): T => {
    const before = clock;
    clock = moment;
    try {
      return work();
    } finally {
      clock = before;
    }
  };
  // A fresh Odoo counts in dollars, as the real ones that the contract is run against.
  seedFresh(server, company === "empty" ? "USD" : (company.currency ?? "EUR"));
  if (company !== "empty")
    company.build(companyBuilder({ server, today: builtAt.toISOString().slice(0, 10), at, run: (request) => run(request, false) }));
  replay(server, journal, at);
  clock = undefined;
  const later = companyBuilder({ server, today: () => options.now().toISOString().slice(0, 10), at, run: (request) => run(request, true) });
  const liveThroughDays = dayKeeper(server, company, later, builtAt.toISOString().slice(0, 10));
  liveThroughDays();
  return {
    server,
    baseDate: builtAt.toISOString().slice(0, 10),
    user: credentials(server, USER_LOGIN),
    admin: credentials(server, ADMIN_LOGIN),
    company: later,
    execute: (request) => {
      liveThroughDays();
      return run(request, true);
    },
    close: () => journal?.close(),
  };
}

/**
 * Lets each day that has come since happen once. The newest bank entry tells which days have happened, so that
 * a restart neither repeats nor skips one.
 */
function dayKeeper(server: Server, company: Company | "empty", builder: CompanyBuilder, built: string): () => void {
  if (company === "empty" || !company.everyDay) return () => {};
  let done = built;
  for (const row of server.store.table("account.bank.statement.line").rows.values()) if (text(row, "date") > done) done = text(row, "date");
  return () => {
    const today = server.now().toISOString().slice(0, 10);
    while (done < today) {
      done = addDays(done, 1);
      const day = done;
      builder.on(day, () => company.everyDay?.(builder, day));
    }
  };
}

/** What the columns of a new record hold before anybody fills them. */
const blankRow = (model: LiveModel): Record<string, Value> =>
  Object.fromEntries(
    [...model.fields]
      .filter(([, field]) => !field.compute && field.type !== "one2many")
      .map(([name, field]) => [name, name === "active" ? true : emptyOf(field)]),
  );

const headerOf = ({ release, company, now }: InstanceOptions) => ({
  simulator: JOURNAL_VERSION,
  release,
  company: company === "empty" ? "empty" : company.name,
  seed: company === "empty" ? "" : company.seed,
  builtAt: now().toISOString(),
});

function replay(server: Server, journal: Journal | undefined, at: <T>(moment: () => Date, work: () => T) => T): void {
  for (const entry of journal?.entries ?? [])
    at(
      () => new Date(entry.at),
      () => dispatch(server, entry.request),
    );
}

/** Keys stay the same over restarts: they stand in the configuration of whoever uses the simulator. */
function credentials(server: Server, login: string): Credentials {
  const [uid = 0] = server.store.table("res.users").withValue("login", login);
  return { login, uid, apiKey: createHash("sha1").update(`${server.database}:${login}`).digest("hex") };
}
