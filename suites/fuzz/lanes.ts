import { readerTrial, writerTrial } from "./answers/odoo.ts";
import { lookUpTrials, sendTrials } from "./answers/providers.ts";
import { startAnswerServer } from "./answers/server.ts";
import { startSmtpTrial } from "./answers/smtp.ts";
import { ALLOWED_CHANGES, openChecksums } from "./api/checksum.ts";
import { endpointsOf } from "./api/endpoints.ts";
import { requestTrial } from "./api/trial.ts";
import { openApiWorld } from "./api/world.ts";
import { anything, mutatedDocuments, texts } from "./documents.ts";
import { explore, type ExploreOptions, type Trial, type UnitReport } from "./harness.ts";

/** What a lane came to, without the errors that nobody waited for. */
export interface LaneResult {
  readonly units: readonly UnitReport[];
  /** What a refused request may change, by name. */
  readonly allowedChanges: readonly string[];
  readonly figures: Readonly<Record<string, unknown>>;
}

export interface LaneReport extends LaneResult {
  /** Rejections and exceptions that nobody waited for. */
  readonly stray: readonly string[];
}

type Lane = (options: ExploreOptions, onUnit: (unit: UnitReport) => void) => Promise<LaneResult>;

/** Units that share what they need, one lane a thread. */
export const LANES = { documents, answers, database } satisfies Record<string, Lane>;
export type LaneName = keyof typeof LANES;

/** A trial of any kind of case. */
export interface Runnable {
  run(options: ExploreOptions): Promise<UnitReport | null>;
}

export const runnable = <T>(trial: Trial<T>): Runnable => ({ run: (options) => explore(trial, options) });

/** Runs trials one after the other. */
export async function inTurn(
  trials: readonly Runnable[],
  options: ExploreOptions,
  onUnit: (unit: UnitReport) => void,
): Promise<UnitReport[]> {
  const units: UnitReport[] = [];
  for (const trial of trials) {
    const unit = await trial.run(options);
    if (unit === null) continue;
    onUnit(unit);
    units.push(unit);
  }
  return units;
}

async function documents(options: ExploreOptions, onUnit: (unit: UnitReport) => void): Promise<LaneResult> {
  return {
    units: await inTurn([runnable(mutatedDocuments), runnable(anything), runnable(texts)], options, onUnit),
    allowedChanges: [],
    figures: {},
  };
}

async function answers(options: ExploreOptions, onUnit: (unit: UnitReport) => void): Promise<LaneResult> {
  await using server = await startAnswerServer();
  await using smtp = await startSmtpTrial();
  const trials = [
    runnable(readerTrial(server)),
    runnable(writerTrial(server)),
    ...sendTrials(server).map(runnable),
    ...lookUpTrials(server).map(runnable),
  ];
  // conversations with a mail server are mostly waiting
  const units = await Promise.all([inTurn(trials, options, onUnit), inTurn([runnable(smtp)], options, onUnit)]);
  return { units: units.flat(), allowedChanges: [], figures: {} };
}

async function database(options: ExploreOptions, onUnit: (unit: UnitReport) => void): Promise<LaneResult> {
  if (!["api/requests"].some((name) => name.includes(options.only))) return { units: [], allowedChanges: [], figures: {} };
  await using world = await openApiWorld();
  await using checksums = await openChecksums(world.database.connectionString);
  const endpoints = await endpointsOf(world.app);
  const units = await inTurn([runnable(await requestTrial(world, checksums, endpoints))], options, onUnit);
  return { units, allowedChanges: ALLOWED_CHANGES, figures: { endpoints: endpoints.length } };
}
