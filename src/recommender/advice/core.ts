import { folded, languageOf, type DraftLanguage } from "../grounding/index.ts";
import { CORE, type Intent, type MessageKind, type Occasion } from "./phrases/index.ts";

/**
 * Whether a sentence says what its message is for: one of the book by what it says, one of the model's own where it names the
 * facts that the message is about, or the thing and how it stands with it.
 */
export function saysWhatItIsFor({ text, says }: { readonly text: string; readonly says: Intent | null }, occasion: Occasion): boolean {
  const { kind, facts, deal } = occasion;
  const core: readonly Intent[] = CORE[kind];
  if (says !== null) return core.includes(says);
  if (kind === "deal" || kind === "sms") return (deal !== null && text.includes(deal)) || isAbout(kind, text, facts.locale);
  return facts.identifiers.some((identifier) => text.includes(identifier)) || isAbout(kind, text, facts.locale);
}

function isAbout(kind: MessageKind, text: string, locale: string): boolean {
  const { thing, state } = WORDS[languageOf(locale) ?? "en"];
  const words = folded(text);
  return thing[kind].test(words) && state[kind].test(words);
}

interface CoreWords {
  readonly thing: Readonly<Record<MessageKind, RegExp>>;
  readonly state: Readonly<Record<MessageKind, RegExp>>;
}

const ANY = /./;

const WORDS = {
  en: {
    thing: {
      reminder: /\b(?:invoices?|payments?|amount|balance)\b/,
      confirmation: /\b(?:payments?|transfer|invoices?)\b/,
      deal: /\b(?:projects?|offer|proposal|quotation|quote|decision|plans)\b/,
      sms: /\b(?:projects?|offer|proposal|quotation|quote|decision|plans)\b/,
    },
    state: {
      reminder: /\b(?:open|unpaid|overdue|due|late|not|outstanding|missing|settle\w*|pay|paid|receive|arrange|waiting)\b/,
      confirmation: /\b(?:receiv\w+|arriv\w+|reached|settl\w+|paid|thank\w*|confirm\w*|came|booked|recorded)\b/,
      deal: ANY,
      sms: ANY,
    },
  },
  fr: {
    thing: {
      reminder: /\b(?:factures?|paiements?|reglements?|montant|solde)\b/,
      confirmation: /\b(?:paiements?|reglements?|virement|factures?)\b/,
      deal: /\b(?:projets?|offre|proposition|devis|decision)\b/,
      sms: /\b(?:projets?|offre|proposition|devis|decision)\b/,
    },
    state: {
      reminder: /\b(?:ouverte?s?|impayee?s?|retard|echu\w*|echeance|pas|regl\w+|pay\w+|recevoir|attente|attendons)\b/,
      confirmation: /\b(?:recu\w*|arriv\w+|parvenu\w*|regle\w*|paye\w*|merci|remerci\w+|confirm\w+|solde\w*)\b/,
      deal: ANY,
      sms: ANY,
    },
  },
  de: {
    thing: {
      reminder: /rechnung|zahlung|betrag|saldo/,
      confirmation: /zahlung|uberweisung|rechnung/,
      deal: /projekt|angebot|entscheidung|plan/,
      sms: /projekt|angebot|entscheidung|plan/,
    },
    state: {
      reminder: /offen|unbezahlt|fallig|nicht|ausstehend|verzug|bezahl|begleich|erhalten|zahl/,
      confirmation: /erhalten|eingegangen|erreicht|beglichen|bezahlt|dank|bestatig/,
      deal: ANY,
      sms: ANY,
    },
  },
  es: {
    thing: {
      reminder: /\b(?:facturas?|pagos?|importe|saldo)\b/,
      confirmation: /\b(?:pagos?|transferencia|facturas?)\b/,
      deal: /\b(?:proyectos?|oferta|propuesta|presupuesto|decision|planes)\b/,
      sms: /\b(?:proyectos?|oferta|propuesta|presupuesto|decision|planes)\b/,
    },
    state: {
      reminder: /\b(?:pendientes?|impagad\w+|venc\w+|retraso|no|abon\w+|pag\w+|recibir|saldar)\b/,
      confirmation: /\b(?:recibi\w+|lleg\w+|pagad\w+|gracias|agradec\w+|confirm\w+|saldad\w+)\b/,
      deal: ANY,
      sms: ANY,
    },
  },
} as const satisfies Record<DraftLanguage, CoreWords>;
