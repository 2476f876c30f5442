/**
 * `npm run eval`: companies in miniature with the right answer written down: which actions, for whom, at which level, of how
 * much, about which invoices, and who is left alone and why. Each is asked on Odoo 14 and 19 in turn, as simulated; `--long` asks
 * each on both. Precision and recall are of the playbook, printed by rule, and must be 1: a rule is either followed or it is not.
 * Every rule that the code can give must have a company.
 */
import {
  ANALYSIS_KINDS,
  ANALYZERS,
  analysisSettingsSchema,
  EMPTY_MEMORY,
  type Analysis,
  type AnalysisInput,
} from "#src/analyzers/index.ts";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { DEFAULT_RECOMMENDER_SETTINGS, recommendActions } from "#src/recommender/index.ts";
import { buildCompany, startSimulator, type Release } from "#simulator/index.ts";
import { answersOf, knownRules, readNames, ruleOf, type Names } from "./eval/answers.ts";
import { ALERTS } from "./eval/cases/alerts.ts";
import { BOOKS } from "./eval/cases/books.ts";
import { HELD_DEALS } from "./eval/cases/heldDeals.ts";
import { HELD_WORK } from "./eval/cases/heldWork.ts";
import { HOLDS } from "./eval/cases/holds.ts";
import { LADDER } from "./eval/cases/ladder.ts";
import { OPERATIONS } from "./eval/cases/operations.ts";
import { PAID } from "./eval/cases/paid.ts";
import { RECORDED } from "./eval/cases/recorded.ts";
import { SALES } from "./eval/cases/sales.ts";
import { TOGETHER } from "./eval/cases/together.ts";
import { analyseAll, pastOf, saveSettings } from "./eval/past.ts";
import { NO_ALERTS, type EvalCase } from "./eval/types.ts";
import { startSuiteDatabase, type SuiteDatabase } from "./support/database.ts";
import { runSuite, say } from "./support/report.ts";
import { foundTenant, openStage, type Stage } from "./support/stage.ts";

const LONG = process.argv.includes("--long");
/** A Monday. */
const NOW = new Date("2026-06-15T09:00:00Z");
const CASES: readonly EvalCase[] = [
  ...LADDER,
  ...HOLDS,
  ...PAID,
  ...SALES,
  ...OPERATIONS,
  ...BOOKS,
  ...HELD_DEALS,
  ...HELD_WORK,
  ...ALERTS,
  ...RECORDED,
  ...TOGETHER,
];
const AT_ONCE = 4;
/** The bar: so many companies have more than one customer that is spoken of. */
const SEVERAL = 20;
/** Most companies in miniature keep no bank, and owe or are owed little: no alert is what they are about. */
const QUIET = { freshness: { enabled: false }, alerts: NO_ALERTS };

interface Score {
  right: number;
  wrong: number;
  missed: number;
}

/** Where the companies that have a past are asked. */
interface Office {
  readonly database: SuiteDatabase;
  readonly stage: Stage;
}

await runSuite("eval", async () => {
  await using database = await startSuiteDatabase({ maxConnections: 8 });
  await using stage = await openStage(19);
  const scores = new Map<string, Score>();
  let asked = 0;
  let several = 0;
  const tried = async (one: EvalCase, index: number): Promise<void> => {
    const releases: readonly Release[] = one.only !== undefined ? [one.only] : LONG ? [19, 14] : [index % 2 === 0 ? 19 : 14];
    if (customersIn(one.right).size > 1) several += 1;
    for (const release of releases) {
      asked += 1;
      const said = await ask(one, release, { database, stage });
      const { wrong, missed, right } = compare(said, one.right);
      for (const [key, answers] of Object.entries({ right, wrong, missed })) {
        for (const answer of answers) scoreOf(scores, answer)[key as keyof Score] += 1;
      }
      if (wrong.length + missed.length > 0) {
        say(
          `  NOT OK on Odoo ${release}, ${one.about}: wrongly ${wrong.join("; ") || "nothing"}, missed ${missed.join("; ") || "nothing"}`,
        );
      }
    }
  };
  const numbered = CASES.map((one, index) => ({ one, index }));
  await mapWithLimit(
    numbered.filter(({ one }) => one.past === undefined),
    AT_ONCE,
    ({ one, index }) => tried(one, index),
  );
  // one after the other: what refuses on purpose must meet the company that it is meant for
  for (const { one, index } of numbered.filter(({ one: { past } }) => past !== undefined)) await tried(one, index);
  const total: Score = { right: 0, wrong: 0, missed: 0 };
  for (const [rule, score] of [...scores].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    say(
      `  ${rule.padEnd(34)} precision ${ratio(score.right, score.wrong)}, recall ${ratio(score.right, score.missed)} (${score.right} right)`,
    );
    for (const key of ["right", "wrong", "missed"] as const) total[key] += score[key];
  }
  const known = knownRules();
  const without = [...known].filter((rule) => (scores.get(rule)?.right ?? 0) === 0);
  const unknown = [...scores.keys()].filter((rule) => !known.has(rule));
  for (const rule of without) say(`  NOT OK no company stands for the rule ${rule}`);
  for (const rule of unknown) say(`  NOT OK the rule ${rule} is in no list of the code`);
  return {
    ok:
      CASES.length >= 60 &&
      several >= SEVERAL &&
      total.right > 0 &&
      total.wrong === 0 &&
      total.missed === 0 &&
      without.length === 0 &&
      unknown.length === 0,
    form: LONG ? "long" : "short",
    companies: CASES.length,
    of_several_customers: several,
    with_a_past: CASES.filter(({ past }) => past !== undefined).length,
    asked,
    rules: scores.size,
    rules_without_a_company: without.length,
    right: total.right,
    wrong: total.wrong,
    missed: total.missed,
    precision: Number(ratio(total.right, total.wrong)),
    recall: Number(ratio(total.right, total.missed)),
  };
});

