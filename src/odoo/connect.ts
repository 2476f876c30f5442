import type { OdooReader } from "./read/reader.ts";
import type { OdooWriter } from "./write/writer.ts";

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
  close(): Promise<void>;
}

/** A connection to one Odoo database. Nothing is sent before the first call, so this never fails because of Odoo. */
export function connectOdoo(_settings: OdooConnectionSettings): OdooConnection {
  throw new Error("being built");
}
