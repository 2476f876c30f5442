import { PythonError } from "../engine/errors.ts";
import type { Credentials, Instance } from "../engine/instance.ts";
import type { Call } from "../types.ts";
import type { RecordingCallLog } from "./calls.ts";
import type { ActiveFaults } from "./faults.ts";

/** How a call ended, before a transport puts it into its own form. */
export type Outcome =
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "error"; readonly error: PythonError }
  | { readonly kind: "http"; readonly status: number; readonly body: "html" | "json" | "empty" }
  | { readonly kind: "drop" };

export interface Backend {
  readonly instance: Instance;
  readonly log: RecordingCallLog;
  readonly faults: ActiveFaults;
}

export interface Incoming {
  readonly transport: Call["transport"];
  readonly who: Credentials;
  readonly model: string;
  readonly method: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Runs one call with whatever faults a test has armed for it. */
export async function runCall(backend: Backend, incoming: Incoming): Promise<Outcome> {
  const { instance, log, faults } = backend;
  const { transport, who, model, method, args, kwargs } = incoming;
  const met = faults.take({ login: who.login, model, method, args, kwargs });
  const at = instance.server.now();
  let writes = false;
  const finish = (outcome: Call["outcome"], committed: boolean, result: Outcome): Outcome => {
    const error = result.kind === "error" ? { error: result.error.pythonName } : {};
    log.record({ at, transport, login: who.login, model, method, args, kwargs, outcome, committed, ...error }, writes);
    return result;
  };
  for (const fault of met) {
    if (fault.kind === "drop" && fault.when === "before_commit") return finish("fault", false, { kind: "drop" });
    if (fault.kind === "http") return finish("fault", false, { kind: "http", status: fault.status, body: fault.body });
    if (fault.kind === "raise") return finish("fault", false, { kind: "error", error: new PythonError(fault.name, fault.message) });
    if (fault.kind === "answer") return finish("fault", false, { kind: "result", result: fault.result });
  }
  const held = met.reduce((sum, fault) => sum + (fault.kind === "hold" ? fault.milliseconds : 0), 0);
  if (held > 0) await new Promise((resolve) => setTimeout(resolve, held));
  await faults.pause(model, method, "before_commit");
  let outcome: Outcome;
  try {
    const answer = instance.execute({ uid: who.uid, su: false, model, method, args, kwargs, named: transport === "json2" });
    writes = answer.writes;
    outcome = { kind: "result", result: answer.result };
  } catch (error) {
    outcome = { kind: "error", error: error instanceof PythonError ? error : new PythonError("builtins.Exception", String(error)) };
  }
  await faults.pause(model, method, "after_commit");
  const delay = met.reduce((sum, fault) => sum + (fault.kind === "delay" ? fault.milliseconds : 0), 0);
  const committed = outcome.kind === "result";
  if (met.some((fault) => fault.kind === "drop" && fault.when === "after_commit")) return finish("fault", committed, { kind: "drop" });
  const finished = finish(committed ? "ok" : "error", committed, outcome);
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  return finished;
}
