import { PAGE_POLICY } from "../middleware/headers.ts";

/** The page's own rules, but that its one form may be sent. */
export const FORM_POLICY = PAGE_POLICY.replace("form-action 'none'", "form-action 'self'");

const LANGUAGES = ["en", "fr", "de", "es"] as const;
type Language = (typeof LANGUAGES)[number];

const WORDS = {
  en: {
    ask: "Unsubscribe",
    question: (address: string) => `Shall we stop writing to ${address}?`,
    button: "Unsubscribe",
    done: "Unsubscribed",
    confirmed: (address: string) => `We will not write to ${address} any more.`,
    unknown: "This link is not valid",
    advice: "It may have been cut off. Open the link in the message once more, or answer the message.",
  },
  fr: {
    ask: "Se désabonner",
    question: (address: string) => `Ne plus écrire à ${address} ?`,
    button: "Se désabonner",
    done: "Désabonnement effectué",
    confirmed: (address: string) => `Nous n’écrirons plus à ${address}.`,
    unknown: "Ce lien n’est pas valable",
    advice: "Il a peut-être été coupé. Ouvrez encore une fois le lien du message, ou répondez au message.",
  },
  de: {
    ask: "Abmelden",
    question: (address: string) => `Sollen wir nicht mehr an ${address} schreiben?`,
    button: "Abmelden",
    done: "Abgemeldet",
    confirmed: (address: string) => `Wir schreiben nicht mehr an ${address}.`,
    unknown: "Dieser Link ist nicht gültig",
    advice: "Vielleicht wurde er abgeschnitten. Öffnen Sie den Link aus der Nachricht noch einmal, oder antworten Sie auf die Nachricht.",
  },
  es: {
    ask: "Darse de baja",
    question: (address: string) => `¿Dejamos de escribir a ${address}?`,
    button: "Darse de baja",
    done: "Baja realizada",
    confirmed: (address: string) => `No volveremos a escribir a ${address}.`,
    unknown: "Este enlace no es válido",
    advice: "Quizá esté incompleto. Abra otra vez el enlace del mensaje o responda al mensaje.",
  },
} as const satisfies Record<Language, object>;

/** The first of the languages that the browser asks for and that there is. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.flatMap((one) => LANGUAGES.find((language) => language === one) ?? [])[0] ?? "en";
}

/** Asks; nothing has happened yet, because those who only look at a link must not unsubscribe anybody. */
export function askPage(address: string, language: Language): string {
  const words = WORDS[language];
  const form = `<form method="post"><button type="submit">${words.button}</button></form>`;
  return page(language, words.ask, `<p>${escape(words.question(address))}</p>${form}`);
}

export function donePage(address: string, language: Language): string {
  const words = WORDS[language];
  return page(language, words.done, `<p>${escape(words.confirmed(address))}</p>`);
}

export function unknownPage(language: Language): string {
  const words = WORDS[language];
  return page(language, words.unknown, `<p>${words.advice}</p>`);
}

function page(language: Language, title: string, body: string): string {
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="robots" content="noindex"><title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>\n`
  );
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!);
