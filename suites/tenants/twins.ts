import type { Organisation, Stage } from "./cast.ts";
import { ask, type Route } from "./routes.ts";
import { SCENES } from "./scenes.ts";

export interface TwinWalk {
  readonly asked: number;
  readonly faults: string[];
}

/**
 * Each route that names something, asked twice with the same identifier and the same body: by the neighbour, for whom it is not
 * there, and then by its own organisation, for whom it succeeds. Only the second shows that the first was refused for whose it is.
 */
export async function walkTwins(
  stage: Stage,
  routes: readonly Route[],
  world: {
    readonly neighbour: Organisation;
    readonly holder: Organisation;
    /** What stands of the holder now, for comparing. */
    readonly content: () => Promise<string>;
  },
): Promise<TwinWalk> {
  const faults: string[] = [];
  let asked = 0;
  // what ends the sessions of whoever asks comes last
  const order = routes.filter(({ parameters }) => parameters.length > 0).toSorted((a, b) => weight(a) - weight(b));
  for (const route of order) {
    asked += 2;
    for (const fault of await askTwice(stage, route, world)) faults.push(`${route.method} ${route.path}${fault}`);
  }
  return { asked, faults };
}

async function askTwice(
  stage: Stage,
  route: Route,
  { neighbour, holder, content }: Parameters<typeof walkTwins>[2],
): Promise<readonly string[]> {
  const make = SCENES[`${route.method} ${route.path}`];
  if (make === undefined) return [": no scene is set for it in suites/tenants/scenes.ts, so that a foreign 404 would prove nothing"];
  const scene = await make({ db: stage.db, org: holder }).catch((error: unknown) => String(error));
  if (typeof scene === "string") return [`: its scene could not be set (${scene}), so that a foreign 404 would prove nothing`];
  const { id, body, query = "", shared = false } = scene;
  const request = { id, ...(route.method === "GET" ? {} : { body }) };
  const one = { ...route, path: route.path + query };
  const before = await content();
  const foreign = await ask(stage, one, neighbour.headers.owner, request);
  const after = await content();
  const own = await ask(stage, one, holder.headers.owner, request);
  return [
    ...(before === after ? [] : [": asked by the neighbour it changed something of the organisation"]),
    ...(foreign.text.includes(holder.canary) ? [": the neighbour's answer holds texts of the organisation"] : []),
    ...(foreign.status === 404 || (shared && foreign.status < 500) ? [] : [`: answered ${foreign.status} to the neighbour`]),
    ...(own.status >= 200 && own.status < 300
      ? []
      : [`: does not succeed in its own organisation (${own.status} ${own.text}), so that a foreign 404 proves nothing`]),
  ];
}

const weight = ({ method, path }: Route): number =>
  method === "GET" ? 0 : path.includes("/sessions/") ? 3 : path.includes("/people/") ? 2 : 1;
