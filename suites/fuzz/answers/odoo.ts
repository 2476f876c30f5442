import * as fc from "fast-check";
import type { ErrorCode } from "#src/lib/errors.ts";
import { createReader } from "#src/odoo/read/createReader.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { createCaller, READER_CALLS, WRITER_CALLS, type AllowList, type OdooCaller } from "#src/odoo/transport/index.ts";
import { createWriter } from "#src/odoo/write/createWriter.ts";
import type { OdooWriter } from "#src/odoo/write/index.ts";
import { CANARIES } from "../canaries.ts";
import { fault, firstOf, type Fault, type Trial } from "../harness.ts";
import { refusalOfCodes } from "./errors.ts";
import { READS, WRITES, type Read, type Write } from "./odooCalls.ts";
import { isRefusal } from "./providers.ts";
import { recipe, type AnswerServer, type Asked, type Recipe, type Sample, type Served } from "./server.ts";

export const TRANSPORTS = ["json2", "jsonrpc"] as const;
export type TransportName = (typeof TRANSPORTS)[number];

const ODOO_CODES: readonly ErrorCode[] = [
  "odoo_unreachable",
  "odoo_timeout",
  "odoo_unauthenticated",
  "odoo_forbidden",
  "odoo_missing_record",
  "odoo_refused",
  "odoo_bad_answer",
];

function callerFor(server: AnswerServer, transport: TransportName, allowed: AllowList): OdooCaller {
  return createCaller({
    url: server.url,
    credential: { database: "company", login: "robot@ourcompany.example", apiKey: CANARIES.odooKey },
    allowed,
    transport,
    timeoutMs: 120,
    maxConcurrent: 4,
    maxAnswerBytes: 200_000,
    retries: { attempts: 2, firstPauseMs: 0, longestPauseMs: 0, pause: () => Promise.resolve() },
  });
}

/** The method and the arguments of a question, whichever transport brought it. */
function methodOf({ url, body }: Asked): string {
  const direct = /^\/json\/2\/[^/]+\/(\w+)/.exec(url)?.[1];
  if (direct !== undefined) return direct;
  if (url === "/web/version" || url === "/web/webclient/version_info") return "version";
  const { params } = JSON.parse(body) as { params: { service: string; args: unknown[] } };
  return params.service === "common" ? "login" : String(params.args[4]);
}

/** The answer to a question as its transport wraps it. */
function wrapped({ url }: Asked, samples: readonly Sample[]): readonly Sample[] {
  if (url !== "/jsonrpc") return [...samples, ...samples, ...JSON2_FAULTS];
  const results = samples.map(({ body }) => ({ status: 200, body: { jsonrpc: "2.0", id: 1, result: body } }));
  return [...results, ...results, ...RPC_FAULTS];
}

const TRACEBACK =
  'Traceback (most recent call last):\n  File "/opt/odoo/odoo/http.py", line 1788, in _serve_db\n    return service_model.retrying(self._serve_ir_http)\npsycopg2.errors.NotNullViolation: null value in column "name"';

const CLASSES = [
  "odoo.exceptions.UserError",
  "odoo.exceptions.AccessError",
  "odoo.exceptions.MissingError",
  "builtins.ValueError",
  "psycopg2.errors.NotNullViolation",
  "psycopg2.OperationalError",
  "builtins.Surprise",
  "",
] as const;

const JSON2_FAULTS: readonly Sample[] = CLASSES.map((name) => ({
  status: name.includes("User") ? 422 : 500,
  body: { name, message: `You may not do that. ${TRACEBACK}`, arguments: [], context: {}, debug: TRACEBACK },
  words: "message",
}));
const RPC_FAULTS: readonly Sample[] = CLASSES.map((name) => ({
  status: 200,
  body: {
    jsonrpc: "2.0",
    id: 1,
    error: { code: 200, message: "Odoo Server Error", data: { name, message: `You may not do that. ${TRACEBACK}`, debug: TRACEBACK } },
  },
  words: "error.data.message",
}));

/** Proper answers to what is not the question of the case. */
const PROPER: Readonly<Record<string, unknown>> = {
  login: 7,
  version: { version: "19.0", version_info: [19, 0, 0, "final", 0, ""] },
};

interface Case {
  readonly transport: TransportName;
  readonly call: number;
  /** Which question of the call is answered badly: of `fields_get`, `load`, … the first, the second. */
  readonly question: number;
  readonly recipes: readonly Recipe[];
}

