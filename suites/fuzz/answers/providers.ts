import * as fc from "fast-check";
import {
  gatewayTransport,
  parseGatewayShape,
  smtp2goSmsTransport,
  smtp2goTransport,
  twilioTransport,
  type LookUp,
  type MailTransport,
  type Outcome,
  type SmsTransport,
} from "#src/operations/index.ts";
import { CANARIES, leakIn, unstorable } from "../canaries.ts";
import { fault, firstOf, type Fault, type Trial } from "../harness.ts";
import { refusalOfCodes } from "./errors.ts";
import { PROVIDERS, type Provider } from "./providerTruths.ts";
import { NASTY_TEXTS } from "../values.ts";
import { recipe, type AnswerServer, type Recipe, type Served } from "./server.ts";

export const ACTION_ID = "019cad1a-4c00-7000-8000-00000000f0f0";
export const ADDRESS = "billing@azure.example";
export const NUMBER = "+33612345678";
export const TEXT = "Reminder: invoice INV/2026/00017 is due. Ref 001W7G";
export const SINCE = new Date("2026-03-02T09:00:00.000Z");

/** Long enough for any answer that comes at all. */
const TIMEOUT_MS = 150;
/** What a reference or a reason may measure at most; both are shown to people and kept for ever. */
const LONGEST = 1_000;

/** One provider's client, asked to send or to look up. */
interface Door {
  send(): Promise<Outcome>;
  lookUp(): Promise<LookUp>;
}

const USUAL = { to: undefined, text: TEXT, actionId: ACTION_ID } as const;

interface Sent {
  /** The provider's usual recipient when undefined. */
  readonly to: string | undefined;
  readonly text: string;
  readonly actionId: string;
}

function doorOf(name: Provider["name"], url: string, sent: Sent = USUAL): Door {
  switch (name) {
    case "smtp2go mail":
      return mailDoor(
        smtp2goTransport({ apiKey: CANARIES.smtp2go, from: "Accounts <accounts@ourcompany.example>", baseUrl: url, timeoutMs: TIMEOUT_MS }),
        sent,
      );
    case "smtp2go sms":
      return smsDoor(smtp2goSmsTransport({ apiKey: CANARIES.smtp2go, from: undefined, baseUrl: url, timeoutMs: TIMEOUT_MS }), sent);
    case "twilio":
      return smsDoor(
        twilioTransport({
          accountSid: `AC${"0".repeat(32)}`,
          authToken: CANARIES.twilioToken,
          from: "+15005550006",
          baseUrl: url,
          timeoutMs: TIMEOUT_MS,
        }),
        sent,
      );
    case "gateway": {
      const json = JSON.stringify({ lookUp: `${url}/find?ref={reference}`, json: { to: "{to}", message: "{text}", ref: "{reference}" } });
      const shape = parseGatewayShape({ url: `${url}/send`, json, apiKey: CANARIES.smsKey, from: undefined });
      return smsDoor(gatewayTransport({ shape, apiKey: CANARIES.smsKey, from: "", timeoutMs: TIMEOUT_MS }), sent);
    }
  }
}

const mailDoor = (transport: MailTransport, { to, text, actionId }: Sent): Door => ({
  send: () =>
    transport.send({
      actionId,
      messageId: `<${ACTION_ID}@ai-coo>`,
      to: [to ?? ADDRESS],
      cc: [],
      subject: "Invoice INV/2026/00017",
      text,
      language: "en",
      date: SINCE,
    }),
  lookUp: () => transport.lookUp({ actionId: ACTION_ID, recipient: ADDRESS, since: SINCE }),
});

const smsDoor = (transport: SmsTransport, { to, text, actionId }: Sent): Door => ({
  send: () => transport.send({ actionId, to: to ?? NUMBER, body: text, date: SINCE }),
  lookUp: () => transport.lookUp({ actionId: ACTION_ID, to: NUMBER, body: TEXT, since: SINCE }),
});

/** Answers to what was sent: `done` only where the answer proves it, `retry` and `final` only where it proves the contrary. */
export function sendTrials(server: AnswerServer): Trial<Recipe>[] {
  return PROVIDERS.map((provider) => ({
    name: `provider/${provider.name.replace(" ", "-")}`,
    share: provider.share,
    arbitrary: recipe,
    async judge(one) {
      server.answerWith([one], () => provider.sent);
      const outcome = await doorOf(provider.name, server.url).send();
      const [served, ...more] = server.served();
      if (more.length > 0) return fault("effect", "it was sent more than once");
      // nothing arrived: it was given up before it was read
      if (served === undefined && (outcome.kind === "unknown" || outcome.kind === "retry")) return wordsFault(outcome);
      return firstOf(
        wordsFault(outcome),
        served === undefined ? fault("outcome", "nothing was asked") : sentFault(provider, outcome, served),
      );
    },
  }));
}

