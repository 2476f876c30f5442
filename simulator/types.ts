/**
 * What the simulator offers to the demo and to tests.
 *
 * The simulator is an Odoo server: the product talks to it over HTTP only. Everything here beyond the
 * connection (`url`, `database`, `login`, `apiKey`) is for tests: looking inside, breaking things on purpose.
 */
import type { Company, CompanyBuilder } from "./companies/types.ts";

export type Release = 14 | 19;

/** A value as Odoo's API carries it; `false` stands for empty. */
export type OdooValue = string | number | boolean | null | readonly OdooValue[] | { readonly [key: string]: OdooValue };
export type OdooRow = { readonly id: number } & { readonly [field: string]: OdooValue };

export interface SimulatorOptions {
  readonly release: Release;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** `demoCompany()`, `buildCompany((company) => …)`, or `"empty"`: a fresh Odoo in USD with a chart of accounts and no business. */
  readonly company: Company | "empty";
  /** The server's clock; "today" in Odoo is its UTC day. */
  readonly now: () => Date;
  /**
   * A file that keeps every change (JSON lines, appended and flushed before the answer goes out), so that
   * the company survives restarts and SIGKILL. The first line holds release, company, seed and base date;
   * opening a file of another release or company is refused.
   */
  readonly persistTo?: string;
}

export interface Simulator {
  readonly release: Release;
  /** e.g. `http://127.0.0.1:41234`, without a trailing slash. */
  readonly url: string;
  readonly database: string;
  /** The restricted integration user, with the rights of the lab's. */
  readonly login: string;
  readonly apiKey: string;
  readonly adminLogin: string;
  readonly adminApiKey: string;
  /** The day that the company's history is relative to. */
  readonly baseDate: string;
  readonly calls: CallLog;
  readonly inspect: Inspection;
  readonly faults: Faults;
  /** Adds to and changes the running company as its people would, e.g. a payment between proposal and execution. */
  readonly company: CompanyBuilder;
  /** Closes the port and the journal; may be called twice. */
  stop(): Promise<void>;
}

/** One call that reached the server, whatever came of it. */
export interface Call {
  readonly number: number;
  readonly at: Date;
  readonly transport: "json2" | "jsonrpc";
  /** The user, or `null` where the key was wrong. */
  readonly login: string | null;
  readonly model: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  /** `fault`: a fault of the test decided the answer; see `committed` for whether the call ran. */
  readonly outcome: "ok" | "error" | "fault";
  /** Whether the call ran to its end. */
  readonly committed: boolean;
  /** The Python class of the error, e.g. `odoo.exceptions.AccessError`. */
  readonly error?: string;
}

export interface CallLog {
  all(filter?: { model?: string; method?: string; login?: string }): readonly Call[];
  count(filter?: { model?: string; method?: string; login?: string }): number;
  /** Calls that changed something (create, write, load, message_post, …) and were committed. */
  effects(): readonly Call[];
  clear(): void;
}

/** Looks at records with the eyes of the database: no access rights, archived ones included. */
export interface Inspection {
  records(model: string, domain?: readonly unknown[]): OdooRow[];
  record(model: string, id: number): OdooRow | undefined;
  count(model: string, domain?: readonly unknown[]): number;
  /** Bodies and ids of the notes and messages on a record, oldest first. */
  messages(model: string, id: number): OdooRow[];
  /** The record behind an external id such as `ai_coo.0190…`, archived or not. */
  byExternalId(externalId: string): { model: string; id: number } | undefined;
}

export type Fault =
  /** Answers late; the call runs at once. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** Runs late: whoever asks meanwhile does not find it, and a caller that is gone by then does not undo it. */
  | { readonly kind: "hold"; readonly milliseconds: number }
  /** Answers this and does not run the call: a look-up that lies. */
  | { readonly kind: "answer"; readonly result: OdooValue }
  /** Cuts the connection before the call runs, or after it was committed and before the answer. */
  | { readonly kind: "drop"; readonly when: "before_commit" | "after_commit" }
  /** Answers with this HTTP status and does not run the call. A `html` body is what a proxy or a crashed server sends. */
  | { readonly kind: "http"; readonly status: number; readonly body: "html" | "json" | "empty" }
  /** Raises this Python error inside the call, in the transport's usual shape; nothing is committed. */
  | { readonly kind: "raise"; readonly name: string; readonly message: string };

export interface FaultTarget {
  /** Absent: any model. */
  readonly model?: string;
  /** Absent: any method. */
  readonly method?: string;
  /** How many calls it meets; default 1. `Infinity` until removed. */
  readonly times?: number;
}

/** A call as it arrives, before anything was done about it. */
export interface ArrivingCall {
  readonly login: string;
  readonly model: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

export interface Faults {
  /** Asks this function about every call as well; it sees all of them, and the faults it answers strike the call. */
  decide(strike: (call: ArrivingCall) => readonly Fault[]): void;
  add(fault: Fault & FaultTarget): { remaining(): number; remove(): void };
  /** Holds the next matching call open at this point until `release()`: for races without sleeping. */
  hold(target: FaultTarget & { readonly when: "before_commit" | "after_commit" }): { readonly reached: Promise<void>; release(): void };
  clear(): void;
}
