import type { LookUp, MailMessage, MailTransport, Outcome } from "#src/operations/index.ts";

/**
 * A mail transport that keeps what it took. Each message may be answered differently: `taken: true` with an
 * outcome other than done is a mail that went out although nobody heard so.
 */
export class MailDouble implements MailTransport {
  readonly name = "smtp";
  readonly repeatable = false;
  /** Every mail that went out. */
  readonly sent: MailMessage[] = [];
  readonly #answers: { readonly taken: boolean; readonly outcome: Outcome }[] = [];
  readonly #lookUp: "finds" | "unsupported";
  /** When set, look-ups do not see what was sent yet. */
  lagging = false;

  constructor(options: { readonly lookUp: "finds" | "unsupported" } = { lookUp: "unsupported" }) {
    this.#lookUp = options.lookUp;
  }

  answerNext(outcome: Outcome, options: { readonly taken: boolean } = { taken: false }): void {
    this.#answers.push({ ...options, outcome });
  }

  async send(message: MailMessage): Promise<Outcome> {
    const answer = this.#answers.shift();
    if (answer === undefined || answer.taken) this.sent.push(message);
    return answer?.outcome ?? { kind: "done", ref: message.messageId };
  }

  async lookUp({ actionId }: { readonly actionId: string }): Promise<LookUp> {
    if (this.#lookUp === "unsupported") return { kind: "unsupported" };
    const found = this.lagging ? undefined : this.sent.find((message) => message.actionId === actionId);
    return found === undefined ? { kind: "not_found" } : { kind: "found", ref: found.messageId };
  }
}
