/**
 * `npm run chaos`: a judge in a process of its own drives the product through its commands and its API while Odoo, the
 * mail and SMS providers, the database, the clock and the workers' lives fail by a plan that a seed gives. The stand-ins
 * outside keep a ledger in the judge's memory; in the end the product's database is compared with it. `--seed=N` gives
 * the same plan again (when each fault strikes depends on the machine), `--long` is the long form, `--verbose` says more.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { auditOf } from "./chaos/audit.ts";
import { bundleProduct } from "./support/productBundle.ts";
import { changeFact, prepareAction, type Prepared } from "./chaos/company.ts";
import { disturb, type Done } from "./chaos/disturb.ts";
import { judge, statusesOf, type Breach } from "./chaos/judge.ts";
import { openOutside, type Outside } from "./chaos/outside.ts";
import { Person } from "./chaos/person.ts";
import { LONG, ORGS, planOf, SHORT, type ActionPlan, type Amounts, type Org } from "./chaos/plan.ts";
import { Installation } from "./chaos/product.ts";
import { randomOf } from "./chaos/random.ts";
import { Server } from "./chaos/server.ts";
import { settle } from "./chaos/settle.ts";
import { runSuite, say } from "./support/report.ts";

const FORM = process.argv.includes("--long") ? "long" : "short";
const argument = (name: string): string | undefined => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const SEED = Number(argument("seed") ?? Math.floor(Math.random() * 1_000_000));
/** A part of the form, or other amounts (`--pauses=20`), for trying out; the bar is the whole form's. */
const FACTOR = Number(argument("factor") ?? 1);
const WHOLE = FORM === "long" ? LONG : SHORT;
const AMOUNTS = Object.fromEntries(
  Object.entries(WHOLE).map(([name, amount]) => [name, Number(argument(name) ?? Math.ceil(amount * FACTOR))]),
) as unknown as Amounts;
/** Fewer organisations, for trying out. */
const TAKING_PART = ORGS.filter((org) => (argument("orgs") ?? ORGS.join(",")).split(",").includes(org));
/** When no further fault is begun, however many are left; the figures say how far it came. */
const MOST_MS = Number(argument("minutes") ?? Infinity) * 60_000;
const VERBOSE = process.argv.includes("--verbose");
const WORKERS = 2;
/** Short, so that the other workers take over soon; a pause outlasts it. */
const LEASE_SECONDS = 3;
/** So many things are done to the product at once, whatever organisation they hit. */
const AT_ONCE = 3;
/** Between two of those, at the least and at the most. */
const APART_MS = { least: 300, most: 1_300 };

/** How long the workers may take for what is left when the last fault is over. */
const LONGEST_WORK_MS = 60_000;
/** How long the round without a fault may take. */
const LONGEST_QUIET_MS = 60_000;

/** One organisation with everything around it. */
interface Company {
  readonly outside: Outside;
  readonly installation: Installation;
  readonly person: Person;
  readonly prepared: Prepared[];
}

