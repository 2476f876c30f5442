import { buildCompany, type CompanyBuilder, type OdooRow, type Release, type Simulator, startSimulator } from "#simulator/index.ts";

/** A Monday morning; "today" of the tests' companies. */
export const NOW = new Date("2026-06-15T09:00:00Z");

export const RELEASES = [14, 19] as const;

export const startMini = (release: Release, build: (company: CompanyBuilder) => void = () => {}): Promise<Simulator> =>
  startSimulator({ release, company: buildCompany(build), now: () => NOW });

/** One call as the restricted user, or as the administrator, over JSON-RPC; throws the Python error's name and message. */
export async function rpc(
  simulator: Simulator,
  model: string,
  method: string,
  args: readonly unknown[] = [],
  options: { readonly kwargs?: object; readonly admin?: boolean } = {},
): Promise<unknown> {
  const [login, key] = options.admin ? [simulator.adminLogin, simulator.adminApiKey] : [simulator.login, simulator.apiKey];
  const uid = await service(simulator, "common", "login", [simulator.database, login, key]);
  return service(simulator, "object", "execute_kw", [simulator.database, uid, key, model, method, args, options.kwargs ?? {}]);
}

async function service(simulator: Simulator, name: string, method: string, args: readonly unknown[]): Promise<unknown> {
  const response = await fetch(`${simulator.url}/jsonrpc`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", method: "call", id: 1, params: { service: name, method, args } }),
  });
  const answer = (await response.json()) as { result?: unknown; error?: { data: { name: string; message: string } } };
  if (answer.error) throw new Error(`${answer.error.data.name}: ${answer.error.data.message}`);
  return answer.result;
}

export const sum = (rows: readonly OdooRow[], field: string): number =>
  Math.round(rows.reduce((total, row) => total + Number(row[field]), 0) * 100) / 100;
