import { startSimulator } from "#simulator/index.ts";
import { odooContract } from "./odooContract.ts";

for (const [release, transport] of [
  [19, "json2"],
  [19, "jsonrpc"],
  [14, "jsonrpc"],
] as const) {
  odooContract({
    name: `the simulator of Odoo ${release}`,
    release,
    transport,
    open: async () => {
      const simulator = await startSimulator({ release, company: "empty", now: () => new Date("2026-03-20T09:00:00Z") });
      const { url, database, login, apiKey, adminLogin, adminApiKey } = simulator;
      return { url, database, login, apiKey, adminLogin, adminApiKey, close: () => simulator.stop() };
    },
  });
}
