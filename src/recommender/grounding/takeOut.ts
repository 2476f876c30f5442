import { folded } from "./characters.ts";
import type { FactForm } from "./factForms.ts";

/** Taking the facts out of a text, so that what is left can be judged without them. */

interface Node {
  readonly next: Map<string, Node>;
  form?: FactForm;
}

/** All forms in one tree, letter by letter: a text is gone through once however many facts there are. */
export type FormTree = Node;

export function formTree(forms: Iterable<FactForm>): FormTree {
  const root: Node = { next: new Map() };
  for (const form of forms) {
    let node = root;
    for (const unit of form.text.split("")) {
      const next = node.next.get(unit) ?? { next: new Map<string, Node>() };
      node.next.set(unit, next);
      node = next;
    }
    // the first form of a text stays: kinds come in the order of how much they are watched
    const known = node.form;
    node.form = known?.kind === form.kind ? { ...known, values: [...known.values, ...form.values] } : (known ?? form);
  }
  return root;
}

/** A fact that stands in the text; `start` and `end` in UTF-16 units of the text that was searched. */
export interface TakenFact {
  readonly form: FactForm;
  readonly start: number;
  readonly end: number;
}

/** The facts in a text from left to right, the longest at each place, each standing by itself. */
export function factsIn(text: string, tree: FormTree): TakenFact[] {
  const found: TakenFact[] = [];
  let at = 0;
  while (at < text.length) {
    const taken = opensAt(text, at) ? longest(text, at, tree) : undefined;
    if (taken !== undefined) found.push(taken);
    at = taken?.end ?? at + 1;
  }
  return found;
}

function longest(text: string, start: number, tree: FormTree): TakenFact | undefined {
  let node: Node | undefined = tree;
  let best: TakenFact | undefined;
  for (let end = start; node !== undefined; end += 1) {
    if (node.form !== undefined && opensBefore(text, start, node.form) && closesAt(text, end, node.form))
      best = { form: node.form, start, end };
    node = node.next.get(text[end] ?? "");
  }
  return best;
}

/** Before a fact: the beginning, a space, an opening bracket or quotation mark, or a French elision. */
function opensAt(text: string, at: number): boolean {
  return at === 0 || / |[("'“„«‹—]/.test(text[at - 1] ?? "");
}

function opensBefore(text: string, at: number, { kind }: FactForm): boolean {
  // d'Azure, l'Atelier: only names are elided before
  if (text[at - 1] === "'" && at > 1 && /\p{L}/u.test(text[at - 2] ?? "")) return kind === "name";
  return true;
}

/** After a fact: the end, a space, or punctuation that does not go on with it; after a name, an English possessive. */
function closesAt(text: string, end: number, { kind, text: form }: FactForm): boolean {
  const rest = text.slice(end, end + 4);
  if (rest === "" || /^[ )”"»›!?;…—]/.test(rest)) return true;
  if (kind === "name" && (/^'s(?![\p{L}\p{N}])/u.test(rest) || (form.endsWith("s") && rest.startsWith("' ")))) return true;
  return /^['.,:](?:[ )”"»›]|$)/.test(rest) || /^\.\)?['”"»]?$/.test(rest);
}

/** Stands for a fact in a text that it was taken out of; which one, the order says. */
export const FACT = "\ue000";

export function withoutFacts(text: string, facts: readonly TakenFact[]): string {
  let rest = "";
  let at = 0;
  for (const { start, end } of facts) {
    rest += text.slice(at, start) + FACT;
    at = end;
  }
  return rest + text.slice(at);
}

/** The text as the second net reads it: folded, every fact as its kind. */
export function forTheNet(rest: string, facts: readonly TakenFact[]): string {
  let index = 0;
  return folded(
    rest.replaceAll(FACT, () => {
      const kind = facts[index]?.form.kind ?? "fact";
      index += 1;
      return ` q${kind} `;
    }),
  );
}