const cases = (calls: number): fc.Arbitrary<Case> =>
  fc.record({
    transport: fc.constantFrom(...TRANSPORTS),
    call: fc.nat(calls - 1),
    question: fc.nat(20),
    recipes: fc.array(recipe, { minLength: 1, maxLength: 2 }),
  });

/** Has the server answer one of the call's questions as the recipes say, and all others properly. */
function play(server: AnswerServer, { question, recipes }: Case, answers: Readonly<Record<string, readonly unknown[]>>): void {
  const names = [...Object.keys(answers), ...Object.keys(answers), ...Object.keys(answers), "login", "version"];
  const bad = names[question % names.length]!;
  server.answerWith(recipes, (asked) => {
    const method = methodOf(asked);
    const samples = (answers[method] ?? [PROPER[method]]).map((body): Sample => ({ status: 200, body }));
    if (method === "version") return bad === "version" ? samples : versionAnswer(asked, samples[0]!);
    if (method === bad) return wrapped(asked, samples);
    const [first] = samples;
    return asked.url === "/jsonrpc" ? { status: 200, body: { jsonrpc: "2.0", id: 1, result: first!.body } } : first!;
  });
}

const versionAnswer = ({ url }: Asked, sample: Sample): Sample =>
  url === "/web/version"
    ? sample
    : {
        status: 200,
        body: { jsonrpc: "2.0", id: null, result: { server_version: "19.0", server_version_info: [19, 0, 0, "final", 0, ""] } },
      };

export function readerTrial(server: AnswerServer): Trial<Case> {
  return {
    name: "odoo/reader",
    share: 4_500,
    arbitrary: cases(READS.length),
    async judge(one) {
      const read: Read = READS[one.call]!;
      play(server, one, read.answers);
      const caller = callerFor(server, one.transport, READER_CALLS);
      const reader: OdooReader = createReader(caller, "robot@ourcompany.example");
      try {
        const value = await read.ask(reader);
        return read.faultOf(value);
      } catch (error) {
        return firstOf(
          refusalOfCodes(error, ODOO_CODES),
          effectOf(error) === "none" ? null : fault("outcome", "a read says that it may have changed something"),
        );
      } finally {
        caller.close();
      }
    },
  };
}

export function writerTrial(server: AnswerServer): Trial<Case> {
  return {
    name: "odoo/writer",
    share: 5_500,
    arbitrary: cases(WRITES.length),
    async judge(one) {
      const write: Write = WRITES[one.call]!;
      play(server, one, write.answers);
      const caller = callerFor(server, one.transport, WRITER_CALLS);
      const writer: OdooWriter = createWriter(caller);
      try {
        const value = await write.ask(writer);
        return write.faultOf(value, server.served());
      } catch (error) {
        return firstOf(refusalOfCodes(error, ODOO_CODES), lostEffect(error, server.served(), write));
      } finally {
        caller.close();
      }
    },
  };
}

const effectOf = (error: unknown): unknown => (error as { details?: { effect?: unknown } }).details?.effect;

/** An error that says "certainly not done" needs an answer of Odoo's that says so, once the change itself was asked for. */
function lostEffect(error: unknown, served: readonly Served[], { changes }: Write): Fault | null {
  if (effectOf(error) !== "none") return null;
  const asked = served.filter(({ request }) => changes.includes(methodOf(request)));
  const doubtful = asked.find((answer) => !refuses(answer));
  if (doubtful === undefined) return null;
  return fault("outcome", `said to be certainly not done after HTTP ${doubtful.status} (${doubtful.way}): ${doubtful.text.slice(0, 400)}`);
}

/** Classes after which Odoo has rolled back. */
const ROLLED_BACK =
  /(?:^|\.)(?:AccessDenied|Unauthorized|SessionExpiredException|AccessError|Forbidden|MissingError|UserError|ValidationError|RedirectWarning|NotFound|BadRequest|UnprocessableEntity|ValueError|TypeError|KeyError|AttributeError|IndexError|NotImplementedError)$|^psycopg2\.(?!OperationalError|InterfaceError|PoolError)/;

function refuses({ status, text, way, request }: Served): boolean {
  if (way !== "whole") return false;
  if (status === 429) return true;
  let body: unknown;
  try {
    body = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return isRefusal(status);
  }
  const named = request.url === "/jsonrpc" ? at(at(at(body, "error"), "data"), "name") : status === 200 ? undefined : at(body, "name");
  if (typeof named === "string" && ROLLED_BACK.test(named)) return true;
  const result = request.url === "/jsonrpc" ? at(body, "result") : body;
  const ids = at(result, "ids");
  return ids === false || (Array.isArray(ids) && ids.length === 0);
}

const at = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
