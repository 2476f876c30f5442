import { folded } from "./characters.ts";
import type { DraftLanguage } from "./types.ts";

/**
 * Whether a sentence means the same when its neighbours are gone. Closed lists, and broad ones: a sentence that is taken for one
 * that hangs on another costs words, the other way round it costs meaning.
 */

interface Hanging {
  /** Words that go on from what was said before, as the first of a sentence. */
  readonly starts: RegExp;
  /** Words that stand for something that was said, wherever in the sentence. */
  readonly points: RegExp;
  /** Words that say that something comes next. */
  readonly announces: RegExp;
  /** Words that deny or restrict. */
  readonly denies: RegExp;
}

/** Parts by spaces; `_` is a space inside one. */
const any = (list: string): string => list.trim().split(/\s+/).join("|").replaceAll("_", " ");
const words = (list: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${any(list)})(?![\p{L}\p{N}])`, "u");
const first = (list: string): RegExp => new RegExp(String.raw`^[^\p{L}]*(?:${any(list)})(?![\p{L}\p{N}])`, "u");

const HANGING = {
  en: {
    starts: first(String.raw`
      this that these those it its they them their theirs he she his her but and or nor so yet then thus hence therefore however otherwise
      instead also too moreover furthermore besides meanwhile likewise similarly still nevertheless nonetheless although though because since
      unless such same both either neither another others? one ones yes no not never none nothing nobody what which who whose where here there
      first second secondly finally lastly next after before until only except rather even in_(?:that|this|such|which) if_(?:so|not|this|that|it)
      as_(?:such|a_result) on_the_other_hand at_(?:that|this)
    `),
    points: words(String.raw`
      it its they them their theirs this these those such same former latter ones? both else otherwise instead so there thereby thereof then
      (?:of|about|with|for|to|on|by|from|after|before|at|in|do|did|done|say|said|mean|means|like)_that that_(?:is|was|would|will|means?)
    `),
    announces: words("following follows next"),
    denies: words(String.raw`
      not never no cannot none nobody nothing \p{L}+n't without false wrong untrue unless except only opposite contrary ignore disregard
    `),
  },
  fr: {
    starts: first(String.raw`
      ce c'\p{L}+ ceci cela ca cet cette ces celui celle ceux celles celui-\p{L}+ celle-\p{L}+ il elle ils elles lui leur leurs y en mais et ou ni
      or donc car alors ainsi puis ensuite enfin cependant toutefois pourtant neanmoins sinon autrement plutot aussi egalement de_plus en_outre
      par_ailleurs encore tels? telles? meme chacune? aucune? rien personne jamais non oui ne n'\p{L}+ que qui dont sauf seulement uniquement
      d'abord premierement deuxiemement avant apres jusque dans_(?:ce|cette|ces) si_(?:oui|non|tel|ce|cela|c'\p{L}+) faute parce puisque quoique
    `),
    points: words(String.raw`
      ce c'\p{L}+ ceci cela ca cet cette ces celui celle ceux celles celui-\p{L}+ celle-\p{L}+ ils? elles? y l'une? tous_deux toutes_deux autrement
      sinon ainsi derniere?s? \p{L}+-(?:le|la|les|lui|leur|y|en) (?:le|la|les)_\p{L}+(?:er|ir|re) en_\p{L}+(?:er|ir|re) memes? tels? telles?
    `),
    announces: words("suivante?s? suit voici ci-apres"),
    denies: words(String.raw`
      ne n'\p{L}+ pas jamais aucune? rien personne sans faux fausse sauf seulement uniquement contraire ignorez ignorer
    `),
  },
  de: {
    starts: first(String.raw`
      dies\p{L}* das jene\p{L}* es er ihn ihm deren dessen aber und oder denn doch jedoch sondern allerdings deshalb deswegen daher darum dann
      danach also somit folglich trotzdem dennoch sonst andernfalls ansonsten stattdessen auch ausserdem zudem ferner ebenso weiterhin dabei
      dafur davon dazu daruber damit daran darauf dagegen darin hierzu hiermit hierbei solche\p{L}* beide\p{L}* keine?\p{L}* nichts niemand nie nicht
      nein ja was wer welche\p{L}* wo wohin zuerst erstens zweitens schliesslich bevor nachdem bis nur ausser vielmehr sogar so weil obwohl
      (?:wenn|falls)_(?:ja|nein|nicht|dies\p{L}*|das|es|er)
    `),
    points: words(String.raw`
      dies\p{L}* jene\p{L}* es er ihn ihm deren dessen dabei dafur davon dazu daruber damit daran darauf dagegen darin hier\p{L}* solche\p{L}* beide\p{L}*
      \p{L}*selben? letztere\p{L}* erstere\p{L}* sonst andernfalls ansonsten stattdessen so dann das_(?:ist|war|ware|hat|wurde|wird|heisst)
    `),
    announces: words(String.raw`folgend\p{L}* folgt nachstehend\p{L}*`),
    denies: words(String.raw`
      nicht nie niemals keine?\p{L}* nichts niemand ohne falsch\p{L}* ausser nur gegenteil\p{L}* ignorieren vergessen
    `),
  },
  es: {
    starts: first(String.raw`
      esto eso ello aquello est[ae]s? estos es[ae]s? esos aquel\p{L}* el_cual la_cual ellas? ellos lo pero y e o u ni sino aunque porque pues asi
      entonces luego despues por_(?:tanto|lo_tanto|eso|ello) sin_embargo no_obstante de_lo_contrario en_(?:caso_contrario|cambio|es[ea]|est[ea]|tal)
      tambien tampoco ademas asimismo igualmente todavia tal tales mism[oa]s? amb[oa]s cada ningun\p{L}* nada nadie nunca jamas no
      si_(?:no|es_asi|fuera_asi|lo) que quien cual donde aqui alli primero segundo finalmente por_ultimo antes hasta solo salvo excepto de_ser_asi
    `),
    points: words(String.raw`
      esto eso ello aquello est[ae]s? estos es[ae]s? esos aquel\p{L}* ellas? ellos \p{L}+(?:[aei]r|[aei]ndo)(?:lo|la|los|las) dich[oa]s? mism[oa]s? amb[oa]s
      asi entonces tal tales lo tambien
    `),
    announces: words("siguientes? a_continuacion"),
    denies: words(String.raw`
      no nunca jamas ningun\p{L}* nada nadie sin fals[oa]s? salvo excepto solo solamente contrario ignore ignorar
    `),
  },
} as const satisfies Record<DraftLanguage, Hanging>;

/** The pronouns that are polite with a capital, and stand for something without. */
const SMALL_PRONOUNS = / (?:sie|ihr\p{Ll}*|ihnen)(?!\p{L})/u;

/** How a sentence is tied to those around it. */
export interface Ties {
  /** It begins as something that goes on from the one before. */
  readonly goesOn: boolean;
  /** Something in it stands for what was said before. */
  readonly pointsBack: boolean;
  /** It announces what comes next. */
  readonly announces: boolean;
  /** It denies or restricts: what comes next may be what it denies. */
  readonly denies: boolean;
}

export function tiesOf(sentence: string, language: DraftLanguage): Ties {
  const { starts, points, announces, denies } = HANGING[language];
  const text = folded(sentence);
  return {
    goesOn: starts.test(text) || /^[^\p{L}]*\p{Ll}/u.test(sentence),
    pointsBack: points.test(text) || (language === "de" && SMALL_PRONOUNS.test(sentence)),
    announces: announces.test(text) || !/[.!?]$/.test(sentence.trim()),
    denies: denies.test(text),
  };
}
