import { startSimulator } from "#simulator/index.ts";
import { wholeJob } from "./wholeJob.ts";

for (const release of [19, 14] as const) {
  wholeJob({
    name: `the simulator of Odoo ${release}`,
    release,
    open: async () => {
      const simulator = await startSimulator({ release, company: "empty", now: () => new Date() });
      const { url, database, login, apiKey, adminLogin, adminApiKey } = simulator;
      return { url, database, login, apiKey, adminLogin, adminApiKey, close: () => simulator.stop() };
    },
  });
}
