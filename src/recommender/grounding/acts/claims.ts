import type { DraftLanguage } from "../types.ts";

/**
 * What a sentence says of the reader's own words and of agreements: no fact holds any of it but a promise to pay. And what it says
 * of the reader to move them. Over folded words apart by one space.
 */
const CLAIMS = {
  en: {
    said: /\byou (?:\w+ ){0,2}(?:told|said|promised|assured|announced)\b/,
    agreed:
      /\byou (?:\w+ ){0,2}(?:agreed|confirmed|approved|accepted|signed|ordered|wanted)\b|\bwe (?:\w+ ){0,2}(?:agreed|settled on|arranged) (?:with you|on|that|a)\b|\b(?:your|the) (?:team|colleagues?|office|company) (?:\w+ )?(?:told|said|knows?|has told|have told)\b|\byou (?:are|were|have (?:always )?been) (?:\w+ )?(?:our|the) (?:best|first|most|only)\b/,
  },
  fr: {
    said: /\bvous (?:\w+ ){0,2}(?:aviez|avez) (?:\w+ )?(?:dit|indique|promis|annonce|assure)\b/,
    agreed:
      /\bvous (?:\w+ ){0,2}(?:aviez|avez) (?:\w+ )?(?:accepte|approuve|confirme|signe|commande|voulu)\b|\b(?:avions|avons|etions|sommes) (?:\w+ ){0,2}(?:convenus?|mis d accord|entendus?)\b|\bvotre (?:equipe|collegue|bureau|entreprise|service)(?: \w+){0,2} (?:a|ont) (?:\w+ ){0,2}(?:dit|raconte|indique)\b|\bvous (?:\w+ ){0,3}(?:etes|etiez|ete) (?:\w+ )?(?:notre|le|la) (?:meilleur|plus|premier)\w*\b/,
  },
  de: {
    said: /\bsie (?:\w+ ){0,8}(?:gesagt|versprochen|zugesagt|angekundigt|mitgeteilt)\b|\b(?:sagten|versprachen) sie\b/,
    agreed:
      /\bsie (?:\w+ ){0,8}(?:zugestimmt|bestatigt|genehmigt|unterschrieben|bestellt|gewollt)\b|\bwir (?:\w+ ){0,8}(?:geeinigt|(?<!wie )vereinbart|abgemacht)\b|\bihr (?:team|kollege|buro)(?: \w+){0,3} (?:gesagt|erzahlt|mitgeteilt)\b|\bsie (?:sind|waren) (?:\w+ )?unser(?:e|er)? (?:best|wichtigst|erst)\w*\b/,
  },
  es: {
    said: /\b(?:usted|nos) (?:\w+ )?(?:dijo|prometio|aseguro|anuncio|comento)\b/,
    agreed:
      /\b(?:usted|nos) (?:\w+ )?(?:confirmo|aprobo|acepto|firmo|pidio)\b|\b(?:acordamos|habiamos acordado|quedamos en|hemos acordado) (?:con|que)\b|\bsu (?:equipo|companero|oficina|empresa) (?:\w+ ){0,2}(?:ha contado|conto|dijo|ha dicho)\b|\busted (?:\w+ ){0,3}(?:es|era|sido) (?:nuestr[oa]|el|la) (?:mejor|mas|primer\w*)\b/,
  },
} as const satisfies Record<DraftLanguage, { readonly said: RegExp; readonly agreed: RegExp }>;

/** The words of such a claim in a sentence; undefined where it makes none. `hasPromise`: the reader's promise to pay is a fact. */
export function claimIn(words: string, language: DraftLanguage, hasPromise: boolean): string | undefined {
  const { said, agreed } = CLAIMS[language];
  return (agreed.exec(words) ?? (hasPromise ? null : said.exec(words)))?.[0];
}