function ratio(right: number, others: number): string {
  return (right + others === 0 ? 1 : right / (right + others)).toFixed(2);
}

function scoreOf(scores: Map<string, Score>, answer: string): Score {
  const rule = ruleOf(answer);
  const score = scores.get(rule) ?? { right: 0, wrong: 0, missed: 0 };
  scores.set(rule, score);
  return score;
}

/** Whom or what the answers are about; alerts are about the company itself. */
function customersIn(answers: readonly string[]): ReadonlySet<string> {
  return new Set(answers.filter((answer) => !answer.startsWith("alert ")).map((answer) => answer.split(": ")[1]?.split(",")[0] ?? ""));
}

/** Answer by answer: the same thing said twice is wrong once. */
function compare(said: readonly string[], expected: readonly string[]) {
  const left = [...expected];
  const right: string[] = [];
  const wrong: string[] = [];
  for (const answer of said) {
    const at = left.indexOf(answer);
    if (at < 0) wrong.push(answer);
    else right.push(...left.splice(at, 1));
  }
  return { right, wrong, missed: left };
}

/** What the three analyses and the playbook say about a company. */
async function ask(one: EvalCase, release: Release, office: Office): Promise<string[]> {
  const ids: Record<string, number> = {};
  let now = NOW;
  const simulator = await startSimulator({ release, company: buildCompany((of) => one.build(of, ids)), now: () => now });
  const { login, apiKey } = one.as === "administrator" ? { login: simulator.adminLogin, apiKey: simulator.adminApiKey } : simulator;
  const odoo = connectOdoo({ url: simulator.url, database: simulator.database, login, apiKey });
  try {
    const settings = { ...QUIET, ...(one.settings as object) };
    if (one.past === undefined) return await askInMemory(one, odoo, settings, await readNames(odoo.reader), ids);
    const tenant = await foundTenant(office.database.db, `eval-${release}-${CASES.indexOf(one)}`);
    await saveSettings(tenant, "analysis", settings);
    const product = { tenant, stage: office.stage, odoo, company: simulator.company, faults: simulator.faults, ids, now: NOW };
    const past = pastOf(product, (moment) => (now = moment));
    await one.past(past);
    past.daysAgo(0);
    const runs = await analyseAll(product);
    const names = await readNames(odoo.reader);
    return runs.flatMap(({ analysis, proposed }) => answersOf(analysis, proposed, names));
  } finally {
    await odoo.close();
    await simulator.stop();
  }
}

async function askInMemory(
  { memory }: EvalCase,
  { reader }: OdooConnection,
  settings: object,
  names: Names,
  ids: Readonly<Record<string, number>>,
): Promise<string[]> {
  const said: string[] = [];
  for (const kind of ANALYSIS_KINDS) {
    const analyze = ANALYZERS[kind] as (input: AnalysisInput) => Promise<Analysis>;
    const analysis = await analyze({
      reader,
      now: NOW,
      settings: analysisSettingsSchema.parse(settings),
      memory: { ...EMPTY_MEMORY, ...memory?.(ids) },
    });
    const { actions, notProposed } = recommendActions({
      analysis,
      orgId: "eval",
      now: NOW,
      ids: () => uuidv7(NOW),
      settings: DEFAULT_RECOMMENDER_SETTINGS,
    });
    said.push(
      ...answersOf(analysis, actions, names),
      ...notProposed.map(({ actionType, sentence }) => `not composed: ${actionType} ${sentence}`),
    );
  }
  return said;
}
