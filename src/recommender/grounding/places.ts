import { folded } from "./characters.ts";
import type { Token } from "./tokens.ts";
import type { Counted, DraftLanguage } from "./types.ts";

/**
 * A fact is one only in its place: days overdue are no deadline, a count of invoices counts nothing else, and two numbers
 * side by side are read as a third.
 */

/** What a count may stand before, folded and from the beginning of the word. */
const COUNTED = {
  en: {
    invoice: ["invoice", "bill", "item", "document", "amount", "due date"],
    order: ["order"],
    quotation: ["quot", "offer"],
    project: ["project"],
    task: ["task", "item", "point"],
    payment: ["payment"],
    delivery: ["deliver"],
  },
  fr: {
    invoice: ["facture", "echeance", "piece", "montant"],
    order: ["commande"],
    quotation: ["devis", "offre"],
    project: ["projet"],
    task: ["tache", "point"],
    payment: ["paiement", "reglement"],
    delivery: ["livraison"],
  },
  de: {
    invoice: ["rechnung", "posten", "falligkeit", "beleg", "betrag"],
    order: ["auftr", "bestellung"],
    quotation: ["angebot"],
    project: ["projekt"],
    task: ["aufgabe", "punkt"],
    payment: ["zahlung"],
    delivery: ["lieferung"],
  },
  es: {
    invoice: ["factura", "vencimiento", "partida", "plazo", "importe"],
    order: ["pedido"],
    quotation: ["presupuesto", "oferta"],
    project: ["proyecto"],
    task: ["tarea", "punto"],
    payment: ["pago"],
    delivery: ["entrega"],
  },
} as const satisfies Record<DraftLanguage, Record<Counted, readonly string[]>>;

/** What makes days a lateness. */
const LATE = {
  en: /^(?:overdue|late|past|ago|behind|delay|unpaid|outstanding|open|for|since|by|due)$/,
  fr: /^(?:retard|depuis|passes?|depasse\w*|echue?s?|impayee?s?|y|il)$/,
  de: /^(?:seit|uberfallig\w*|verzug|ruckstand|her|uber\w*|offen\w*|vor|verspatet\w*|fallig\w*)$/,
  es: /^(?:retraso|desde|hace|demora|vencid\w+|atraso|pendientes?|lleva\w*)$/,
} as const satisfies Record<DraftLanguage, RegExp>;

/** Not the things that the fact counts, but more of them. */
const OTHERS =
  /^(?:more|others?|further|additional|another|new|next|autres?|nouve\w+|supplementaires?|prochain\w*|weitere\w*|andere\w*|neue\w*|zusatzliche\w*|nachste\w*|mas|otr[ao]s?|nuev\w+|adicional\w*|proxim\w+)$/;

/** What would make them a time that is still left. */
const LEFT = {
  en: /^(?:within|in|next|another|further|extra|additional|more|left|remaining|longer|from|notice|until|before|to|pay|reply|respond|coming|following)$/,
  fr: /^(?:dans|sous|prochains?|encore|supplementaires?|plus|reste\w*|avant|pour|delai|suivants?|d|payer|regler)$/,
  de: /^(?:in|binnen|innerhalb|nachsten?|weiteren?|weitere|noch|mehr|zusatzlich\w*|bis|um|kommenden?|folgenden?|zu|zahlen)$/,
  es: /^(?:en|dentro|proximos?|mas|otros?|adicionales?|quedan?|antes|para|plazo|siguientes?|pagar)$/,
} as const satisfies Record<DraftLanguage, RegExp>;

/** What makes a day a deadline, right before it or with an article between. */
const BY = {
  en: /^(?:by|until|till|before|to|from)$/,
  fr: /^(?:avant|jusqu|jusque|ici|jusqu'au|d'ici)$/,
  de: /^(?:bis|vor|ab)$/,
  es: /^(?:antes|hasta|para)$/,
} as const satisfies Record<DraftLanguage, RegExp>;
const ARTICLE = /^(?:the|le|la|au|du|zum|dem|den|del|de|el|al)$/;

/** What is wrong with where a fact stands; undefined when it stands well. */
export function placeOf(tokens: readonly Token[], index: number, language: DraftLanguage): string | undefined {
  const token = tokens[index];
  const form = token?.fact?.form;
  if (token === undefined || form === undefined) return undefined;
  const before = tokens[index - 1];
  // “34 and 25 days” are two
  const isPair = before?.fact?.form.kind === "days" && form.kind === "days" && !before.fact.form.isWhole;
  if (token.touches && before?.fact !== undefined && hasFigures(before) && hasFigures(token) && !isPair)
    return `${before.text} ${token.text}`;
  switch (form.kind) {
    case "count":
      return isCounted(tokens, index, language) ? undefined : nearby(tokens, index);
    case "date":
      return form.deadline === true || !isDeadline(tokens, index, language) ? undefined : nearby(tokens, index);
    case "days":
      return isLate(tokens, index, language) ? undefined : nearby(tokens, index);
    case "amount":
    case "identifier":
    case "ordinal":
    case "name":
    case "host":
    case "mail":
    case "phone":
      return undefined;
  }
}

const hasFigures = (token: Token): boolean => /\d/.test(token.text);

function isCounted(tokens: readonly Token[], index: number, language: DraftLanguage): boolean {
  const of = tokens[index]?.fact?.form.of ?? [];
  const nouns = of.flatMap((counted): readonly string[] => COUNTED[language][counted]);
  const after = sentenceMates(tokens, index, 1, 4);
  const noun = after.findIndex((word) => nouns.some((beginning) => word.startsWith(beginning)));
  // adjectives may come between; what makes it a count of others may not
  return noun !== -1 && after.slice(0, noun).every((word) => !word.startsWith("q ") && !OTHERS.test(word));
}

function isDeadline(tokens: readonly Token[], index: number, language: DraftLanguage): boolean {
  const [closest = "", next = "", third = ""] = sentenceMates(tokens, index, -1, 3);
  const word = !ARTICLE.test(closest) ? closest : ARTICLE.test(next) ? third : next;
  return BY[language].test(word);
}

function isLate(tokens: readonly Token[], index: number, language: DraftLanguage): boolean {
  const before = sentenceMates(tokens, index, -1, 40);
  const after = sentenceMates(tokens, index, 1, 40);
  // a sentence on lateness may name the days of several invoices; next to them nothing may stand that makes them a deadline
  return (
    [...before, ...after].some((word) => LATE[language].test(word)) &&
    ![...before.slice(0, 2), ...after.slice(0, 2)].some((word) => LEFT[language].test(word))
  );
}

/** The folded words next to a token in its sentence, the closest first; a fact is told from a word. */
function sentenceMates(tokens: readonly Token[], index: number, step: 1 | -1, most: number): string[] {
  const mates: string[] = [];
  for (let at = index + step; mates.length < most; at += step) {
    const mate = tokens[at];
    if (mate === undefined || mate.sentence !== tokens[index]?.sentence) break;
    mates.push(mate.kind === "word" ? folded(mate.text) : "q fact");
  }
  return mates;
}

function nearby(tokens: readonly Token[], index: number): string {
  return tokens
    .slice(Math.max(0, index - 1), index + 3)
    .map(({ text }) => text)
    .join(" ");
}
