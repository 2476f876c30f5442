/**
 * How people say that they do not want to be written to, by language: whole phrases, without accents, in lower case.
 * The English ones are those that the rules on revoking consent name; the others say the same.
 */
const PHRASES = {
  en: [
    "stop",
    "stopall",
    "quit",
    "end",
    "revoke",
    "opt out",
    "optout",
    "cancel",
    "unsubscribe",
    "remove",
    "no more",
    "do not contact",
    "do not text",
    "leave alone",
  ],
  fr: [
    "stop",
    "arret",
    "arreter",
    "arretez",
    "arrete",
    "fin",
    "annuler",
    "annulez",
    "desabonner",
    "desabonnez",
    "desabonnement",
    "desinscrire",
    "desinscrivez",
    "desinscription",
    "revoquer",
    "resilier",
    "ne plus contacter",
  ],
  de: [
    "stop",
    "stopp",
    "stoppen",
    "ende",
    "beenden",
    "abmelden",
    "abmeldung",
    "abbestellen",
    "austragen",
    "widerruf",
    "widerrufen",
    "kundigen",
  ],
  es: ["stop", "alto", "parar", "pare", "basta", "fin", "baja", "cancelar", "anular", "revocar", "no mas"],
  it: ["stop", "basta", "fine", "ferma", "fermare", "annulla", "annullare", "cancella", "cancellami", "cancellare", "disiscrivi", "revoca"],
  nl: ["stop", "stoppen", "einde", "afmelden", "uitschrijven", "opzeggen", "annuleren", "intrekken"],
  pt: ["stop", "parar", "pare", "fim", "sair", "cancelar", "anular", "revogar", "remover"],
} as const satisfies Record<string, readonly string[]>;

export type StopLanguage = keyof typeof PHRASES;
export const STOP_LANGUAGES = Object.keys(PHRASES) as StopLanguage[];

/** Words around the phrase that change nothing about it: courtesy, whom and what, thanks. */
const FILLERS = new Set(
  (
    "please pls plz kindly now immediately it this that these those me us my i we want wish would like to the all any from with by of for at " +
    "message messages messaging msg msgs text texts texting sms sending send contacting contact writing email emails mails list number thanks thank you hi hello ok " +
    "svp s il vous te plait merci de d les des le la vos tous toutes message messages moi me mon numero bonjour l envoi envois je veux souhaite " +
    "bitte danke jetzt alle nachrichten mich mir keine ich mochte hallo " +
    "por favor gracias ahora mensajes quiero hola los dame darme " +
    "per favore grazie adesso messaggi voglio ciao " +
    "aub alsjeblieft alstublieft bedankt nu berichten ik wil mij " +
    "obrigado obrigada agora mensagens quero ola"
  ).split(" "),
);

/**
 * Whether a message says "write to me no more" and nothing else: a phrase of one of the languages, alone or with courtesy around it,
 * in any case and with any punctuation. What says anything beside that is a reply for a person to read. Stopping is never a decision
 * about an action.
 */
export function isStopMessage(text: string, languages: readonly StopLanguage[] = STOP_LANGUAGES): boolean {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > MOST_WORDS) return false;
  const phrases = new Set(languages.flatMap((language): readonly string[] => PHRASES[language]));
  if (phrases.has(words.join(" "))) return true;
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= Math.min(start + LONGEST_PHRASE, words.length); end++) {
      if (!phrases.has(words.slice(start, end).join(" "))) continue;
      const rest = [...words.slice(0, start), ...words.slice(end)];
      // "stop stop stop" says it once
      if (rest.every((word) => FILLERS.has(word) || /^\d+$/.test(word) || phrases.has(word))) return true;
    }
  }
  return false;
}

const MOST_WORDS = 12;
const LONGEST_PHRASE = 3;

/** Letters and digits in lower case, without accents; apostrophes, hyphens and anything else part words. */
function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, 500)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/(?<=\p{L})['’](?=\p{L})/gu, " ");
  // "S.T.O.P" and "opt-out"
  const joined = plain.replaceAll(/(?<=(?:^|[^\p{L}])\p{L})\.(?=\p{L}(?:[^\p{L}]|$))/gu, "");
  return joined.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
