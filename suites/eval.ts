/**
 * `npm run eval`: companies in miniature with the right answer written down: which actions, for whom, at which level, and
 * who is left alone and why. Each is asked on Odoo 14 and 19 in turn, as simulated; `--long` asks each on both. Precision
 * and recall are of the playbook, printed by rule, and must be 1: a rule is either followed or it is not.
 */
import {
  ANALYSIS_KINDS,
  ANALYZERS,
  analysisSettingsSchema,
  EMPTY_MEMORY,
  type Analysis,
  type AnalysisInput,
} from "#src/analyzers/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import { DEFAULT_RECOMMENDER_SETTINGS, recommendActions } from "#src/recommender/index.ts";
import { buildCompany, startSimulator, type Release } from "#simulator/index.ts";
import { answersOf, ruleOf } from "./eval/answers.ts";
import { HOLDS } from "./eval/cases/holds.ts";
import { LADDER } from "./eval/cases/ladder.ts";
import { OPERATIONS } from "./eval/cases/operations.ts";
import { PAID } from "./eval/cases/paid.ts";
import { SALES } from "./eval/cases/sales.ts";
import type { EvalCase } from "./eval/types.ts";
import { runSuite, say } from "./support/report.ts";

const LONG = process.argv.includes("--long");
/** A Monday. */
const NOW = new Date("2026-06-15T09:00:00Z");
const CASES: readonly EvalCase[] = [...LADDER, ...HOLDS, ...PAID, ...SALES, ...OPERATIONS];

interface Score {
  right: number;
  wrong: number;
  missed: number;
}

await runSuite("eval", async () => {
  const scores = new Map<string, Score>();
  let asked = 0;
  for (const [index, one] of CASES.entries()) {
    const releases: readonly Release[] = LONG ? [19, 14] : [index % 2 === 0 ? 19 : 14];
    for (const release of releases) {
      asked += 1;
      const said = await ask(one, release);
      const right = new Set(one.right);
      for (const answer of said) scoreOf(scores, answer)[right.has(answer) ? "right" : "wrong"] += 1;
      const missed = one.right.filter((answer) => !said.includes(answer));
      for (const answer of missed) scoreOf(scores, answer).missed += 1;
      const wrong = said.filter((answer) => !right.has(answer));
      if (wrong.length + missed.length > 0) {
        say(
          `  NOT OK on Odoo ${release}, ${one.about}: said ${said.join("; ") || "nothing"}, right is ${one.right.join("; ") || "nothing"}`,
        );
      }
    }
  }
  const total: Score = { right: 0, wrong: 0, missed: 0 };
  for (const [rule, score] of [...scores].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    say(
      `  ${rule.padEnd(30)} precision ${ratio(score.right, score.wrong)}, recall ${ratio(score.right, score.missed)} (${score.right} right)`,
    );
    for (const key of ["right", "wrong", "missed"] as const) total[key] += score[key];
  }
  return {
    ok: CASES.length >= 60 && total.right > 0 && total.wrong === 0 && total.missed === 0,
    form: LONG ? "long" : "short",
    companies: CASES.length,
    asked,
    rules: scores.size,
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

/** What the three analyses and the playbook say about a company. */
async function ask({ build, settings = {}, memory }: EvalCase, release: Release): Promise<string[]> {
  const ids: Record<string, number> = {};
  const simulator = await startSimulator({ release, company: buildCompany((of) => build(of, ids)), now: () => NOW });
  const odoo = connectOdoo({ url: simulator.url, database: simulator.database, login: simulator.login, apiKey: simulator.apiKey });
  try {
    const said: string[] = [];
    for (const kind of ANALYSIS_KINDS) {
      const analyze = ANALYZERS[kind] as (input: AnalysisInput) => Promise<Analysis>;
      const analysis = await analyze({
        reader: odoo.reader,
        now: NOW,
        // most companies in miniature keep no bank
        settings: analysisSettingsSchema.parse({ freshness: { enabled: false }, ...(settings as object) }),
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
        ...answersOf(analysis, actions),
        ...notProposed.map(({ actionType, sentence }) => `not composed: ${actionType} ${sentence}`),
      );
    }
    return said;
  } finally {
    await odoo.close();
    await simulator.stop();
  }
}
