import type { Config } from "#src/config/config.ts";
import type { Secrets } from "#src/config/secrets.ts";
import type { Clock } from "#src/lib/clock.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import type { ProcessEntry } from "./processes.ts";
import { openSimulatedCompany } from "./simulatedCompany.ts";

export interface OpenOdoo {
  readonly connection: OdooConnection;
  /** The process that serves the simulated company; null where this one does, and for an Odoo of one's own. */
  readonly servedBy: number | null;
  close(): Promise<void>;
}

interface OpenOdooOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly databaseUrl: string;
  readonly entry: ProcessEntry | undefined;
}

/** The configured Odoo, or the simulated company: served by this process unless another one does. */
export async function openOdoo({ config, secrets, clock, databaseUrl, entry }: OpenOdooOptions): Promise<OpenOdoo> {
  if (config.odoo.kind === "server") {
    const { url, database, login } = config.odoo;
    const connection = connectOdoo({
      url,
      database,
      login,
      apiKey: secrets.odooApiKey!,
      ...(secrets.odooReadApiKey === undefined ? {} : { readApiKey: secrets.odooReadApiKey }),
    });
    return { connection, servedBy: null, close: () => connection.close() };
  }
  const { release } = config.odoo;
  const company = await openSimulatedCompany({ release, dataDir: config.dataDir, databaseUrl, clock, entry });
  const connection = connectOdoo(company.simulated);
  return {
    connection,
    servedBy: company.servedBy,
    close: async () => {
      await connection.close();
      await company[Symbol.asyncDispose]();
    },
  };
}
