import type { ArrivingCall, Fault, OdooValue, Simulator } from "#simulator/index.ts";
import type { Entry, Ledger } from "./ledger.ts";
import type { Fate } from "./plan.ts";

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** The fact that changes: what a deal is worth. */
export const FACT = "expected_revenue";

/** Lets the plan's fates strike Odoo's calls, and keeps in the ledger what arrived. */
export function strikeOdoo(simulator: Simulator, ledger: Ledger, entryOfDeal: (id: number) => Entry | undefined): void {
  simulator.faults.decide((call) => {
    if (call.login !== simulator.login) return [];
    const text = JSON.stringify([call.args, call.kwargs]);
    switch (call.method) {
      case "load":
        return effect(actionsIn(text, ledger), ledger);
      case "message_post":
        return note(text, ledger);
      case "write":
        return effect(dealsOf(call, entryOfDeal), ledger);
      case "check_object_reference":
        return question(actionsIn(text, ledger), ledger, { kind: "raise", name: "builtins.ValueError", message: LIE });
      case "search_read":
      case "read":
        if (call.model === "mail.message") return question(actionsIn(text, ledger), ledger, { kind: "answer", result: [] as OdooValue });
        if (call.model === "crm.lead" && text.includes(`"${FACT}"`)) {
          const seq = ledger.next();
          for (const entry of dealsOf(call, entryOfDeal)) entry.reads.push(seq);
          // facts that take their time, so that workers are also met between their claim and their intent
          if (!ledger.honest && seq % 3 === 0) return [{ kind: "delay", milliseconds: (seq * 37) % 600 }];
        }
        return [];
      default:
        return [];
    }
  });
}

const LIE = "External ID not found in the system: ai_coo";

function actionsIn(text: string, ledger: Ledger): Entry[] {
  const ids = new Set(text.match(ID) ?? []);
  return [...ids].flatMap((id) => {
    const entry = ledger.get(id);
    if (entry === undefined) ledger.strangers.push(id);
    return entry === undefined ? [] : [entry];
  });
}

/** Several actions may share a call; the first fate that is not "well" is the call's. */
function effect(entries: readonly Entry[], ledger: Ledger): Fault[] {
  const fates = entries.map((entry) => ledger.arrive(entry));
  const fate = fates.find(({ kind }) => kind !== "well") ?? { kind: "well" };
  if (["cut_before", "cut_after", "error_before", "error_after"].includes(fate.kind))
    for (const { actionId } of entries) ledger.inFlightAtFault.add(actionId);
  return faultOf(fate);
}

function faultOf(fate: Fate): Fault[] {
  switch (fate.kind) {
    case "well":
      return [];
    case "late":
      return [{ kind: "delay", milliseconds: fate.ms }];
    case "held":
      return [{ kind: "hold", milliseconds: fate.ms }];
    case "cut_before":
      return [{ kind: "drop", when: "before_commit" }];
    case "cut_after":
    case "error_after":
      return [{ kind: "drop", when: "after_commit" }];
    case "busy":
      return [{ kind: "http", status: 429, body: "html" }];
    case "error_before":
      return [{ kind: "http", status: 502, body: "html" }];
  }
}

/** The note that is an action's effect has the action's id alone; one that follows an effect is only late or cut now and then. */
function note(text: string, ledger: Ledger): Fault[] {
  const [entry] = actionsIn(text, ledger);
  if (entry === undefined) return [];
  if (entry.plan.kind === "note") return effect([entry], ledger);
  if (ledger.honest || entry.plan.index % 5 !== 0) return [];
  return faultOf(entry.plan.index % 10 === 0 ? { kind: "cut_after" } : { kind: "held", ms: 700 });
}

function question(entries: readonly Entry[], ledger: Ledger, lie: Fault): Fault[] {
  const [entry] = entries;
  if (entry === undefined) return [];
  const fate = ledger.asked(entry);
  // before it posts a note the product looks whether it stands there, so that a fault here is one of the effect
  if (fate !== "well" && entry.plan.kind === "note") ledger.inFlightAtFault.add(entry.actionId);
  if (fate === "lie") return [lie];
  if (fate === "error") return [{ kind: "http", status: 502, body: "html" }];
  return fate === "cut" ? [{ kind: "drop", when: "before_commit" }] : [];
}

/** The deals that a call names: its ids, or those in its domain. */
function dealsOf(call: ArrivingCall, entryOfDeal: (id: number) => Entry | undefined): Entry[] {
  if (call.model !== "crm.lead") return [];
  const ids = new Set<number>();
  const take = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    if (value[1] === "in" && value[0] === "id" && Array.isArray(value[2])) for (const id of value[2]) ids.add(Number(id));
    else for (const inner of value) take(inner);
  };
  for (const value of [call.kwargs["ids"], call.args[0]]) {
    if (Array.isArray(value) && value.every((id) => typeof id === "number")) for (const id of value) ids.add(id);
  }
  take([call.args, call.kwargs["domain"]]);
  return [...ids].flatMap((id) => entryOfDeal(id) ?? []);
}
