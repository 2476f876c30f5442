import { ERROR_CODES } from "#src/lib/errors.ts";
import { FOREIGN, leakIn, secretIn } from "../canaries.ts";
import { fault, firstOf, type Fault, type Trial } from "../harness.ts";
import { changedTables, type Checksums } from "./checksum.ts";
import type { Endpoint } from "./endpoints.ts";
import { draft, requestOf, type Draft, type Made } from "./requests.ts";
import { ORIGIN, type ApiWorld } from "./world.ts";

/** Requests between two looks at every table. */
const BATCH = 60;

/** Requests to every address: each is answered in the documented form, tells nothing, and what is refused changes nothing. */
export async function requestTrial(world: ApiWorld, checksums: Checksums, endpoints: readonly Endpoint[]): Promise<Trial<Draft>> {
  let before = await checksums.read();
  let since: Draft[] = [];
  let changed = false;

  /** Whether any row is another one than before, although nothing was taken. */
  const stateFault = async (): Promise<Fault | null> => {
    const after = await checksums.read();
    const tables = changed ? [] : changedTables(before, after);
    before = after;
    changed = false;
    return tables.length === 0 ? null : fault("state", `rows of ${tables.join(", ")} were changed, and nothing was taken`);
  };

  const ask = async (one: Draft): Promise<Fault | null> => {
    const made = requestOf(world, endpoints, one);
    const answer = await send(world, made);
    if (answer === null) return null;
    if ((!made.reading || isPublishing(made)) && answer.status < 300) changed = true;
    return firstOf(answerFault(made, answer, one), ...world.logged().map(secretIn));
  };

  return {
    name: "api/requests",
    share: 14_200,
    arbitrary: draft,
    show: (one) => {
      const { method, target, headers, body, invalid } = requestOf(world, endpoints, one);
      return JSON.stringify({ method, target, headers, body, invalid, who: one.who });
    },
    async judge(one) {
      const wrong = await ask(one);
      if (wrong !== null) return wrong;
      since.push(one);
      if (since.length < BATCH) return null;
      const batch = since;
      since = [];
      const state = await stateFault();
      return state === null ? null : culprit(batch, state);
    },
  };

  /** The one request of a batch that changes something although it is refused, asked again by itself. */
  async function culprit(batch: readonly Draft[], state: Fault): Promise<Fault> {
    for (const one of batch) {
      await ask(one);
      const again = await stateFault();
      if (again !== null) return fault("state", `${again.sentence}: ${JSON.stringify(requestOf(world, endpoints, one))}`);
    }
    return state;
  }
}

/** Whoever takes the audit away has its head published, which is a job. */
const isPublishing = ({ target }: Made): boolean => target.startsWith("/api/ai-coo/audit/export");

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function send({ app }: ApiWorld, { method, target, headers, body }: Made): Promise<Answer | null> {
  let request: Request;
  try {
    request = new Request(`${ORIGIN}${target}`, { method, headers, ...(body === undefined ? {} : { body }) });
  } catch {
    // no client could send it either
    return null;
  }
  const response = await app.fetch(request);
  if (/event-stream/.test(response.headers.get("content-type") ?? "")) {
    await response.body?.cancel();
    return { status: response.status, headers: response.headers, text: "" };
  }
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function answerFault(made: Made, answer: Answer, one: Draft): Fault | null {
  const { status, text, headers } = answer;
  const told = `${made.method} ${made.target.slice(0, 200)} answered ${status}: ${text.slice(0, 300)}`;
  if (headers.get("x-content-type-options") !== "nosniff") return fault("code", `without the headers of every answer: ${told}`);
  const shown = [...headers].filter(([name]) => name !== "set-cookie").map((pair) => pair.join(": "));
  const leak = leakIn(`${shown.join("\n")}\n${status < 300 ? "" : text}`) ?? secretIn(text);
  if (leak !== null) return leak;
  const isForeign = one.who === "foreign_owner" || one.who === "foreign_key";
  if (!isForeign && text.includes(FOREIGN)) return fault("leak", `another organisation's words: ${told}`);
  if (status < 300) return made.invalid === null ? null : fault("accepted", `taken, although ${made.invalid}: ${told}`);
  if (!made.target.startsWith("/api/")) return status < 500 || status === 503 ? null : fault("crash", told);
  return refusalFault(status, text, told);
}

/** A refusal has the documented form, a code of the closed list, and is not the product's own fault. */
function refusalFault(status: number, text: string, told: string): Fault | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return fault("code", `refused without the documented form: ${told}`);
  }
  const { error, said = {}, ...more } = (typeof body === "object" && body !== null ? body : {}) as { error?: unknown; said?: unknown };
  if (typeof said !== "object" || said === null) return fault("code", `refused without the documented form: ${told}`);
  if (typeof error !== "object" || error === null || Object.keys(more).length > 0)
    return fault("code", `refused without the documented form: ${told}`);
  const { code, message, next, details, ...extra } = error as Record<string, unknown>;
  if (!ERROR_CODES.some((known) => known === code)) return fault("code", `there is no such code: ${told}`);
  if (code === "internal" || status >= 500) return fault("crash", `the product's own fault: ${told}`);
  const isFormed =
    typeof message === "string" &&
    message !== "" &&
    (next === undefined || typeof next === "string") &&
    (details === undefined || (typeof details === "object" && details !== null));
  return isFormed && Object.keys(extra).length === 0 ? null : fault("code", `refused without the documented form: ${told}`);
}
