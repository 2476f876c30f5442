import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";

export type SinkFault =
  /** Refuses the recipient with this reply (e.g. 550 final, 450 try later). */
  | { readonly kind: "refuse"; readonly code: number; readonly message: string }
  /** Takes the whole message, keeps it, and cuts the connection before the reply. */
  | { readonly kind: "drop_after_data" }
  /** Cuts the connection when the recipient is named: nothing was taken. */
  | { readonly kind: "drop_before_data" }
  /** Takes the message at once and answers late. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** Takes the message late, whether or not the sender is still there. */
  | { readonly kind: "hold"; readonly milliseconds: number };

export interface SinkMessage {
  readonly from: string;
  /** Envelope recipients, Cc included. */
  readonly recipients: readonly string[];
  readonly mail: ParsedMail;
  readonly raw: string;
}

/** A fault, how often it strikes (once unless told), and for whom (everybody unless told). */
export type PlannedFault = SinkFault & { readonly times?: number; readonly recipient?: string };

export interface SmtpSink {
  /** e.g. `smtp://127.0.0.1:2525` */
  readonly url: string;
  messages(): readonly SinkMessage[];
  readonly faults: {
    add(fault: PlannedFault): void;
    /** Asks this function once for every recipient of every mail, as it is named; it sees all of them. */
    decide(strike: (recipient: string) => SinkFault | undefined): void;
    clear(): void;
  };
  clear(): void;
  stop(): Promise<void>;
}

/** An SMTP server on 127.0.0.1 that keeps every message and delivers none. */
export async function startSmtpSink({ port = 0 }: { readonly port?: number } = {}): Promise<SmtpSink> {
  const messages: SinkMessage[] = [];
  const faults = createFaults();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo({ address }, session, callback) {
      faults.strike(address);
      const refusal = faults.take(address, "refuse");
      if (refusal !== undefined) {
        callback(Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
        return;
      }
      if (faults.take(address, "drop_before_data") !== undefined) cut(server, session);
      else callback();
    },
    onData(stream, session, callback) {
      void take(stream, session, callback);
    },
  });
  const take = async (stream: SMTPServerDataStream, session: SMTPServerSession, answer: (error?: Error) => void): Promise<void> => {
    try {
      const message = await receive(stream, session);
      const held = faults.takeFor(message.recipients, "hold");
      if (held !== undefined) await new Promise((resolve) => setTimeout(resolve, held.milliseconds));
      messages.push(message);
      const delay = faults.takeFor(message.recipients, "delay");
      if (delay !== undefined) await new Promise((resolve) => setTimeout(resolve, delay.milliseconds));
      if (faults.takeFor(message.recipients, "drop_after_data") !== undefined) cut(server, session);
      else answer();
    } catch (error) {
      answer(error instanceof Error ? error : new Error(String(error)));
    }
  };
  // A connection that was cut on purpose is an error of the server's own.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    messages: () => messages,
    faults: { add: faults.add, decide: faults.decide, clear: faults.clear },
    clear: () => {
      messages.length = 0;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<SinkMessage> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const raw = Buffer.concat(chunks).toString("utf8");
  const { mailFrom, rcptTo } = session.envelope;
  return {
    from: mailFrom === false ? "" : mailFrom.address,
    recipients: rcptTo.map(({ address }) => address),
    mail: await simpleParser(raw),
    raw,
  };
}

/** Cuts the connection of a session without another word. */
function cut(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    const { id, _socket: socket } = connection as unknown as { readonly id: string; readonly _socket: { destroy(): void } };
    if (id === session.id) socket.destroy();
  }
}

function createFaults() {
  let planned: { readonly fault: PlannedFault; left: number; readonly struck?: true }[] = [];
  let decide: (recipient: string) => SinkFault | undefined = () => undefined;
  const take = <Kind extends SinkFault["kind"]>(recipient: string, kind: Kind): Extract<SinkFault, { kind: Kind }> | undefined => {
    const found = planned.find(({ fault, left }) => left > 0 && fault.kind === kind && (fault.recipient ?? recipient) === recipient);
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault as Extract<SinkFault, { kind: Kind }>;
  };
  return {
    add: (fault: PlannedFault): void => {
      planned.push({ fault, left: fault.times ?? 1 });
    },
    decide: (strike: (recipient: string) => SinkFault | undefined): void => {
      decide = strike;
    },
    strike: (recipient: string): void => {
      const fault = decide(recipient);
      // what an earlier mail to this recipient did not get round to does not strike the next one
      planned = planned.filter((entry) => entry.struck !== true || entry.fault.recipient !== recipient);
      if (fault !== undefined) planned.push({ fault: { ...fault, recipient }, left: 1, struck: true });
    },
    clear: (): void => {
      planned = [];
      decide = () => undefined;
    },
    take,
    takeFor: <Kind extends SinkFault["kind"]>(recipients: readonly string[], kind: Kind) =>
      recipients.map((recipient) => take(recipient, kind)).find((fault) => fault !== undefined),
  };
}
