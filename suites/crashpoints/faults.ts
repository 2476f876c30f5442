import type { ArrivingCall, Fault } from "#simulator/index.ts";
import type { Smtp2goFault } from "#simulator/mail/smtp2go.ts";
import type { SinkFault } from "#simulator/mail/smtpSink.ts";
import type { SmsFault } from "#simulator/sms/standIn.ts";
import type { Outside } from "./outside.ts";

/** A worker that meets `late` waits no longer than this for an answer; any other waits much longer than anybody takes. */
export const LATE = { timeoutMs: 700, answersAfterMs: 1_500 };
export const PATIENT_MS = 20_000;

/** What every provider does to what is asked of it. Where an effect may have happened, look-ups are honest unless told. */
interface ProviderFault {
  readonly odoo?: Fault;
  readonly smtp2go?: Smtp2goFault;
  /** Plain SMTP has no look-up. */
  readonly smtp?: SinkFault;
  readonly sms?: SmsFault;
  readonly lookUp?: {
    readonly note: Fault;
    readonly record: Fault;
    /** The stage of a deal that was written. A stage cannot be lied about: it is also a fact. */
    readonly stage?: Fault;
    readonly smtp2go: Smtp2goFault;
    readonly sms: SmsFault;
  };
}

const refused = (name: string, message: string): Fault => ({ kind: "raise", name, message });
const answered = (status: number): Fault => ({ kind: "http", status, body: "html" });
const failing: NonNullable<ProviderFault["lookUp"]> = {
  note: answered(503),
  record: answered(503),
  stage: answered(503),
  smtp2go: { kind: "status", status: 503 },
  sms: { kind: "answer", status: 503, body: {}, on: "look_up" },
};
const droppedBefore: ProviderFault = {
  odoo: { kind: "drop", when: "before_commit" },
  smtp2go: { kind: "drop_before_accept" },
  smtp: { kind: "drop_before_data" },
  sms: { kind: "drop_before_accept" },
};
const droppedAfter: ProviderFault = {
  odoo: { kind: "drop", when: "after_commit" },
  smtp2go: { kind: "drop_after_accept" },
  smtp: { kind: "drop_after_data" },
  sms: { kind: "drop_after_accept" },
};

export const FAULTS = {
  ok: {},
  refused: {
    odoo: refused("odoo.exceptions.UserError", "It is closed."),
    smtp2go: { kind: "status", status: 400 },
    smtp: { kind: "refuse", code: 550, message: "no such user" },
    sms: { kind: "answer", status: 422, body: { error: "no such number" } },
  },
  busy: {
    odoo: answered(429),
    smtp2go: { kind: "status", status: 429 },
    smtp: { kind: "refuse", code: 421, message: "try later" },
    sms: { kind: "answer", status: 429, body: {} },
  },
  broken: {
    odoo: answered(502),
    smtp2go: { kind: "status", status: 503 },
    smtp: { kind: "refuse", code: 451, message: "out of order" },
    sms: { kind: "answer", status: 503, body: {} },
  },
  dropped_before: droppedBefore,
  dropped_after: droppedAfter,
  late: {
    odoo: { kind: "delay", milliseconds: LATE.answersAfterMs },
    smtp2go: { kind: "delay", milliseconds: LATE.answersAfterMs },
    smtp: { kind: "delay", milliseconds: LATE.answersAfterMs },
    sms: { kind: "silence" },
  },
  lying_look_up: {
    ...droppedAfter,
    lookUp: {
      note: { kind: "answer", result: [] },
      record: refused("builtins.ValueError", "External ID not found in the system"),
      smtp2go: { kind: "blind_search" },
      sms: { kind: "blind_look_up" },
    },
  },
  failing_look_up: { ...droppedAfter, lookUp: failing },
  failing_look_up_of_nothing: { ...droppedBefore, lookUp: failing },
} as const satisfies Record<string, ProviderFault>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

const EFFECTS = new Set(["load", "message_post", "write"]);

/** Strikes every effect from now on, and every look-up where the fault has something to say about them. */
export function strike(outside: Outside, name: FaultName): void {
  calm(outside);
  const fault: ProviderFault = FAULTS[name];
  const { simulator, smtp2go, sink, sms } = outside;
  simulator.faults.decide(strikeOdoo(fault));
  smtp2go.faults.decide((path) => (path === "email/send" ? fault.smtp2go : fault.lookUp?.smtp2go));
  sink.faults.decide(() => fault.smtp);
  sms.faults.decide((call) => (call === "send" ? fault.sms : fault.lookUp?.sms));
}

export function calm({ simulator, smtp2go, sink, sms }: Outside): void {
  for (const { faults } of [simulator, smtp2go, sink, sms]) faults.clear();
}

/** A look-up before an effect is part of making it, and is answered truly: only who asks about a lost answer is lied to. */
function strikeOdoo({ odoo, lookUp }: ProviderFault): (call: ArrivingCall) => readonly Fault[] {
  const posted = new Set<string>();
  const moved = new Set<string>();
  return ({ model, method, args, kwargs }) => {
    const asked = JSON.stringify([args, kwargs]);
    if (EFFECTS.has(method)) {
      const id = kwargs["message_id"];
      if (typeof id === "string") posted.add(id);
      for (const [, lead] of method === "write" ? asked.matchAll(/\[(\d+)\]/g) : []) moved.add(lead!);
      return odoo === undefined ? [] : [odoo];
    }
    if (lookUp === undefined) return [];
    if (method === "check_object_reference") return [lookUp.record];
    if (model === "mail.message" && [...posted].some((id) => asked.includes(id))) return [lookUp.note];
    const isMoved = model === "crm.lead" && [...moved].some((lead) => asked.includes(`[${lead}]`));
    return isMoved && lookUp.stage !== undefined ? [lookUp.stage] : [];
  };
}
