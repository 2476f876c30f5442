import { AiCooError } from "#src/lib/errors.ts";
import { createReader, type OdooReader } from "./read/index.ts";
import { createCaller, READER_CALLS, WRITER_CALLS } from "./transport/index.ts";
import { batchingWriter, createWriter, type OdooWriter } from "./write/index.ts";

export interface OdooConnectionSettings {
  /** Such as `https://erp.example.com`. */
  readonly url: string;
  readonly database: string;
  readonly login: string;
  readonly apiKey: string;
  /** A key of a second user that can only read; the reader uses `apiKey` without it. */
  readonly readApiKey?: string;
  /** The second user's login, where the transport needs one (releases before 19). `login` without it. */
  readonly readLogin?: string;
  /** One call; 30,000 unless told. */
  readonly timeoutMs?: number;
  /** Calls at once, per credential; 4 unless told. */
  readonly maxConcurrent?: number;
  /** `auto` takes JSON-2 where the server has it (19 and later), JSON-RPC elsewhere. */
  readonly transport?: "auto" | "json2" | "jsonrpc";
}

export interface OdooConnection {
  readonly reader: OdooReader;
  readonly writer: OdooWriter;
  /** Stops what is under way and refuses what comes after; may be called twice. */
  readonly close: () => Promise<void>;
}

const TIMEOUT_MS = 30_000;
const MAX_CONCURRENT = 4;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** A connection to one Odoo database. Nothing is sent before the first call, so only wrong settings make this throw (`config_invalid`). */
export function connectOdoo(settings: OdooConnectionSettings): OdooConnection {
  const { database, login, apiKey } = settings;
  const shared = {
    url: baseUrl(settings.url),
    transport: settings.transport ?? "auto",
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
    maxConcurrent: settings.maxConcurrent ?? MAX_CONCURRENT,
    maxAnswerBytes: MAX_ANSWER_BYTES,
  };
  const readLogin = settings.readLogin ?? login;
  const readKey = settings.readApiKey ?? apiKey;
  const forReading = createCaller({ ...shared, credential: { database, login: readLogin, apiKey: readKey }, allowed: READER_CALLS });
  const forWriting = createCaller({ ...shared, credential: { database, login, apiKey }, allowed: WRITER_CALLS });
  return {
    reader: createReader(forReading, readLogin),
    writer: batchingWriter(createWriter(forWriting, forReading)),
    async close() {
      forReading.close();
      forWriting.close();
    },
  };
}

/** The URL without what would be lost or leak: a trailing slash, credentials, a query. */
function baseUrl(text: string): string {
  const url = URL.parse(text);
  if (url !== null && (url.protocol === "https:" || url.protocol === "http:") && url.username === "" && url.password === "") {
    return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  }
  throw new AiCooError("config_invalid", "The address of Odoo is not a web address without a user name.", {
    next: "Set ODOO_URL to something like https://erp.example.com.",
  });
}
