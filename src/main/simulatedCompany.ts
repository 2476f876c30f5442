import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import type { Clock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { RunningInstance } from "./dataFolder.ts";
import { readProcesses, type ProcessEntry } from "./processes.ts";

export type SimulatedOdoo = NonNullable<RunningInstance["simulatedOdoo"]>;

export interface SimulatedCompany extends AsyncDisposable {
  readonly simulated: SimulatedOdoo;
  /** The process that serves it; null where this one does. */
  readonly servedBy: number | null;
}

interface OpenSimulatedCompanyOptions {
  readonly release: 14 | 19;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly clock: Clock;
  /** Where this process tells the others of the company it serves; a command serves it for itself alone. */
  readonly entry: ProcessEntry | undefined;
}

const LOOK_EVERY_MS = 100;
const LONGEST_WAIT_MS = 60_000;

/**
 * The simulated company of a data folder: the first process that needs it serves it, and the others join. One serves
 * at a time, because it keeps its changes in a file of the folder; when its process ends, so do those who joined.
 */
export async function openSimulatedCompany(options: OpenSimulatedCompanyOptions): Promise<SimulatedCompany> {
  for (let waited = 0; waited < LONGEST_WAIT_MS; waited += LOOK_EVERY_MS) {
    const server = readProcesses(options.dataDir).find(({ simulatedOdoo }) => simulatedOdoo !== undefined);
    if (server !== undefined) return { simulated: server.simulatedOdoo!, servedBy: server.pid, [Symbol.asyncDispose]: async () => {} };
    const right = await takeRight(options);
    if (right !== null) return serve(options, right);
    // whoever has the right says in a moment where it serves, or is a command that ends soon
    await delay(LOOK_EVERY_MS);
  }
  throw new AiCooError("already_running", `Another process opened the simulated company in ${options.dataDir} and does not say where.`, {
    next: "Stop what runs on that folder and start again, or name another with --data.",
  });
}

/** The right to serve, held by a session of the database: a process that is killed loses it. Null while another has it. */
async function takeRight({ databaseUrl, dataDir }: OpenSimulatedCompanyOptions): Promise<Client | null> {
  const client = new Client({ connectionString: databaseUrl, application_name: "ai-coo simulated company", keepAlive: true });
  client.on("error", () => {}); // a database that restarts takes the right away; the file is this process's still
  await client.connect();
  const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock(hashtextextended($1, 0)) as mine", [
    `ai_coo.simulated_company:${dataDir}`,
  ]);
  if (rows[0]?.mine === true) return client;
  await client.end();
  return null;
}

async function serve({ release, dataDir, clock, entry }: OpenSimulatedCompanyOptions, right: Client): Promise<SimulatedCompany> {
  await using opened = new AsyncDisposableStack();
  opened.defer(() => right.end().catch(() => {}));
  const { demoCompany, startSimulator } = await import("#simulator/index.ts");
  const simulator = await startSimulator({
    release,
    company: demoCompany(),
    now: () => clock.now(),
    persistTo: join(dataDir, `simulated-odoo-${release}.jsonl`),
  });
  opened.defer(() => simulator.stop());
  const simulated = { url: simulator.url, database: simulator.database, login: simulator.login, apiKey: simulator.apiKey };
  entry?.announce({ simulatedOdoo: simulated });
  opened.defer(() => entry?.announce({ simulatedOdoo: undefined }));
  const resources = opened.move();
  return { simulated, servedBy: null, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
