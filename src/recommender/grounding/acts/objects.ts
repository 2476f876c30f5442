import { folded } from "../characters.ts";
import { DE_NOUNS } from "../lexicon/de.ts";
import { EN_NOUNS } from "../lexicon/en.ts";
import { ES_NOUNS } from "../lexicon/es.ts";
import { FR_NOUNS } from "../lexicon/fr.ts";
import { englishNoun, frenchNoun, germanNoun, spanishNoun } from "../lexicon/inflect.ts";
import { listed } from "../lexicon/vocabulary.ts";
import type { DraftLanguage } from "../types.ts";

/** The things that a sentence which asks or promises may speak of. Folded, in the forms in which they may stand. */

interface Objects {
  /** Whether a word is a thing at all. */
  readonly isThing: (word: string) => boolean;
  readonly asked: ReadonlySet<string>;
  /** Where other things may stand: our own, and a few turns of letters. Over the words apart by one space, facts as `q`. */
  readonly turns: RegExp;
}

function objects(nouns: readonly string[], inflect: (noun: string) => string[], asked: string, turns: readonly string[]): Objects {
  const things = new Set(nouns.flatMap(inflect).map(folded));
  return {
    isThing: (word) => things.has(word),
    asked: new Set(listed(asked)),
    turns: new RegExp(String.raw`(?<= )(?:${turns.join("|")})(?= )`, "g"),
  };
}

export const OBJECTS = {
  en: objects(
    EN_NOUNS,
    englishNoun,
    `
    time help question questions need needs copy invoice invoices reply way payment payments oversight days day reach touch details detail moment
    review problem status message balance delay amount amounts matter priority priorities case part attention call mistake reminder reminders
    thing things reason apologies receipt answer proposal next step steps while project side charge decision point direction helps show
    update plan looks look mind contact obstacle total letter email error word trust notes
    confirmation
    `,
    [
      "for your records",
      "our (?:team|products|records|offer|quotation|cooperation|relationship|accounting department)",
      "somebody from our team",
      "if another colleague",
      "we can show you samples",
      "arrange a visit to our workshop",
    ],
  ),
  fr: objects(
    FR_NOUNS,
    frenchNoun,
    `
    besoin copie paiement cours bien cote pas chose choses gentillesse detail details merci reglement reglements facture factures probleme solution
    reponse part solde date question questions priorite priorites cas temps message situation traitement delai delais affaire erreur contact
    courrier somme rappel rappels patience journee reste ecoute appel attention sujet projet point remarque attente disposition precision
    ensemble retard difficulte souci voix remerciements plaisir aide raison confiance avis montant offre proposition devis collaboration
    confirmation
    `,
    [
      "notre (?:equipe|service comptable|comptabilite|offre|atelier)",
      "une personne de notre equipe",
      "questions de votre service comptable",
      "s'occupe desormais du dossier",
      "vous montrer des echantillons",
      "organiser une visite de notre atelier",
    ],
  ),
  de: objects(
    DE_NOUNS,
    germanNoun,
    `
    betrag tagen tage tag ausgleichen rechnung rechnungen kopie antworten antwort nachricht bitte bitten zahlung folgende falls betrachten blick
    zahlen teilen weitere verzogerung schreiben entschuldigung klarung stand bearbeitung sache guten geschaftsbeziehung punkt punkte anrufen anruf
    erhalten bescheid gesprach suchen grund mahnung mahnungen danke geduld angebot wissen projekt auswahl gefallen planen entscheidung
    kurzen zwischenstand fall vergleichen stimmen hinweis ruckstand einwande wort dank telefon telefonat erinnerung erinnerungen frage fragen
    prioritaten zusammenarbeit hilfe summe waren uberweisung stelle zeit mail e freude vertrauen einzelheit
    bestatigung
    `,
    [
      "unser(?:e|er|em|es|en)? (?:team|buchhaltung|unterlagen|angebot|werkstatt)",
      "aus unserem team",
      "fur ihre unterlagen",
      "mit ihren anforderungen",
      "zeigen ihnen gerne muster",
      "in unsere werkstatt ein",
    ],
  ),
  es: objects(
    ES_NOUNS,
    spanishNoun,
    `
    olvido dia dias copia factura facturas mensaje pago pagos camino contacto favor gusto pregunta preguntas detalle detalles saldo demora espera
    prioridad prioridades caso disculpas punto gestion solucion asunto noticias pacientes aviso importe comprobante saludo recordatorio recordatorios
    paciencia propuesta llamada comentarios dudas tardes tarde decision situacion cuanto brevedad respuesta dificultad palabra cantidad figura
    continuacion parte justificante calma telefono bien proyecto falta agradecimiento motivo retraso ayuda confianza colaboracion momento orden problema error confirmacion
    `,
    [
      "nuestro (?:equipo|departamento de contabilidad|taller)",
      "preguntas de su departamento de contabilidad",
      "nuestros registros",
      "una persona de nuestro equipo",
      "que un companero se ponga en contacto",
      "otra persona",
      "para sus registros",
      "a sus necesidades",
      "mostrarle muestras",
      "una visita a nuestro taller",
    ],
  ),
} as const satisfies Record<DraftLanguage, Objects>;
