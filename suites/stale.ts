/**
 * `npm run stale`: facts change between approval and execution, one at a time, for every operation that the product
 * executes, on simulated Odoo 19 and 14. Every action must be refused or asked again, with the reason in words and
 * without any effect. `--long` also makes the changes between a worker's claim and its reading of the facts;
 * `--verbose` prints every reason.
 */
import { analysisSettingsSchema, analyzeFinancials, EMPTY_MEMORY, type OutreachMemory } from "#src/analyzers/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import type { Release } from "#simulator/index.ts";
import { startSuiteDatabase, type SuiteDatabase } from "./support/database.ts";
import { runSuite, say } from "./support/report.ts";
import { NOW, openStage, type Stage } from "./support/stage.ts";
import { CHANGES_IN_ODOO } from "./stale/changesInOdoo.ts";
import { CHANGES_OF_DECISION } from "./stale/changesOfDecision.ts";
import { makeSubject, SALESPERSON, SUBJECT_NAMES, SUBJECTS, type Subject } from "./stale/subjects.ts";
import { tryCase, tryControl, type Case, type Moment, type TrialResult, type World } from "./stale/trial.ts";

const MINUTES_PER_DAY = 1_440;
const CHANGES = [...CHANGES_IN_ODOO, ...CHANGES_OF_DECISION];
const LONG = process.argv.includes("--long");
const VERBOSE = process.argv.includes("--verbose");

interface Figures {
  cases: number;
  refused: number;
  effects: number;
  controls: number;
  readonly faults: { readonly change: string; readonly what: string }[];
}

await runSuite("stale", async () => {
  await using database = await startSuiteDatabase({ maxConnections: 8 });
  const figures: Figures = { cases: 0, refused: 0, effects: 0, controls: 0, faults: [] };
  for (const release of [19, 14] as const) await tryRelease(database, release, figures);
  return {
    ok: figures.faults.length === 0 && figures.effects === 0,
    form: LONG ? "long" : "short",
    changes: CHANGES.length,
    operations: new Set(Object.values(SUBJECTS)).size,
    releases: 2,
    ...figures,
    faults: figures.faults.length,
    failing: [...new Set(figures.faults.map(({ change }) => change))],
  };
});

async function tryRelease(database: SuiteDatabase, release: Release, figures: Figures): Promise<void> {
  await using stage = await openStage(release);
  const { controls, cases } = makeCompany(stage);
  say(`Odoo ${release}: ${cases.length} cases of ${CHANGES.length} changes`);
  const world: World = { stage, database, analysis: await analyse(stage, [...controls, ...cases.map(({ subject }) => subject)]) };
  for (const subject of controls) {
    const result = await tryControl(world, `${release}-control-${subject.name}`, subject);
    figures.controls += 1;
    report(figures, "nothing was changed", `Odoo ${release}, ${subject.name}`, result);
  }
  for (const change of CHANGES) {
    const said: string[] = [];
    for (const [index, trial] of cases.entries()) {
      if (trial.change !== change) continue;
      const result = await tryCase(world, `${release}-${index}`, trial);
      figures.cases += 1;
      figures.effects += result.effects;
      if (result.faults.length === 0) figures.refused += 1;
      said.push(`${trial.subject.name} ${result.outcome}${trial.moment === "claimed" ? " (claimed)" : ""}`);
      report(figures, change.name, `Odoo ${release}, ${trial.subject.name}, while ${trial.moment}`, result);
    }
    say(`  ${change.name}: ${said.join(", ")}`);
  }
}

function report({ faults }: Figures, change: string, what: string, result: TrialResult): void {
  if (VERBOSE) say(`    ${change} (${what}): ${result.outcome}, ${result.effects} effects. ${result.reason}`);
  if (result.faults.length === 0) return;
  faults.push({ change, what });
  say(`  NOT OK ${change} (${what}): ${result.faults.join("; ")}${result.reason === "" ? "" : `. It says: ${result.reason}`}`);
}

/** A company with one customer for every case, so that no case sees another one's changes. */
function makeCompany({ simulator }: Stage): { readonly controls: readonly Subject[]; readonly cases: readonly Case[] } {
  const { company } = simulator;
  company.salesperson({ name: "Sam Sales", login: SALESPERSON, email: SALESPERSON });
  // the books are known to be up to date: somebody has reconciled the bank today
  company.bankEntry({ amount: 1000, date: "today" });
  const moments: readonly Moment[] = LONG ? ["waiting", "claimed"] : ["waiting"];
  const cases = CHANGES.flatMap((change, index) =>
    moments
      .filter((moment) => moment === "waiting" || change.untilEffect)
      .flatMap((moment) =>
        SUBJECT_NAMES.filter((name) => change.of[name] !== undefined).map((name) => ({
          change,
          moment,
          subject: makeSubject(simulator, name, `${index}-${moment}`),
        })),
      ),
  );
  return { controls: SUBJECT_NAMES.map((name) => makeSubject(simulator, name, "control")), cases };
}

/** What the product would say of this company, before anything changes. */
async function analyse(stage: Stage, subjects: readonly Subject[]): ReturnType<typeof analyzeFinancials> {
  const clock = new ManualClock(NOW);
  const reminders: OutreachMemory["reminders"] = subjects.flatMap(({ reminded, customerId, record }) => {
    if (reminded === undefined) return [];
    const at = new Date(clock.now().getTime() - reminded.daysAgo * MINUTES_PER_DAY * 60_000).toISOString();
    return [{ partnerId: customerId, companyId: 1, currency: "USD", level: reminded.level, at, invoiceIds: [record.id] }];
  });
  return analyzeFinancials({
    reader: stage.odoo.reader,
    now: clock.now(),
    settings: analysisSettingsSchema.parse({ reminders: { maxCustomersPerRun: 5000 } }),
    memory: { ...EMPTY_MEMORY, reminders },
  });
}