await runSuite("chaos", async () => {
  say(`seed ${SEED} (node suites/chaos.ts --${FORM} --seed=${SEED} does the same again)`);
  const plan = planOf(SEED, AMOUNTS, LEASE_SECONDS * 1000, TAKING_PART);
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await Server.start({ keep: process.argv.includes("--keep") }));
  const entry = await bundleProduct(join(server.folder, "product"));
  const companies = new Map<Org, Company>();
  await Promise.all(
    TAKING_PART.map(async (org) => {
      const outside = opened.use(await openOutside(org));
      const databaseUrl = server.urlOf(org);
      const installation = new Installation({
        org,
        folder: server.folder,
        entry,
        databaseUrl,
        environment: outside.environment,
        workers: WORKERS,
      });
      opened.defer(() => installation.abandon());
      await configure(installation);
      const [person] = await Promise.all([Person.open(installation, databaseUrl), installation.start()]);
      opened.use(person);
      companies.set(org, { outside, installation, person, prepared: [] });
    }),
  );
  const companyOf = (org: Org): Company => companies.get(org)!;
  say(`${TAKING_PART.join(", ")} are up`);

  // without any fault
  await Promise.all(plan.controls.map((one) => live(companyOf(one.org), one)));
  const waitedWithout = await quiet(server, [...companies.values()]);
  say(`${plan.controls.length} actions without a fault, ${waitedWithout} of them waiting`);

  // with all of them
  for (const { outside } of companies.values()) outside.ledger.setHonest(false);
  const done: Done = { kills: 0, killsInFlight: 0, pauses: 0, pausesInFlight: 0, cutConnections: 0, stops: 0, jumps: 0 };
  const random = randomOf(SEED, "moments");
  const background: Promise<void>[] = [];
  const lives: Promise<void>[] = [];
  const failures: unknown[] = [];
  const kept = (work: Promise<void>): Promise<void> => work.catch((error: unknown) => void failures.push(error));
  const at = {
    server,
    installations: Object.fromEntries(TAKING_PART.map((org) => [org, companyOf(org).installation])) as Record<Org, Installation>,
    ledgers: Object.fromEntries(TAKING_PART.map((org) => [org, companyOf(org).outside.ledger])) as Record<Org, Outside["ledger"]>,
    random,
    done,
  };
  const began = performance.now();
  const faults = plan.faults.entries();
  let ended = 0;
  /** Takes one fault after the other, beside others that do. */
  const strike = async (): Promise<void> => {
    for (const [number, fault] of faults) {
      // the actions come in little crowds, all along the way
      const due = Math.ceil(((number + 1) / plan.faults.length) * plan.actions.length);
      if (number % 4 === 0 || number === plan.faults.length - 1)
        for (const one of plan.actions.slice(lives.length, due)) lives.push(kept(live(companyOf(one.org), one)));
      await delay(APART_MS.least + random() * (APART_MS.most - APART_MS.least));
      if (performance.now() - began > MOST_MS) return;
      if (VERBOSE) say(`  ${Math.round(performance.now() - began)} ms: ${JSON.stringify(fault)}`);
      await disturb(at, fault, (work) => background.push(kept(work)));
      ended += 1;
      if (ended % 25 === 0) say(`${ended} of ${plan.faults.length} faults, ${lives.length} of ${plan.actions.length} actions begun`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, strike));
  await Promise.all([...background, ...lives]);
  // what was approved meets its providers' lies and delays, however much the workers were held up until now
  await workedOff(server);
  if (failures.length > 0) throw failures[0];

  // from here on everybody tells the truth
  for (const { outside } of companies.values()) outside.ledger.setHonest(true);
  const breaches: Breach[] = [];
  const statuses: Record<string, number> = {};
  const struck: Record<string, number> = {};
  const figures = {
    effects: 0,
    changed: 0,
    waited: 0,
    inFlightAtFault: 0,
    stalls: 0,
    waitedElsewhere: 0,
    settledLater: 0,
    settledByPerson: 0,
    drained: 0,
  };
  const chains: boolean[] = [];
  const judgeOne = async (company: Company): Promise<void> => {
    const { outside, prepared, installation } = company;
    const { waited, settledLater, settledByPerson, drained, breaches: unsettled } = await settle(server, company);
    const verdict = judge(outside, prepared, await statusesOf(server, outside));
    breaches.push(...unsettled, ...verdict.breaches);
    for (const [status, many] of Object.entries(verdict.statuses)) statuses[status] = (statuses[status] ?? 0) + many;
    for (const [kind, many] of Object.entries(outside.ledger.struck)) struck[kind] = (struck[kind] ?? 0) + many;
    figures.effects += verdict.effects;
    figures.changed += verdict.changed;
    for (const stall of installation.stalls)
      for (const id of await server.begunBy(outside.org, stall, LEASE_SECONDS * 1000)) outside.ledger.inFlightAtFault.add(id);
    for (const id of await server.leftBy(outside.org, installation.killed)) outside.ledger.inFlightAtFault.add(id);
    figures.stalls += installation.stalls.length;
    figures.waited += waited.length;
    figures.inFlightAtFault += outside.ledger.inFlightAtFault.size;
    const elsewhere = waited.filter((id) => !outside.ledger.inFlightAtFault.has(id));
    for (const id of elsewhere) {
      say(`  waited without a fault in sight: ${outside.org} ${id}`);
      for (const line of await server.trailOf(outside.org, id)) say(`    ${line}`);
    }
    figures.waitedElsewhere += elsewhere.length;
    figures.settledLater += settledLater;
    figures.settledByPerson += settledByPerson;
    figures.drained += drained;
    chains.push(await auditOf(installation, server.folder));
  };
  await Promise.all([...companies.values()].map(judgeOne));
  const deaths = [...companies.values()].flatMap(({ installation }) => installation.deaths.map((how) => `${installation.org} ${how}`));
  for (const { rule, what } of breaches) say(`  NOT OK ${rule}: ${what}`);
  for (const how of new Set(deaths)) say(`  ended by itself, ${deaths.filter((one) => one === how).length} times: ${how}`);
  const count = (rule: Breach["rule"]): number => breaches.filter((one) => one.rule === rule).length;
  // the bar is that of the whole form, whatever was asked for
  const reached =
    lives.length >= WHOLE.actions &&
    done.kills >= WHOLE.kills &&
    done.pauses >= WHOLE.pauses &&
    done.cutConnections >= WHOLE.cuts &&
    done.stops >= WHOLE.stops &&
    done.jumps >= WHOLE.jumps;
  return {
    ok:
      TAKING_PART.length === ORGS.length &&
      breaches.length === 0 &&
      waitedWithout === 0 &&
      figures.waitedElsewhere === 0 &&
      chains.every(Boolean) &&
      reached,
    form: FORM,
    seed: SEED,
    actions: lives.length,
    ...done,
    duplicates: count("duplicate"),
    lost: count("lost") + count("forgotten"),
    unapproved: count("unapproved") + count("altered"),
    stale: count("stale"),
    phantoms: count("phantom"),
    unrecorded: count("unrecorded"),
    unsettled: count("unsettled"),
    chainsIntact: chains.filter(Boolean).length,
    controls: plan.controls.length,
    waitedWithoutFault: waitedWithout,
    ...figures,
    statuses,
    struck,
    deaths: deaths.length,
  };
});