function sentFault(provider: Provider, outcome: Outcome, served: Served): Fault | null {
  const whole = served.way === "whole";
  const body = whole ? parsed(served.text) : undefined;
  const { status } = served;
  const told = `${outcome.kind} came of HTTP ${status} (${served.way}): ${served.text.slice(0, 400)}`;
  switch (outcome.kind) {
    case "done":
      return whole && provider.provesSent(status, body, outcome.ref) ? null : fault("outcome", `no proof that it was sent: ${told}`);
    case "retry":
    case "final":
      return whole && (isRefusal(status) || provider.provesRefused(status, body))
        ? null
        : fault("outcome", `it may have been sent: ${told}`);
    case "unknown":
      return null;
  }
}

/** Statuses that say that this very request was not carried out. */
export const isRefusal = (status: number): boolean =>
  (status >= 400 && status < 500 && ![408, 409, 425, 499].includes(status)) || [301, 307, 308].includes(status);

function wordsFault(outcome: Outcome): Fault | null {
  const text = outcome.kind === "done" ? outcome.ref : outcome.reason;
  const wait = outcome.kind === "retry" ? outcome.retryAfterMs : undefined;
  if (wait !== undefined && !(wait >= 0 && wait <= 86_400_000)) return fault("outcome", `it is to wait for ${wait} ms`);
  if (text === "" || text.length > LONGEST) return fault("outcome", `words of ${text.length} characters`);
  return firstOf(leakIn(text), unstorable(`the words of ${outcome.kind}`, text));
}

/** Answers to look-ups: found only where the answer names this very message. */
export function lookUpTrials(server: AnswerServer): Trial<Recipe[]>[] {
  return PROVIDERS.map((provider) => ({
    name: `provider/${provider.name.replace(" ", "-")}-look-up`,
    share: 500,
    arbitrary: fc.array(recipe, { minLength: 1, maxLength: 2 }),
    async judge(recipes) {
      server.answerWith(recipes, () => provider.listed);
      let found: LookUp;
      try {
        found = await doorOf(provider.name, server.url).lookUp();
      } catch (error) {
        return refusalOfCodes(error, ["provider_unreachable"]);
      }
      if (found.kind !== "found") return null;
      const proof = server
        .served()
        .some(({ status, text, way }) => way === "whole" && status === 200 && provider.provesFound(parsed(text), found.ref));
      if (!proof) return fault("outcome", `found ${JSON.stringify(found.ref).slice(0, 200)}, which no answer says`);
      if (found.ref.length > LONGEST) return fault("outcome", `a reference of ${found.ref.length} characters`);
      return firstOf(leakIn(found.ref), unstorable("the reference", found.ref));
    },
  }));
}

interface BadInput {
  readonly provider: number;
  readonly to: string;
  readonly text: string;
  readonly actionId: string;
}

/** Recipients, texts and ids that the protocol would never let through: refused for good, and nothing leaves. */
export function inputTrial(server: AnswerServer): Trial<BadInput> {
  const odd = fc.constantFrom(
    ...NASTY_TEXTS,
    "a@b.example\r\nBcc: c@d.example",
    "a@b.example, c@d.example",
    "Name <a@b.example>",
    "+1",
    "0033612345678",
    "+33 6 12 34 56 78",
  );
  return {
    name: "provider/inputs",
    share: 600,
    arbitrary: fc.record({
      provider: fc.nat(PROVIDERS.length - 1),
      to: odd,
      text: odd,
      actionId: fc.constantFrom(ACTION_ID, "", "x", "../x", "\u0000"),
    }),
    async judge({ provider, to, text, actionId }) {
      server.answerWith([], () => ({ status: 200, body: {} }));
      const before = server.requests();
      const { name } = PROVIDERS[provider]!;
      const outcome = await doorOf(name, server.url, { to, text, actionId }).send();
      if (outcome.kind !== "final") return fault("outcome", `${outcome.kind} came of an input that is not valid`);
      return server.requests() === before ? wordsFault(outcome) : fault("effect", "a request left although its input was not valid");
    },
  };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch {
    return undefined;
  }
}
