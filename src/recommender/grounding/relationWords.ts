import type { DraftLanguage } from "./types.ts";

/** The words, folded, by which a sentence says how its facts belong together. */
export interface RelationWords {
  /** The amount beside it is what several documents come to. */
  readonly total: RegExp;
  /** On which side of a day the word stands that says what it is: before it, in German behind it too. */
  readonly daySteps: readonly (-1 | 1)[];
  /** The day beside it is one on which something was due. */
  readonly due: RegExp;
  /** The day beside it is one on which a document was written. */
  readonly issued: RegExp;
  /** The day beside it is one on which a payment came. */
  readonly paid: RegExp;
  /** Speaks of the oldest, or of the newest, of several documents. */
  readonly oldest: RegExp;
  readonly newest: RegExp;
  /** A sentence that begins so goes on about the document of the one before. */
  readonly goesOn: RegExp;
  /** Two documents; at least two; exactly one. Over the sentence's words apart by one space, facts as `q`. */
  readonly both: RegExp;
  readonly several: RegExp;
  readonly single: RegExp;
}

export const RELATION_WORDS = {
  en: {
    daySteps: [-1],
    total: /^(?:totals?|totall\w+|together|altogether|combined|overall|all|balance|ow(?:e|es|ed|ing)|both|joint)$/,
    due: /^(?:due|payable|expired|matured|expected)$/,
    issued: /^(?:dated|issued|written|raised)$/,
    paid: /^(?:paid|received|arrived|credited|booked|reached|settled|came)$/,
    oldest: /^(?:older|oldest|earlier|earliest)$/,
    newest: /^(?:newer|newest|later|latest|younger|more recent)$/,
    goesOn: /^(?:it|its|this|that)$/,
    both: /\bboth(?: of)?(?: (?:the|these|those|your|our|of))?(?: [a-z]+){0,2} invoices\b/,
    several: /\b(?:several|multiple|many|numerous|various|a number of|a few|a couple of)(?: [a-z]+){0,2} invoices\b/,
    single: /\b(?:one|single|sole|lone)(?: (?!of\b)[a-z]+){0,2} invoice\b/,
  },
  fr: {
    daySteps: [-1],
    total: /^(?:total\w*|ensemble|cumule\w*|solde|devez|doit|dues?|arriere|globale?s?)$/,
    due: /^(?:echu\w*|echeances?|exigibles?|dues?|prevu\w*|attendu\w*)$/,
    issued: /^(?:emis\w*|date\w?|datee\w?|etabli\w*)$/,
    paid: /^(?:paye\w*|recu\w*|encaisse\w*|credite\w*|enregistre\w*|parvenu\w*|regle\w*|arrive\w*)$/,
    oldest: /^(?:ancienne|vieille|anciennes)$/,
    newest: /^(?:recente|nouvelle)$/,
    goesOn: /^(?:elle|celle-ci|celle)$/,
    both: /\b(?:les|nos|vos|ces) deux(?: [a-z]+)? factures\b/,
    several: /\b(?:plusieurs|nombreuses|diverses|quelques|differentes)(?: [a-z]+)? factures\b/,
    single: /\bune (?:seule|unique|simple)(?: [a-z]+)? facture\b|\bune facture (?:seule|unique|isolee)\b/,
  },
  de: {
    daySteps: [-1, 1],
    total:
      /^(?:insgesamt|gesamt\w*|zusammen\w*|saldo|ruckstand\w*|schuld(?:e|en|et|est|ig|ete|eten)|summe|offenstand\w*|gemeinsam\w*|beide\w*)$/,
    due: /^(?:fallig\w*|falligkeit\w*|erwartet\w*)$/,
    issued: /^(?:vom|ausgestellt\w*|datiert\w*|erstellt\w*)$/,
    paid: /^(?:bezahlt\w*|eingegangen\w*|erhalten\w*|verbucht\w*|gutgeschrieben\w*|eingang|zahlungseingang|erreicht)$/,
    oldest: /^(?:alter\w*|altest\w*)$/,
    newest: /^(?:neuer(?:e|en|er|es|em)|neuest\w*|junger\w*|jungst\w*)$/,
    goesOn: /^(?:sie|diese|dieser)$/,
    both: /\bbeide[nrsm]?(?: [a-z]+){0,2} rechnungen\b/,
    several:
      /\b(?:mehrere[nrsm]?|viele[nrsm]?|zahlreiche[nrsm]?|etliche[nrsm]?|einige[nrsm]?|verschiedene[nrsm]?)(?: [a-z]+){0,2} rechnungen\b/,
    single: /\b(?:einzige|einzelne)[nrsm]?(?: [a-z]+)? rechnung\b|\b(?:nur|bloss|lediglich|genau) eine[nr]?(?: [a-z]+)? rechnung\b/,
  },
  es: {
    daySteps: [-1],
    total: /^(?:total\w*|conjunto|sum(?:a|an|aban)|saldos?|adeud\w+|deben?|junt[ao]s|global|ambas)$/,
    due: /^(?:venc\w+|exigibles?|prevista?s?|previstos?|esperad\w+)$/,
    issued: /^(?:emitid\w+|fechad\w+|expedid\w+)$/,
    paid: /^(?:pagad\w+|recibi\w+|llego|registr\w+|abonad\w+|ingresad\w+|contabiliz\w+)$/,
    oldest: /^(?:antigua|antiguas|vieja)$/,
    newest: /^(?:reciente|nueva)$/,
    goesOn: /^(?:esta|aquella|vencio|lleva|tiene)$/,
    both: /\bambas(?: [a-z]+)? facturas\b|\b(?:las|sus|nuestras|estas) dos(?: [a-z]+)? facturas\b/,
    several: /\b(?:varias|muchas|numerosas|diversas|algunas|distintas)(?: [a-z]+)? facturas\b/,
    single: /\b(?:una?|la) (?:sola|unica)(?: [a-z]+)? factura\b|\buna factura (?:sola|unica)\b/,
  },
} as const satisfies Record<DraftLanguage, RelationWords>;
