import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import * as fc from "fast-check";
import { smtpTransport, type Outcome } from "#src/operations/index.ts";
import { CANARIES, leakIn, unstorable } from "../canaries.ts";
import { fault, firstOf, type Fault, type Trial } from "../harness.ts";
import { NASTY_TEXTS } from "../values.ts";
import { ACTION_ID, ADDRESS, SINCE, TEXT } from "./providers.ts";

/** The moments at which a server speaks. */
const STEPS = ["greeting", "ehlo", "auth", "mail", "rcpt", "data", "message"] as const;
type Step = (typeof STEPS)[number];

const PROPER: Record<Step, string> = {
  greeting: "220 mail.example ESMTP",
  ehlo: "250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 10000000",
  auth: "235 2.7.0 accepted",
  mail: "250 2.1.0 ok",
  rcpt: "250 2.1.5 ok",
  data: "354 go ahead",
  message: "250 2.0.0 queued as 4711",
};

interface Script {
  /** Undefined: every step answers properly. */
  readonly step: Step;
  readonly reply: string;
  readonly way: "line" | "cut" | "no_line_end" | "split" | "echo" | "silent" | "twice";
}

const replies = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...Object.values(PROPER)) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(220, 235, 250, 251, 252, 299, 334, 354, 399, 400, 421, 450, 451, 452, 500, 530, 535, 550, 552, 554, 571, 599),
        fc.constantFrom(" ", "-", "", " 2.0.0 "),
        fc.constantFrom("no", "ok", ...NASTY_TEXTS),
      )
      .map(([code, mark, words]) => `${code}${mark}${words}`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "2",
      "25",
      "2ok",
      "2500 ok",
      "250",
      "250-",
      "250-a\r\n550 b",
      "550-a\r\n250 b",
      "HTTP/1.1 200 OK",
      "\u0000\u0001\u0002",
      "999 x",
      "-1 x",
      "250\tok",
      "x".repeat(20_000),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
);

const script: fc.Arbitrary<Script> = fc.record({
  step: fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...STEPS) }, { weight: 1, arbitrary: fc.constant<Step>("message") }),
  reply: replies,
  way: fc.oneof(
    { weight: 12, arbitrary: fc.constant("line" as const) },
    { weight: 3, arbitrary: fc.constantFrom("cut" as const, "split" as const, "echo" as const, "twice" as const) },
    { weight: 1, arbitrary: fc.constantFrom("silent" as const, "no_line_end" as const) },
  ),
});

/** What one conversation came to on the server's side. */
interface Heard {
  /** Whether the whole message arrived. */
  whole: boolean;
  /** The very bytes that answered the message. */
  verdict: string | undefined;
}

const TIMEOUT_MS = 40;

/** Replies of a mail server: done only after a reply of success to the whole message, retry only before it or after a refusal. */
export async function startSmtpTrial(): Promise<Trial<Script> & AsyncDisposable> {
  let current: Script = { step: "greeting", reply: PROPER.greeting, way: "line" };
  let heard: Heard = { whole: false, verdict: undefined };
  const server = createServer((socket) => converse(socket, current, heard));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `smtp://robot:${encodeURIComponent(CANARIES.smtpPassword)}@127.0.0.1:${port}?ignoreTLS=true`;
  return {
    name: "provider/smtp",
    share: 1_500,
    arbitrary: script,
    async judge(one) {
      current = one;
      heard = { whole: false, verdict: undefined };
      const transport = smtpTransport({ url, from: "Accounts <accounts@ourcompany.example>", timeoutMs: TIMEOUT_MS });
      const outcome = await transport.send({
        actionId: ACTION_ID,
        messageId: `<${ACTION_ID}@ai-coo>`,
        to: [ADDRESS],
        cc: [],
        subject: "Invoice",
        text: TEXT,
        date: SINCE,
      });
      return outcomeFault(outcome, heard);
    },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function outcomeFault(outcome: Outcome, { whole, verdict }: Heard): Fault | null {
  const text = outcome.kind === "done" ? outcome.ref : outcome.reason;
  const words = firstOf(
    leakIn(text),
    unstorable(`the words of ${outcome.kind}`, text),
    text.length > 1_000 ? fault("outcome", "endless words") : null,
  );
  if (words !== null) return words;
  const told = `${outcome.kind} (${text}) after ${JSON.stringify(verdict)}`;
  const last = verdict?.split(/\r?\n/).find((line) => !/^\d{3}-/.test(line)) ?? "";
  switch (outcome.kind) {
    case "done":
      return whole && /^2\d\d(?: |$)/.test(last) ? null : fault("outcome", `no proof that the mail was taken: ${told}`);
    case "retry":
    case "final":
      return !whole || /^[45]\d\d(?!\d)/.test(verdict ?? "") ? null : fault("outcome", `the mail may have been taken: ${told}`);
    case "unknown":
      return null;
  }
}

function converse(socket: Socket, { step, reply, way }: Script, heard: Heard): void {
  let expecting: Step = "greeting";
  let buffer = "";
  let asked = "";
  socket.on("error", () => {});
  const say = (at: Step): void => {
    expecting = at;
    const proper = at !== step;
    const text = proper ? PROPER[at] : way === "echo" ? `535 you said ${asked}` : reply;
    // a second reply to DATA is what the asker hears after the message
    if (at === "message" || (at === "data" && way === "twice" && !proper)) heard.verdict ??= text;
    if (proper || way === "line" || way === "echo") socket.write(`${text}\r\n`);
    else if (way === "twice") socket.write(`${text}\r\n${text}\r\n`);
    else if (way === "no_line_end") socket.write(text);
    else if (way === "split") for (const part of [text.slice(0, 2), `${text.slice(2)}\r\n`]) socket.write(part);
    else if (way === "cut") socket.destroy();
  };
  socket.on("data", (chunk: Buffer) => {
    buffer += chunk.toString("latin1");
    if (expecting === "data") {
      if (!buffer.includes("\r\n.\r\n")) return;
      heard.whole = true;
      buffer = "";
      say("message");
      return;
    }
    for (let end = buffer.indexOf("\r\n"); end >= 0; end = buffer.indexOf("\r\n")) {
      asked = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      answer(asked, say, socket);
    }
  });
  say("greeting");
}

function answer(line: string, say: (step: Step) => void, socket: Socket): void {
  const verb = line.slice(0, 4).toUpperCase();
  if (verb === "EHLO" || verb === "HELO") say("ehlo");
  else if (verb === "AUTH") say("auth");
  else if (verb === "MAIL") say("mail");
  else if (verb === "RCPT") say("rcpt");
  else if (verb === "DATA") say("data");
  else if (verb === "QUIT") socket.end("221 bye\r\n");
  else say("auth");
}
