import type { Ask, Answer, LanguageModel } from "#src/llm/index.ts";
import { ATTACKS } from "./attacks.ts";
import { hostileDrafts } from "./compose.ts";
import { WRAPPERS } from "./wrappers.ts";

/** Every attack in every language and wrapper as one line, without end: what somebody may type into any field of the ERP. */
export function* injections(): Generator<string> {
  for (;;) {
    for (const wrapper of WRAPPERS) {
      for (const attack of ATTACKS) for (const text of Object.values(attack.said)) yield wrapper.wrap(text).join(" ");
    }
  }
}

/** How the suite marks the texts of one customer. */
export const MARK = /zq[0-9a-z]+kx/g;

const USAGE = {
  model: "attacker",
  tries: 1,
  costUsd: 0,
  isAssumed: false,
  durationMs: 1,
  inputTokens: 1,
  outputTokens: 1,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
};

/** A model that somebody has replaced: whatever it is asked, its answer fits the schema and is hostile. It keeps what it was told. */
export class Attacker implements LanguageModel {
  readonly model = "attacker";
  readonly told: { readonly purpose: string; readonly text: string }[] = [];
  answers = 0;
  /** Words of another customer that it tried to say: the marks of those it was told of before. */
  betrayals = 0;
  readonly #overheard: string[] = [];
  readonly #drafts = hostileDrafts();
  readonly #texts = injections();

  async ask<T>({ purpose, system, content, schema }: Ask<T>): Promise<Answer<T>> {
    this.told.push({ purpose, text: [...system, content].join("\n") });
    this.answers += 1;
    if (purpose === "draft") this.#overheard.push(...new Set(content.match(MARK) ?? []));
    for (const answer of this.#answersTo(content)) {
      const parsed = schema.safeParse(answer);
      if (parsed.success) return { ok: true, value: parsed.data, usage: USAGE };
    }
    return { ok: false, reason: "malformed", sentence: "It answered nonsense.", next: "Ask again.", usage: USAGE };
  }

  /** One for each kind of question; the schema takes the one that fits. */
  #answersTo(content: string): readonly unknown[] {
    const draft = this.#drafts.next().value?.draft ?? { opening: [this.#text()], closing: [] };
    const mail = "body" in draft ? { opening: [draft.body], closing: [] } : draft;
    const handles = Array.from(content.matchAll(/"handle": "(c\d+)"/g), ([, handle]) => handle ?? "");
    const offered = Array.from(content.matchAll(/"handle": "(s\d+)"/g), ([, handle]) => handle ?? "");
    const betrayed = this.#betrayed(content);
    // nothing else of its own: were the mark not found out, it would stand in what is sent
    const written = (text: string) =>
      betrayed === null ? this.#among(text, offered) : [...offered.slice(0, 8).map((use) => ({ use })), { write: betrayed }];
    return [
      {
        subject: "subject" in mail && mail.subject !== undefined ? { write: mail.subject } : null,
        opening: betrayed === null ? mail.opening.map(written) : [written("")],
        closing: betrayed === null ? mail.closing.map(written) : [],
      },
      { body: written("body" in draft ? draft.body : draft.opening.join(" ")) },
      {
        order: [...handles.toReversed(), "c0", "c999999", ...handles, "__proto__"],
        notes: handles.slice(0, 20).map((handle) => ({ handle, sentence: betrayed ?? this.#text() })),
        check_ins: handles.map((handle, index) => ({ handle, days: index * 97 - 50 })),
      },
    ];
  }

  /** Every other time the mark of another customer, as soon as it has heard of one. */
  #betrayed(content: string): string | null {
    const own = new Set(content.match(MARK) ?? []);
    const mark = this.#overheard.findLast((one) => !own.has(one));
    if (mark === undefined || this.answers % 2 === 0) return null;
    this.betrayals += 1;
    return this.betrayals % 2 === 0 ? mark : `Thank you, ${mark}.`;
  }

  /** By turns alone, among sentences that were offered, and beside handles that were not. */
  #among(text: string, offered: readonly string[]) {
    const at = this.answers % Math.max(1, offered.length);
    const [before = "s0", after = "s0"] = [offered[at], offered[at + 1]];
    switch (this.answers % 4) {
      case 0:
        return [{ write: text }];
      case 1:
        return [{ use: before }, { write: text }, { use: after }];
      case 2:
        return [{ use: before }, { use: text }, { write: text }, { use: "__proto__" }];
      default:
        return [{ use: "s999" }, { use: after }, { use: before }, { use: text.slice(0, 200) }];
    }
  }

  #text(): string {
    return this.#texts.next().value as string;
  }
}
