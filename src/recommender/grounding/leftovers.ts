import { folded } from "./characters.ts";
import type { DraftProblemCode } from "./types.ts";

/**
 * What something is that is neither a fact nor an honest word. It is a problem whatever it is; this only finds the name
 * that a person understands.
 */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

const NUMBER = set(`
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion dozen half quarter
double triple twice thrice second third fourth fifth sixth seventh eighth ninth tenth nought
deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante cinquante soixante
septante nonante cent cents mille milliers millions milliard douzaine moitie demi tiers deuxieme troisieme quatrieme cinquieme
null zwei zwo drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn
zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig hundert einhundert tausend eintausend million millionen halb halfte
dutzend doppelt zweite dritte vierte funfte zweiten dritten
cero uno dos tres cuatro cinco seis siete ocho nueve diez doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte
treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos doscientos trescientos cuatrocientos quinientos
seiscientos setecientos ochocientos novecientos mil miles millon millones docena mitad medio doble segundo tercero cuarto
ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxx xl lx xc cc ccc cd dc mm mmxxvi
`);
/** Parts of longer number words: `dreihundert`, `veintinueve`, `zweiundzwanzig`. */
const NUMBER_PART =
  /^(?:\w{2,12}(?:hundert|tausend|undzwanzig|unddreissig|undvierzig|undfunfzig|undsechzig|undsiebzig|undachtzig|undneunzig)\w{0,30}|veint\w{1,8}|\w{2,10}cient[oa]s)$/;

const CURRENCY = set(`
euro euros eur dollar dollars usd buck bucks pound pounds gbp sterling quid pence penny cent cents centimes centime franc francs franken
chf rappen yen jpy yuan cny renminbi rupee rupees inr rouble roubles rubel rub peso pesos mxn ars dolar dolares libra libras krone kroner
krona kronor sek nok dkk zloty pln real reais brl cad aud nzd dirham aed riyal rand zar lira try shekel won krw grand btc eth usdt
`);

const DATE = set(`
january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun today tomorrow tonight yesterday weekend noon
midnight midday hour hours minute minutes second seconds week weeks weekly fortnight month months monthly year years yearly annual
days quarter eod asap deadline
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche
aujourd demain hier lendemain midi minuit heure heures semaine semaines quinzaine mois trimestre an ans annee annees hebdomadaire
januar janner februar feber marz april juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
heute morgen ubermorgen gestern mittag mitternacht stunde stunden woche wochen wochentag monat monate monaten quartal jahr jahre jahren
wochenende tage tagen
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes miercoles jueves viernes
sabado domingo hoy ayer anteayer pasado mediodia medianoche hora horas minuto minutos semana semanas quincena mes meses trimestre ano anos
`);

/** Whether a word is one of number, currency or time, whatever a vocabulary says. */
export function isFigurative(word: string): boolean {
  const plain = folded(word);
  return NUMBER.has(plain) || NUMBER_PART.test(plain) || CURRENCY.has(plain) || DATE.has(plain);
}

/** The problem that a word is which the vocabulary does not know. */
export function codeOfWord(word: string): DraftProblemCode {
  if (/[^\p{Script=Latin}'-]/u.test(word))
    return /\p{Script=Latin}/u.test(word) || /^[a-z'-]+$/.test(folded(word)) ? "disguised_letters" : "language";
  const parts = folded(word).split(/['-]/);
  if (parts.some((part) => NUMBER.has(part) || NUMBER_PART.test(part))) return "number";
  if (parts.some((part) => CURRENCY.has(part))) return "amount";
  if (parts.some((part) => DATE.has(part))) return "date";
  return /^\p{Lu}/u.test(word) ? "name" : "unknown_word";
}

/** The problem that a run of other characters is, with what stands right before and after it. */
export function codeOfRun(run: string, before: string, after: string): DraftProblemCode {
  const plain = run.normalize("NFKC");
  if (plain.includes("@")) return "mail_address";
  if (/:\/\/|^www\.|\p{L}\.\p{L}{2,}|^(?:\d{1,3}\.){3}\d/iu.test(plain)) return "link";
  if (/[<>{}[\]|\\`*_~#^=]/.test(plain)) return "markup";
  if (/[%‰]/.test(plain)) return "percent";
  if (/\p{Sc}/u.test(plain)) return "amount";
  if (/\p{N}/u.test(plain)) return codeOfFigures(plain, folded(before), folded(after));
  if (/\p{L}/u.test(plain)) return /\p{Script=Latin}/u.test(plain) ? "symbols" : "language";
  return "symbols";
}

function codeOfFigures(figures: string, before: string, after: string): DraftProblemCode {
  const digits = figures.replaceAll(/[^\p{N}]/gu, "").length;
  if (CURRENCY.has(after) || CURRENCY.has(before) || /^\p{Sc}$/u.test(after) || /^\p{Sc}$/u.test(before)) return "amount";
  if (/^(?:percent|prozent|pourcent|pour|por)$/.test(after)) return "percent";
  if (/^[A-Za-z]{2}\d{2}/.test(figures) || /^0x/i.test(figures) || (digits >= 12 && !/[/:]/.test(figures))) return "account";
  if (DATE.has(after) || DATE.has(before) || /^\d{1,4}[./-]\d{1,2}(?:[./-]\d{0,4})?$/.test(figures) || /^\d{1,2}[:h]\d{2}$/.test(figures))
    return "date";
  if (/^\(?\+|^00\d/.test(figures) || (digits >= 7 && !/\p{L}/u.test(figures))) return "phone";
  if (/^\d{1,3}(?:[., ']\d{3})*[.,]\d{2}$/.test(figures)) return "amount";
  return "number";
}
