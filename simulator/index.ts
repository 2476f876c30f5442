import type { Simulator, SimulatorOptions } from "./types.ts";

export type * from "./types.ts";
export type * from "./companies/types.ts";
export { buildCompany } from "./companies/build.ts";
export { demoCompany } from "./companies/demo.ts";

/** Starts an Odoo server of the given release in this process and resolves when it answers. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  throw new Error(`the simulator of release ${options.release} is being built`);
}
