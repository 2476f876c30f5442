import type { DraftLanguage } from "../types.ts";
import type { Net } from "./types.ts";

/**
 * What the state of a debt, of its papers or of the company is said to be: that the reader says how much it comes to, that the
 * invoice is a mistake, that somebody gave their word, that what was written no longer counts, that the sum changes by itself, or
 * that the company ends. Each class in all languages, whichever of them it was first seen in.
 */
export const STATE_NET = {
  en: {
    promise: [
      "(?:pay|transfer|send|settle)(?: \\w+){0,2} (?:what|whatever|however much|as much as|as little as)",
      "(?:invoice|bill|amount|total|sum|reminder)s?(?: \\w+){0,3} (?:was|were|is|are|has been|have been) (?:an? )?(?:mistakes?|errors?|oversight|misunderstanding)",
      "(?:has|have|had)(?: \\w+){0,2} (?:promised|assured|pledged|given (?:us )?(?:their|his|her|your) word)",
      "(?:forget|throw away)(?: \\w+){0,3} (?:what|before|wrote|message|letter)",
    ],
    threat: [
      "we (?:are|re|will|ll|shall)(?: \\w+){0,3} (?:close|closing|shut|shutting|stop working|give up)",
      "(?:last|final|only|one more) (?:chance|opportunity)",
    ],
    cost: [
      "(?:total|amount|sum|balance|debt|price|invoice)s?(?: \\w+){0,3} (?:grow\\w*|ris(?:es?|ing)|increas\\w*|climb\\w*|doubl\\w*|goes up|going up|gets? (?:larger|bigger|higher))",
    ],
  },
  fr: {
    promise: [
      "(?:payer|regler|verser|payez|reglez|versez)(?: \\w+){0,2} ce (?:que|qui|dont|qu)",
      "(?:payer|regler|payez|reglez)(?: \\w+){0,2} (?:autant|aussi peu|combien)",
      "(?:facture|montant|total|somme|rappel)s?(?: \\w+){0,3} (?:etai\\w+|est|sont|a ete|ont ete) (?:une? )?(?:erreurs?|oubli|malentendu)",
      "(?:a|ont|avait|avaient)(?: \\w+){0,2} (?:promis|garanti|donne (?:sa|leur) parole)",
      "(?:oubli\\w+|jet\\w+)(?: \\w+){0,3} (?:ecrit|message|lettre|auparavant)",
    ],
    threat: ["nous (?:allons|sommes|devons)(?: \\w+){0,3} (?:fermer|cesser|arreter)", "(?:derniere|seule|ultime) (?:occasion|chance)"],
    cost: [
      "(?:total|montant|somme|solde|dette|facture|prix)s?(?: \\w+){0,3} (?:augment\\w*|grandi\\w*|croit|croissent|monte\\w*|double\\w*|grimpe\\w*)",
    ],
  },
  de: {
    promise: [
      "(?:zahlen|bezahlen|uberweisen|begleichen)(?: \\w+){0,2} (?:was|wie ?viel|so ?viel|so ?wenig)",
      "was sie(?: \\w+){0,4} (?:zahlen|bezahlen|uberweisen)",
      "(?:rechnung|betrag|summe|mahnung|erinnerung)(?:en)?(?: \\w+){0,3} (?:war|waren|ist|sind) (?:ein\\w* )?(?:fehler|irrtum|versehen|missverstandnis)",
      "(?:zugesagt|zugesichert|versprochen|zusicher\\w*|(?:sein|ihr)\\w* wort gegeben)",
      "vergessen(?: \\w+){0,2} (?:was|schreiben|brief|nachricht)",
    ],
    threat: [
      "wir (?:schliessen|horen|geben)(?: \\w+){0,3} (?:bald|auf|fur immer|heute|demnachst)",
      "(?:letzte|einzige)\\w* (?:gelegenheit|chance|moglichkeit)",
    ],
    cost: [
      "(?:summe|betrag|rechnung|saldo|schuld|preis)(?: \\w+){0,4} (?:wachst|steigt|erhoht|verdoppelt|grosser|hoher)",
      "(?:wachst|steigt|erhoht|verdoppelt)(?: \\w+){0,4} (?:summe|betrag|rechnung|saldo|schuld|preis)",
    ],
  },
  es: {
    promise: [
      "(?:pagar|pague|abonar|abone|transferir)(?: \\w+){0,2} (?:lo que|cuanto|tanto como|tan poco)",
      "(?:factura|importe|total|suma|recordatorio)s?(?: \\w+){0,3} (?:fue|fueron|era|eran|es|son|ha sido|han sido) (?:una? )?(?:error(?:es)?|equivocacion|descuido|malentendido)",
      "(?:ha|han|habia|habian)(?: \\w+){0,2} (?:prometido|asegurado|garantizado|dado su palabra)",
      "olvid\\w+(?: \\w+){0,3} (?:lo que|escribimos|mensaje|carta|antes)",
    ],
    threat: ["(?:vamos|estamos|tenemos que)(?: \\w+){0,3} (?:cerrar|dejar|parar)", "(?:ultima|unica) (?:oportunidad|ocasion)"],
    cost: ["(?:total|importe|suma|saldo|deuda|factura|precio)s?(?: \\w+){0,3} (?:crec\\w+|aument\\w+|sub(?:e|en|ira|iendo)|duplic\\w+)"],
  },
} as const satisfies Record<DraftLanguage, Partial<Net>>;
