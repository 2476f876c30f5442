import type { Smtp2go, Smtp2goFault } from "#simulator/mail/smtp2go.ts";
import type { SinkFault, SmtpSink } from "#simulator/mail/smtpSink.ts";
import type { SmsFault, SmsStandIn } from "#simulator/sms/standIn.ts";
import type { Entry, Ledger } from "./ledger.ts";
import type { Fate, LookUpFate } from "./plan.ts";

type Of = (address: string) => Entry | undefined;

/** Each action has an address and a number of its own, so that a message tells of which it is. */
function entryOf(of: Of, ledger: Ledger, address: string): Entry | undefined {
  const entry = of(address);
  if (entry === undefined) ledger.strangers.push(address);
  return entry;
}

export function strikeSmtp(sink: SmtpSink, ledger: Ledger, of: Of): void {
  sink.faults.decide((recipient) => {
    const entry = entryOf(of, ledger, recipient);
    return entry === undefined ? undefined : smtpFault(ledger.arrive(entry));
  });
}

function smtpFault(fate: Fate): SinkFault | undefined {
  switch (fate.kind) {
    case "well":
      return undefined;
    case "late":
      return { kind: "delay", milliseconds: fate.ms };
    case "held":
      return { kind: "hold", milliseconds: fate.ms };
    case "cut_before":
      return { kind: "drop_before_data" };
    case "cut_after":
    case "error_after":
      return { kind: "drop_after_data" };
    case "busy":
    case "error_before":
      return { kind: "refuse", code: 450, message: "4.7.1 Try again later" };
  }
}

export function strikeMail(provider: Smtp2go, ledger: Ledger, of: Of): void {
  provider.faults.decide((path, body) => {
    if (path === "activity/search") {
      const entry = of(textOf(body, "search_recipient"));
      return entry === undefined ? undefined : searchFault(ledger.asked(entry));
    }
    const to = (body as { to?: unknown } | undefined)?.to;
    const address = Array.isArray(to) ? String(to[0]) : "";
    const entry = entryOf(of, ledger, /<([^>]+)>/.exec(address)?.[1] ?? address);
    return entry === undefined ? undefined : mailFault(ledger.arrive(entry));
  });
}

function mailFault(fate: Fate): Smtp2goFault | undefined {
  switch (fate.kind) {
    case "well":
      return undefined;
    case "late":
    case "held":
      return { kind: "delay", milliseconds: fate.ms };
    case "cut_before":
      return { kind: "drop_before_accept" };
    case "cut_after":
      return { kind: "drop_after_accept" };
    case "busy":
      return { kind: "status", status: 429 };
    case "error_before":
      return { kind: "status", status: 500 };
    case "error_after":
      return { kind: "status_after_accept", status: 500 };
  }
}

function searchFault(fate: LookUpFate): Smtp2goFault | undefined {
  if (fate === "lie") return { kind: "blind_search" };
  if (fate === "error") return { kind: "status", status: 500 };
  return fate === "cut" ? { kind: "drop_before_accept" } : undefined;
}

export function strikeSms(standIn: SmsStandIn, ledger: Ledger, of: Of): void {
  standIn.faults.decide((call, ask) => {
    const text = `${decodeURIComponent(ask.text.replaceAll("+", "%20"))} ${ask.query.toString()} ${ask.text}`;
    if (call === "send") {
      // our own number comes first in none of their bodies, and is nobody's
      const entry = (text.match(/\+33[67]\d{8}/g) ?? []).map((number) => of(number)).find((known) => known !== undefined);
      if (entry === undefined) ledger.strangers.push(text.slice(0, 100));
      return entry === undefined ? undefined : smsFault(ledger.arrive(entry));
    }
    // a list of everything that was sent tells of nobody in particular: it lies to all alike, now and then
    const asked = [ask.query.get("To") ?? "", ask.query.get("reference") ?? ""];
    const entry = asked.map((word) => of(word) ?? ledger.get(word)).find((known) => known !== undefined);
    const fate = entry === undefined ? ledger.askedOfAll() : ledger.asked(entry);
    if (fate === "lie") return { kind: "blind_look_up" };
    if (fate === "error") return { kind: "answer", status: 500, body: { error: "Broken" }, on: "look_up" };
    return fate === "cut" ? { kind: "drop_before_accept", on: "look_up" } : undefined;
  });
}

function smsFault(fate: Fate): SmsFault | undefined {
  switch (fate.kind) {
    case "well":
      return undefined;
    case "late":
    case "held":
      return { kind: "delay", milliseconds: fate.ms };
    case "cut_before":
      return { kind: "drop_before_accept" };
    case "cut_after":
      return { kind: "drop_after_accept" };
    case "busy":
      return { kind: "answer", status: 429, body: { error: "Slow down" } };
    case "error_before":
      return { kind: "answer", status: 500, body: { error: "Broken" } };
    case "error_after":
      return { kind: "answer_after_accept", status: 500, body: { error: "Broken" } };
  }
}

function textOf(body: unknown, name: string): string {
  const value = (body as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === "string" ? value : "";
}
