import { FACT, type TakenFact } from "./takeOut.ts";

/** One thing that stands between spaces, without the punctuation around it. */
export interface Token {
  /** `word`: letters, with hyphens and apostrophes inside. `odd`: anything else that is not punctuation alone. */
  readonly kind: "word" | "fact" | "odd";
  readonly text: string;
  /** The fact, for those. */
  readonly fact?: TakenFact;
  /** Where a sentence may begin with a capital letter. */
  readonly opensSentence: boolean;
  /** The first of a sentence that is not the text's first. */
  readonly beginsSentence: boolean;
  /** A full stop or the like stands right behind it. */
  readonly endsSentence: boolean;
  /** How many sentences came before, so that neighbours of one sentence are told from others. */
  readonly sentence: number;
  /** Only spaces stand between this and the token before. */
  readonly touches: boolean;
}

const OPENING = new Set("(\"'“„«‹¿¡–—…-");
const CLOSING = new Set(")\"'”“»›.,;:!?…–—-");
const WORD = /^\p{L}+(?:['-]\p{L}+)*'?$/u;
/** What joins two words without a space, as some write a dash or dots. */
const JOINT = /(?<=[\p{L}\ue000)])[—–…](?=[\p{L}\ue000(])/gu;

/** The tokens of a text that the facts were taken out of. */
export function tokensOf(rest: string, facts: readonly TakenFact[]): Token[] {
  const tokens: (Omit<Token, "endsSentence"> & { endsSentence: boolean })[] = [];
  let nextFact = 0;
  let sentence = 0;
  let opens = true;
  let begins = false;
  let touches = false;
  const push = (token: Pick<Token, "kind" | "text" | "fact">): void => {
    tokens.push({ ...token, opensSentence: opens, beginsSentence: begins, endsSentence: false, sentence, touches });
    opens = false;
    begins = false;
    touches = true;
  };
  for (const chunk of rest.replaceAll(JOINT, " — ").split(" ")) {
    if (chunk === "") continue;
    const { lead, core, tail } = unwrapped(chunk);
    if (lead !== "") [opens, begins, touches] = [opens || /["“„«‹—–¿¡(]/.test(lead), begins && !/[—–…]/.test(lead), false];
    for (const part of parts(core)) {
      if (part === FACT) {
        const fact = facts[nextFact]!;
        push({ kind: "fact", text: fact.form.text, fact });
        nextFact += 1;
        // `Inc.` may have ended the sentence too
        opens = fact.form.text.endsWith(".");
      } else push({ kind: WORD.test(part) ? "word" : "odd", text: part });
    }
    if (tail !== "") {
      touches = false;
      const last = tokens.at(-1);
      if (last !== undefined && core !== "") last.endsSentence = /[.!?…]/.test(tail);
      if (/[.!?…]/.test(tail)) [sentence, opens, begins] = [sentence + 1, true, !tail.includes("…")];
      else if (tail.includes(":")) opens = true;
    }
  }
  return tokens;
}

/** A chunk without the punctuation around it; character by character, since a long run of it must not take long. */
function unwrapped(chunk: string): { readonly lead: string; readonly core: string; readonly tail: string } {
  let start = 0;
  while (OPENING.has(chunk[start] ?? "")) start += 1;
  let end = chunk.length;
  while (end > start && CLOSING.has(chunk[end - 1] ?? "")) end -= 1;
  return { lead: chunk.slice(0, start), core: chunk.slice(start, end), tail: chunk.slice(end) };
}

/** A chunk cut at the facts in it: `d'` and the name, a name and `'s`. */
function parts(core: string): string[] {
  if (!core.includes(FACT)) return core === "" ? [] : [core];
  const found: string[] = [];
  for (const part of core.split(/(\ue000)/)) if (part !== "" && part !== "'s" && part !== "'") found.push(part);
  return found;
}
