import type { DraftLanguage } from "../types.ts";
import { GAP, type Net } from "./types.ts";

/**
 * What keeps a reader from looking before they pay, and what has them pay twice: that no check is needed, that a payment went
 * wrong, that it should be made again; and what lures their people away. No fact of a message holds any of it.
 */

/** An English verb of looking closely, in the forms that follow “to”, “not” and “without”. */
const CHECK_EN = "(?:check|verify|review|examine|read|compare|inspect|question|look|study|control|doubt)(?:ing)?";
const CHECK_FR = "(?:verifier|controler|examiner|relire|lire|comparer|regarder|inspecter|etudier|douter|questionner|revoir)";
const CHECK_DE =
  "(?:prufen|uberprufen|nachprufen|kontrollieren|lesen|vergleichen|ansehen|anschauen|anzusehen|nachsehen|nachzusehen|hinterfragen|zweifeln)";
const CHECK_ES = "(?:revisar|comprobar|verificar|examinar|leer|comparar|mirar|controlar|estudiar|dudar|cuestionar)(?:l[aeo]s?)?";

export const CARE_NET = {
  en: {
    others: ["(?:work|working|worked) for us"],
    secrecy: [
      `(?:need not|needn t|no need(?: for you)? to|(?:not|t) (?:need|have) to|not necessary to|no reason to|unnecessary to|without) (?:even )?${CHECK_EN}`,
      `(?:do not|don t|never) (?:bother|waste${GAP})(?: to| with| on)? ${CHECK_EN}`,
      "(?:checks?|checking|verification|review) (?:is|are) (?:not (?:needed|necessary|required)|unnecessary|superfluous)",
    ],
    payment_details: [
      `your (?:\\w+ )?(?:payment|transfer)s?${GAP} (?:wrong|incorrect|invalid|incomplete|lost|refused|rejected|returned|failed|bounced)`,
      `(?:pay|settle|transfer|repeat)${GAP} (?:again|once more|a second time|twice|anew)`,
      `(?:send|make) (?:it|this|that|them|your|the|another)(?: (?:payment|transfer|amount|sum|money))? (?:again|once more|a second time|twice|anew)`,
    ],
  },
  fr: {
    others: ["(?:travailler|travaille|travaillent) (?:pour|chez) nous"],
    secrecy: [
      `(?:inutile|pas besoin|pas la peine|pas necessaire|sans|aucun besoin|n avez pas a) (?:de |d )?(?:meme )?(?:la |le |les )?${CHECK_FR}`,
      `ne (?:perdez|prenez)${GAP} (?:a |de )(?:la |le |les )?${CHECK_FR}`,
    ],
    payment_details: [
      `votre (?:\\w+ )?(?:paiement|reglement|virement)${GAP} (?:incorrect|errone|faux|invalide|incomplet|perdu|refuse|rejete|retourne|echoue)\\w*`,
      `(?:payer|payez|regler|reglez|virer|virez|repeter|repetez|refaire|refaites)${GAP} (?:encore|a nouveau|de nouveau|une nouvelle fois|encore une fois|une seconde fois|une deuxieme fois|deux fois)`,
      `(?:l envoyer|envoyez le|envoyer le paiement|renvoyer le paiement|renvoyez le paiement|refaire le (?:paiement|virement)|refaites le (?:paiement|virement))`,
    ],
  },
  de: {
    others: ["(?:fur|bei) uns (?:zu )?arbeit\\w+"],
    secrecy: [
      `(?:nicht|nichts|ohne|unnotig|keinen grund)(?: \\w+){0,4} (?:zu )?${CHECK_DE}(?: brauchen| mussen)?(?! konnen| konnten)`,
      `(?:brauchen|mussen)(?: \\w+){0,5} nicht (?:\\w+ )?(?:zu )?${CHECK_DE}`,
      "(?:prufung|kontrolle|uberprufung) (?:ist|sind) (?:nicht|unnotig|uberflussig)",
    ],
    payment_details: [
      `ihre (?:\\w+ )?(?:zahlung|uberweisung)(?: \\w+){0,3} (?:falsch|fehlerhaft|ungultig|unvollstandig|verloren|abgelehnt|zuruckgewiesen|zuruckgekommen|fehlgeschlagen)`,
      "(?:zahlen|uberweisen|begleichen|bezahlen|wiederholen)(?: \\w+){0,4} (?:noch einmal|nochmals|nochmal|erneut|ein zweites mal|zweimal)",
      "(?:noch einmal|nochmals|nochmal|erneut|ein zweites mal|zweimal) (?:\\w+ )?(?:zu )?(?:zahlen|uberweisen|begleichen|bezahlen)",
    ],
  },
  es: {
    others: ["trabaj\\w+ (?:para|con) nosotros"],
    secrecy: [
      `(?:no hace falta|no es necesario|no necesita|no tiene que|sin|no tiene por que|sin necesidad de) (?:que )?(?:ni )?${CHECK_ES}`,
      `no (?:pierda|gaste)${GAP} (?:en )?${CHECK_ES}`,
    ],
    payment_details: [
      `su (?:\\w+ )?(?:pago|transferencia)${GAP} (?:incorrect|erroned|equivocad|invalid|incomplet|perdid|rechazad|devuelt|fallid)[ao]`,
      `(?:pag(?:ue|ar|uelo|arlo)|abon(?:e|ar|elo|arlo)|transfier[ae]|transferir|repit[ae]|repetir)${GAP} (?:otra vez|de nuevo|nuevamente|una vez mas|dos veces|una segunda vez)`,
      `(?:envielo|envie el pago|enviarlo|vuelva a (?:pagar|abonar|transferir|enviarlo|enviar el pago))`,
    ],
  },
} as const satisfies Record<DraftLanguage, Partial<Net>>;
