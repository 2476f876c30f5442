import type { Point } from "./instrument.ts";

/** Points that no run of this suite comes by, by the function that they stand in, each with what it would take. */
const EXPECTED: readonly { readonly file: string; readonly inside: RegExp; readonly why: string }[] = [
  { file: "src/db/context.ts", inside: /^withAccountsThenTenant/, why: "people's accounts, which no worker holds" },
  { file: "src/executor/restored.ts", inside: /./, why: "a database that was restored: the restore drill's" },
  { file: "src/executor/told.ts", inside: /^settleToldContacts/, why: "a person who says that it was sent" },
  { file: "src/executor/execute.ts", inside: /^executeAction$/, why: "one action by its id: as several are" },
  { file: "src/executor/recover.ts", inside: /^finishBegun\.settled$/, why: "a document that nobody can read any more" },
  { file: "src/executor/take.ts", inside: /^takeActions\.take(\.settled)?$/, why: "a document that was tampered with: the stale suite's" },
  {
    file: "src/executor/pipeline.ts",
    inside: /^Pipeline\.(executeOne|constructor)\.facts$/,
    why: "facts that grew old while others were executed",
  },
  { file: "src/executor/pipeline.ts", inside: /^Pipeline\.record$/, why: "a database that is away: the chaos suite's" },
  { file: "src/executor/batcher.ts", inside: /^Batcher\.flushTogether$/, why: "a database that is away: the chaos suite's" },
  {
    file: "src/executor/sweep.ts",
    inside: /^(sweep|takeTogether)/,
    why: "more actions than are in flight at once, and a claim that fails",
  },
  { file: "src/executor/stages/intent.ts", inside: /^commitIntents$/, why: "a provider's word that an earlier attempt's message left" },
  { file: "src/executor/slots.ts", inside: /^Slots\.hold$/, why: "more effects at once than slots, which not every seed brings about" },
  {
    file: "src/executor/recover.ts",
    inside: /^takeOver\.took$/,
    why: "a worker that died before its intent, which not every seed brings about",
  },
  {
    file: "src/actions/settle.ts",
    inside: /^settleWithin$/,
    why: "a worker that died before its intent, which not every seed brings about",
  },
  { file: "src/executor/stages/recording.ts", inside: /^recordOutcomes(\.ended)?$/, why: "a worker that was paused: the chaos suite's" },
  { file: "src/actions/attemptRows.ts", inside: /^attemptsEndedBy$/, why: "a worker that was paused: the chaos suite's" },
  { file: "src/actions/attempts.ts", inside: /^noteOnStage$/, why: "a worker that was paused: the chaos suite's" },
  { file: "src/actions/claim.ts", inside: /^claimActions$/, why: "the emergency stop" },
  { file: "src/actions/settle.ts", inside: /^settleAction\.settled$/, why: "a caller other than the executor" },
  { file: "src/outreach/outcome.ts", inside: /Outreach(Sent|Unknown)?$/, why: "a caller other than the executor" },
  { file: "src/odoo/write/keyed.ts", inside: /^targetOf\.users$/, why: "Odoo 14, which the long form tries" },
  { file: "src/outreach/reserve.ts", inside: /^reserveOutreach$/, why: "a caller other than the executor" },
];

/** What it would take to come by a point that nobody came by; undefined where this suite should have. */
export function whyUnreached({ file, inside }: Point): string | undefined {
  return EXPECTED.find((one) => one.file === file && one.inside.test(inside))?.why;
}

/** Excuses that no point in the code needs any more. */
export function excusesWithoutPoint(points: readonly Point[]): string[] {
  return EXPECTED.filter(({ file, inside }) => !points.some((point) => point.file === file && inside.test(point.inside))).map(
    ({ file, inside }) => `${file} ${inside.source}`,
  );
}
