import { join } from "node:path";
import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import type { Clock } from "#src/lib/clock.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import type { RunningInstance } from "./dataFolder.ts";

export interface OpenOdoo {
  readonly connection: OdooConnection;
  /** How to reach the simulated company, when this is the demo. */
  readonly simulated: RunningInstance["simulatedOdoo"];
  close(): Promise<void>;
}

interface OpenOdooOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** The simulated company that another process of this folder serves already. */
  readonly served: RunningInstance["simulatedOdoo"];
}

/** The configured Odoo, or the simulated company: served by this process unless another one does. */
export async function openOdoo({ config, secrets, clock, served }: OpenOdooOptions): Promise<OpenOdoo> {
  if (config.odoo.kind === "server") {
    const { url, database, login } = config.odoo;
    const connection = connectOdoo({
      url,
      database,
      login,
      apiKey: secrets.odooApiKey!,
      ...(secrets.odooReadApiKey === undefined ? {} : { readApiKey: secrets.odooReadApiKey }),
    });
    return { connection, simulated: undefined, close: () => connection.close() };
  }
  if (served !== undefined) {
    const connection = connectOdoo(served);
    return { connection, simulated: served, close: () => connection.close() };
  }
  const { demoCompany, startSimulator } = await import("#simulator/index.ts");
  const simulator = await startSimulator({
    release: config.odoo.release,
    company: demoCompany(),
    now: () => clock.now(),
    persistTo: join(config.dataDir, `simulated-odoo-${config.odoo.release}.jsonl`),
  });
  const simulated = { url: simulator.url, database: simulator.database, login: simulator.login, apiKey: simulator.apiKey };
  const connection = connectOdoo(simulated);
  return {
    connection,
    simulated,
    close: async () => {
      await connection.close();
      await simulator.stop();
    },
  };
}