/** What a suite needs set, with the product's own command. */
async function configure(installation: Installation): Promise<void> {
  const set = (area: string, settings: object) => installation.json("settings", "set", area, JSON.stringify(settings));
  const all = { perHour: 100_000, perDay: 100_000, perPartnerAndDay: 100 };
  await Promise.all([
    set("outreach", {
      businessHours: { start: "00:00", end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] },
      publicHolidays: false,
      limits: { email: all, sms: all },
    }),
    set("executor", { leaseSeconds: LEASE_SECONDS }),
    // the deals are this suite's alone: what the product would find in them by itself would stand in the way of its actions
    set("analysis", { deals: { staleAfterDays: 3_650, closingWithinDays: 0, wonWithinDays: 0 }, customers: { quietAfterDays: 3_650 } }),
  ]);
}

/** One action from its proposal to the last that people do about it. */
async function live({ outside, person, prepared }: Company, plan: ActionPlan): Promise<void> {
  const one = prepareAction(outside, plan);
  prepared.push(one);
  const { entry } = one;
  await person.propose(one);
  if (plan.decision === "leave") return;
  if (plan.decision === "reject") {
    await person.reject(one);
    return;
  }
  entry.approvedAt = outside.ledger.next();
  const changing = changeLater(outside, one);
  entry.approvalTaken = await person.approve(one);
  if (plan.decision === "cancel") await person.cancel(one);
  await changing;
}

/** Changes the facts after the approval, where the plan says so; the product may be done by then, or not. */
async function changeLater(outside: Outside, one: Prepared): Promise<void> {
  const { changeAfterMs } = one.entry.plan;
  if (changeAfterMs === null) return;
  await delay(changeAfterMs);
  changeFact(outside, one);
}

/** Waits until there is nothing to carry out any more, as long as it may take. */
async function workedOff(server: Server): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < LONGEST_WORK_MS) {
    const work = await Promise.all(TAKING_PART.map((org) => server.workIn(org)));
    if (!work.includes(true)) return;
    await delay(200);
  }
}

/** Waits until nothing is on its way any more; how many wait for a person then. */
async function quiet(server: Server, companies: readonly Company[]): Promise<number> {
  const began = performance.now();
  for (;;) {
    const rows = await Promise.all(companies.map(({ outside }) => statusesOf(server, outside)));
    const all = rows.flatMap((of) => [...of.values()]);
    const moving = all.filter(({ status }) => status === "approved" || status === "executing");
    if (moving.length === 0 || performance.now() - began > LONGEST_QUIET_MS) {
      // whatever did not complete without a fault is as bad as what waits
      for (const [index, { outside }] of companies.entries()) {
        const [one] = [...rows[index]!.values()].filter(({ status }) => status !== "completed");
        if (one === undefined) continue;
        say(`  did not complete without a fault: ${outside.org} ${one.action_id}`);
        for (const line of await server.trailOf(outside.org, one.action_id)) say(`    ${line}`);
      }
      return all.filter(({ status }) => status !== "completed").length;
    }
    await delay(200);
  }
}
