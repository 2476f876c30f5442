import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createInstance } from "./engine/instance.ts";
import { callLog } from "./server/calls.ts";
import { faults } from "./server/faults.ts";
import { httpServer } from "./server/http.ts";
import { inspection } from "./server/inspect.ts";
import type { Simulator, SimulatorOptions } from "./types.ts";

export type * from "./types.ts";
export type * from "./companies/types.ts";
export { buildCompany } from "./companies/build.ts";
export { demoCompany, demoPastReminders, type DemoReminder } from "./companies/demo.ts";

/**
 * Starts an Odoo server of the given release in this process and resolves when it answers.
 *
 * @throws when the port is taken, or when `persistTo` holds another company or release.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const host = options.host ?? "127.0.0.1";
  const instance = createInstance(options);
  const log = callLog();
  const activeFaults = faults();
  const http = httpServer({ instance, log, faults: activeFaults });
  http.listen(options.port ?? 0, host);
  try {
    await once(http, "listening");
  } catch (error) {
    instance.close();
    throw error;
  }
  const { port } = http.address() as AddressInfo;
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    activeFaults.release();
    const closed = once(http, "close");
    http.close();
    http.closeAllConnections();
    await closed;
    instance.close();
  };
  return {
    release: options.release,
    url: `http://${host}:${port}`,
    database: instance.server.database,
    login: instance.user.login,
    apiKey: instance.user.apiKey,
    adminLogin: instance.admin.login,
    adminApiKey: instance.admin.apiKey,
    baseDate: instance.baseDate,
    calls: log,
    inspect: inspection(instance.server),
    faults: activeFaults,
    company: instance.company,
    stop: () => (stopping ??= stop()),
  };
}
