import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";

/** Where in a delivery the server is. `message` is the moment after the whole message has come in. */
export type Step = "greeting" | "ehlo" | "auth" | "mail" | "rcpt" | "data" | "message";

/** A reply line that begins with its code; `drop` cuts the connection, `silence` never answers. */
export type Reply = `${number} ${string}` | "drop" | "silence";

const USUAL: Readonly<Record<Step, Reply>> = {
  greeting: "220 test.example ESMTP",
  ehlo: "250 test.example",
  auth: "235 2.7.0 welcome",
  mail: "250 2.1.0 ok",
  rcpt: "250 2.1.5 ok",
  data: "354 go ahead",
  message: "250 2.0.0 queued as 4F1",
};

export interface ScriptedSmtp {
  readonly port: number;
  /** The messages that came in whole, whatever was answered to them. */
  readonly messages: readonly string[];
  /** Every command line, in order. */
  readonly commands: readonly string[];
  /** Answers this step differently from now on; `address` narrows it to one recipient. */
  answer(step: Step, reply: Reply, address?: string): void;
  stop(): Promise<void>;
}

/** An SMTP server that can misbehave at every step, down to the reply to the message itself. */
export async function startScriptedSmtp(options: { readonly auth?: boolean } = {}): Promise<ScriptedSmtp> {
  const replies = new Map<string, Reply>();
  const messages: string[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    const say = (step: Step, address?: string): void => {
      const reply = replies.get(`${step} ${address}`) ?? replies.get(step) ?? USUAL[step];
      if (reply === "silence") return;
      if (reply === "drop") socket.destroy();
      else socket.write(`${step === "ehlo" && options.auth === true && reply.startsWith("250") ? "250-AUTH PLAIN\r\n" : ""}${reply}\r\n`);
    };
    let message: string[] | undefined;
    say("greeting");
    const lines = createInterface({ input: socket, crlfDelay: Infinity });
    // a client that is killed resets its connection, which the reader of lines reports again
    lines.on("error", () => {});
    lines.on("line", (line) => {
      if (message !== undefined) {
        if (line !== ".") {
          message.push(line);
          return;
        }
        messages.push(message.join("\n"));
        message = undefined;
        say("message");
        return;
      }
      commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO") say("ehlo");
      else if (verb === "AUTH") say("auth");
      else if (verb === "MAIL") say("mail");
      else if (verb === "RCPT") say("rcpt", /<(.*)>/.exec(line)?.[1]);
      else if (verb === "DATA") {
        if ((replies.get("data") ?? USUAL.data).startsWith("354")) message = [];
        say("data");
      } else socket.write("221 bye\r\n", () => socket.end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    commands,
    answer: (step, reply, address) => void replies.set(address === undefined ? step : `${step} ${address}`, reply),
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
