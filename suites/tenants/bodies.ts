import type { Organisation, Stage } from "./cast.ts";
import { proposedOf } from "./actionScenes.ts";
import { ask, type Route } from "./routes.ts";
import { takes, type Schema } from "./samples.ts";

export interface BodyWalk {
  readonly asked: number;
  readonly faults: string[];
}

/** A text of a body, by where it stands: `actions[].id`. */
interface Leaf {
  readonly name: string;
  readonly form: Schema;
}

/** Last names of texts that people write, or that prove something, and by which nothing is looked up in an organisation. */
const WORDS =
  /^(reason|name|partnerName|note|fingerprint|version|search|query|email|password|current|currency|phone|rule|hold|subject|summary|body|body_text|scheduled_for)$/;

interface Named {
  readonly id: string;
  readonly fingerprint?: string;
}

/** A route with an identifier in its body: what is sent so that it succeeds for the organisation whose identifier it is. */
interface BodyScene {
  readonly leaf: string;
  /** What the organisation itself sends: an identifier, and the fingerprint where one goes with it. */
  readonly own: (stage: Stage, holder: Organisation) => Promise<Named>;
  /** The whole body, with an identifier of whomever. */
  readonly body: (named: Named, asking: Organisation) => unknown;
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const NOBODY_ASKED = { line: [], escalateAfterHours: 4 };

const BODY_SCENES: Readonly<Record<string, BodyScene>> = {
  "POST /api/ai-coo/actions/decide": {
    leaf: "actions[].id",
    own: (stage, holder) => proposedOf({ db: stage.db, org: holder }),
    body: ({ id, fingerprint }) => ({ decision: "reject", reason: "a reason of the suite", actions: [{ id, fingerprint }] }),
  },
  "POST /api/ai-coo/delegations to": {
    leaf: "to",
    own: (_stage, { users }) => Promise.resolve({ id: users.approver }),
    body: ({ id }) => ({ to: id, startsAt: inDays(40), endsAt: inDays(41) }),
  },
  "POST /api/ai-coo/delegations from": {
    leaf: "from",
    own: (_stage, { users }) => Promise.resolve({ id: users.admin }),
    body: ({ id }, { users }) => ({ from: id, to: users.approver, startsAt: inDays(50), endsAt: inDays(51) }),
  },
  "PUT /api/ai-coo/notifications/escalation": {
    leaf: "settings.line[]",
    own: (_stage, { users }) => Promise.resolve({ id: users.approver }),
    body: ({ id }) => ({ settings: { ...NOBODY_ASKED, line: [id] }, seen: NOBODY_ASKED }),
  },
  "POST /api/ai-coo/account/organisation": {
    leaf: "id",
    own: (_stage, { id }) => Promise.resolve({ id }),
    body: ({ id }) => ({ id }),
  },
};

/** What is compared with what is stored, and looked up nowhere. */
const COMPARED: ReadonlySet<string> = new Set(["PUT /api/ai-coo/notifications/escalation seen.line[]"]);

/**
 * Every identifier in a body, with each one of another organisation: it is not there, nothing of that organisation changes or is
 * answered, and with one of its own the same body succeeds. A text that may be an identifier and has no scene is a fault.
 */
export async function walkBodies(
  stage: Stage,
  routes: readonly Route[],
  world: {
    readonly own: Organisation;
    readonly other: Organisation;
    readonly ids: readonly string[];
    readonly content: () => Promise<string>;
  },
): Promise<BodyWalk> {
  const faults: string[] = [];
  let asked = 0;
  const { own, other, ids } = world;
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    for (const { name: leaf, form } of textsIn(route.bodyForm, "")) {
      const scene = BODY_SCENES[name] ?? BODY_SCENES[`${name} ${leaf}`];
      if (WORDS.test(/(\w+)(\[\])?$/.exec(leaf)?.[1] ?? "") || COMPARED.has(`${name} ${leaf}`)) continue;
      if (scene?.leaf !== leaf) {
        faults.push(`${name}: ${leaf} in its body may be an identifier and has no scene in suites/tenants/bodies.ts`);
        continue;
      }
      const holders = await scene.own(stage, other);
      const guesses = ids.filter((id) => id !== holders.id).map((id) => ({ ...holders, id }));
      const before = await world.content();
      for (const named of [holders, ...guesses]) {
        const { id } = named;
        asked += 1;
        const { status, text } = await ask(stage, route, own.headers.owner, { id: "", body: scene.body(named, own) });
        const isRefused =
          status === (takes(form, id) ? 404 : 400) ||
          (status === 200 && resultsIn(text).length > 0 && resultsIn(text).every(({ code }) => code === "not_found"));
        if (!isRefused) faults.push(`${name} with a foreign ${leaf}: ${status}`);
        if (text.replaceAll(id, "").includes(other.canary))
          faults.push(`${name} with a foreign ${leaf}: the answer holds texts of its organisation`);
      }
      if ((await world.content()) !== before) faults.push(`${name} with a foreign ${leaf}: something of its organisation was changed`);
      asked += 1;
      const mine = await scene.own(stage, own);
      const { status, text } = await ask(stage, route, own.headers.owner, { id: "", body: scene.body(mine, own) });
      if (status !== 200 || resultsIn(text).some(({ ok }) => !ok))
        faults.push(`${name} with an own ${leaf}: ${status} ${text.slice(0, 200)}, so that the 404 proves nothing`);
    }
  }
  return { asked, faults };
}

/** Of an answer about several, what became of each; none of any other. */
function resultsIn(text: string): readonly { readonly ok: boolean; readonly code?: string }[] {
  return (JSON.parse(text) as { results?: readonly { readonly ok: boolean; readonly code?: string }[] }).results ?? [];
}

/** The texts in a body that are free: neither one of a list of words nor of a form that is no identifier's. */
function textsIn(schema: Schema | undefined, at: string): Leaf[] {
  if (schema === undefined) return [];
  const inside = (value: unknown, name: string): Leaf[] => textsIn(value as Schema, name);
  const options = ["anyOf", "oneOf", "allOf"].flatMap((word) => (schema[word] ?? []) as readonly unknown[]);
  if (options.length > 0) return options.flatMap((one) => inside(one, at));
  if (schema["type"] === "array") return inside(schema["items"], `${at}[]`);
  if (schema["type"] === "object") {
    const properties = Object.entries((schema["properties"] ?? {}) as Record<string, unknown>);
    return properties.flatMap(([name, value]) => inside(value, at === "" ? name : `${at}.${name}`));
  }
  const isFree = schema["type"] === "string" && schema["enum"] === undefined && !("const" in schema);
  return isFree && (schema["format"] === undefined || schema["format"] === "uuid") ? [{ name: at, form: schema }] : [];
}
