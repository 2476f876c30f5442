import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { demoCompany, startSimulator, type Release, type Simulator } from "#simulator/index.ts";

/** The demo's Odoo, and a connection as the product has it. */
export interface Demo extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly connection: OdooConnection;
}

export async function openDemo(release: Release, now: () => Date, persistTo?: string): Promise<Demo> {
  const company = demoCompany();
  const simulator = await startSimulator({ release, company, now, ...(persistTo === undefined ? {} : { persistTo }) });
  const { url, database, login, apiKey } = simulator;
  const connection = connectOdoo({ url, database, login, apiKey });
  return {
    simulator,
    connection,
    async [Symbol.asyncDispose]() {
      await connection.close();
      await simulator.stop();
    },
  };
}
