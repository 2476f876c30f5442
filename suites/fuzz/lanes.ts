import { readerTrial, writerTrial } from "./answers/odoo.ts";
import { inputTrial, lookUpTrials, sendTrials } from "./answers/providers.ts";
import { startAnswerServer } from "./answers/server.ts";
import { startSmtpTrial } from "./answers/smtp.ts";
import { ALLOWED_CHANGES, openChecksums } from "./api/checksum.ts";
import { endpointsOf } from "./api/endpoints.ts";
import { requestTrial } from "./api/trial.ts";
import { openApiWorld, OTHERS, OURS } from "./api/world.ts";
import { auditLines } from "./auditLines.ts";
import { commands, exportsToVerify } from "./commands.ts";
import { anything, mutatedDocuments, texts } from "./documents.ts";
import { startFramingTrial } from "./framing.ts";
import { explore, type ExploreOptions, type Trial, type UnitReport } from "./harness.ts";

import { environments, gatewayShapes } from "./settings.ts";
import { proposalTrial, storedTrial } from "./stored.ts";
import { openStage } from "../support/stage.ts";
import { Client } from "pg";

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

/** The beginnings of the names of each lane's units. */
const BEGINNINGS: Readonly<Record<LaneName, readonly string[]>> = {
  documents: ["protocol/", "settings/", "audit/", "commands/"],
  answers: ["odoo/", "provider/"],
  database: ["api/", "stored/"],
};

/** The lanes with units whose names hold the words, as far as their beginnings tell. */
export function lanesFor(only: string): LaneName[] {
  const known = Object.values(BEGINNINGS)
    .flat()
    .some((beginning) => only.startsWith(beginning));
  return (Object.keys(LANES) as LaneName[]).filter((lane) => !known || BEGINNINGS[lane].some((beginning) => only.startsWith(beginning)));
}

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

const DOCUMENTS: readonly Runnable[] = [
  runnable(mutatedDocuments),
  runnable(anything),
  runnable(texts),
  runnable(environments),
  runnable(gatewayShapes),
  runnable(auditLines),
  runnable(exportsToVerify),
  runnable(commands),
];

async function documents(options: ExploreOptions, onUnit: (unit: UnitReport) => void): Promise<LaneResult> {
  return {
    units: await inTurn(DOCUMENTS, options, onUnit),
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
    runnable(inputTrial(server)),
    ...lookUpTrials(server).map(runnable),
  ];
  // conversations with a mail server are mostly waiting
  const units = await Promise.all([inTurn(trials, options, onUnit), inTurn([runnable(smtp)], options, onUnit)]);
  return { units: units.flat(), allowedChanges: [], figures: {} };
}

async function database(options: ExploreOptions, onUnit: (unit: UnitReport) => void): Promise<LaneResult> {
  await using world = await openApiWorld();
  await using checksums = await openChecksums(world.database.connectionString, [OURS, OTHERS]);
  await using stage = await openStage(19);
  await using framing = await startFramingTrial(world);
  const owner = new Client({ connectionString: world.database.connectionString });
  await owner.connect();
  await owner.query("select set_config('ai_coo.org_id', $1, false)", [OURS]);
  try {
    const endpoints = await endpointsOf(world.app);
    const units = [
      ...(await inTurn([runnable(await requestTrial(world, checksums, endpoints))], options, onUnit)),
      ...(await inTurn([runnable(framing), runnable(storedTrial(world, stage, owner))], options, onUnit)),
      ...(await inTurn([runnable(await proposalTrial(world, checksums))], options, onUnit)),
    ];
    return { units, allowedChanges: ALLOWED_CHANGES, figures: { endpoints: endpoints.length } };
  } finally {
    await owner.end();
  }
}
