import { folded } from "../characters.ts";
import { germanVerb } from "../lexicon/inflect.ts";
import { DE_VERBS } from "../lexicon/de.ts";
import { listed } from "../lexicon/vocabulary.ts";
import type { Acts } from "./types.ts";

const ALLOWED = listed(`
sein haben werden konnen mussen sollen wollen durfen mogen lassen machen tun wissen kennen kennenlernen denken glauben meinen hoffen wunschen
freuen danken bedanken bedauern entschuldigen verzeihen schatzen wertschatzen begrussen gratulieren bitten fragen nachfragen anfragen erkundigen
prufen uberprufen nachprufen kontrollieren nachsehen nachschauen schauen ansehen anschauen durchsehen durchgehen sehen lesen durchlesen
klaren abklaren aufklaren erklaren erlautern besprechen sprechen ansprechen reden telefonieren diskutieren austauschen abstimmen absprechen
antworten beantworten schreiben anrufen zuruckrufen rufen melden zuruckmelden mitteilen informieren benachrichtigen sagen nennen angeben
geben wissen bestatigen erwahnen hinweisen erinnern verweisen zeigen vorstellen darstellen nachhaken nachfassen
zahlen bezahlen uberweisen begleichen ausgleichen tilgen veranlassen anweisen uberfuhren erledigen bearbeiten abschliessen abwickeln regeln losen
kummern sorgen annehmen aufnehmen vornehmen nehmen ubernehmen ubermitteln senden zusenden zusammenstellen schicken zuschicken weiterleiten
reichen einreichen nachreichen vorlegen beifugen liefern erhalten empfangen bekommen bringen einbringen
helfen weiterhelfen unterstutzen begleiten beraten behilflich bieten anbieten vorschlagen empfehlen planen vereinbaren verabreden treffen
werfen einladen laden konnten hatten mochten sollten wurden durften mussten wollten waren haetten vorliegen stimmen sichergehen drangen
aufbringen beimessen entgegenbringen zusenden entscheiden auswahlen wahlen vergleichen bewerten uberlegen uberdenken bedenken betrachten berucksichtigen beachten verstehen nachvollziehen
anpassen andern uberarbeiten verbessern berichtigen korrigieren erganzen vervollstandigen aktualisieren bereinigen ausraumen beheben
verbuchen buchen zuordnen abgleichen feststellen finden herausfinden ermitteln suchen erkennen
gehen weitergehen kommen zukommen vorankommen zuruckkommen bleiben stehen liegen halten einhalten festhalten behandeln
rechnen erwarten warten abwarten gedulden zogern scheuen verzogern aufhalten hindern verhindern vermeiden
bewahren erhalten fortsetzen fortfuhren weiterfuhren beginnen starten umsetzen gestalten entwickeln arbeiten zusammenarbeiten kooperieren
ignorieren vergessen ubersehen betrachten entfallen passen gefallen genugen ausreichen gelten bestehen fehlen brauchen benotigen
erlauben ermoglichen gestatten erleichtern beschleunigen vereinfachen fordern anfordern auffordern ersuchen bestehen beharren drangen pochen
schenken widmen richten wenden lenken zuruckfuhren leisten erfullen nachkommen zeitigen mitwirken handeln reagieren agieren
interessieren besprechen fuhren vorbereiten bereitstellen organisieren reservieren teilen teilnehmen beteiligen
legen ablegen stellen bereithalten antreffen erreichen verlassen vertrauen verlangen stosst wirken dienen horen zuhoren anhoren
stunden lauten heissen scheinen ergeben dauern
`);

const STRONG = listed(`
lassen fahren schlagen werfen fangen heben laden einladen trinken essen stehlen brechen sterben treten waschen leihen rennen brennen nehmen geben
halten behalten tragen ziehen bringen mitbringen lesen sehen gehen kommen rufen schreiben senden wenden aufgeben weggeben weitergeben abgeben
mitgeben ausgeben zuruckgeben zuruckhalten zuruckziehen einziehen wegwerfen abholen mitnehmen wegnehmen aufbewahren kaufen verkaufen schieben
`);
const nouns = new Set(listed("essen leben schreiben vertrauen bedenken bemuhen interesse"));
/** The infinitives of the verbs of the vocabulary: they end in -n and stand in small letters. */
const core = [...DE_VERBS.flatMap(germanVerb), ...STRONG].filter((word) => /^\p{Ll}/u.test(word) && /(?:en|ern|eln)$/.test(word));
const infinitives = new Set(core.map(folded).filter((word) => !nouns.has(word)));
/** Words that end as infinitives do. */
const NOT_VERBS = new Set(
  listed(`
  den einen meinen ihren unseren keinen diesen jeden allen anderen vielen wenigen einigen mehreren welchen denen beiden solchen jenen deinen
  gern sondern zusammen kurzen offen offenen letzten ersten nachsten weiteren guten besten neuen oben unten aussen innen hinten eben neben gegen wegen zwischen
  waren hatten wurden konnten sollten mussten durften wollten mochten wurden wussten waeren hatten sahen gaben kamen gingen lagen fanden standen
  sprachen baten boten nahmen schrieben riefen trugen blieben hielten liessen hiessen blieben hatten
  `),
);

export const de: Acts = {
  trigger:
    /\b(?:bitte[nt]?|gebeten|(?:konnen|konnten|wurden|mochten|sollten|mussen|durfen|wollen|werden|haben|mogen) sie|sie (?:\w+ ){0,4}(?:konnen|konnten|mussen|mussten|sollen|sollten|durfen|durften|wollen|mochten|werden|wurden)|(?:wir|ich) (?:\w+ ){0,3}(?:werden?|wollen|konnen|kann|mussen|muss|mochten?|durfen|darf|wurden?)|(?:werden?|wollen|konnen|kann|mussen|muss|mochten?|durfen|darf|wurden?) (?:wir|ich)|wird|lassen sie|fordern|ersuchen|erwarten, dass)\b/,
  allowed: new Set(ALLOWED),
  bases: new Set([...infinitives].filter((word) => !NOT_VERBS.has(word) && !/(?:ten|enden)$/.test(word) && !/^ge\w+en$/.test(word))),
  // `Schicken Sie`: the verb opens the clause
  bindingForm: (word, before) => {
    const verb = before.at(-1);
    const opening = before.at(-2);
    return word === "sie" &&
      verb !== undefined &&
      (opening === undefined || /^(?:,|und|oder|dann|bitte|so)$/.test(opening)) &&
      infinitives.has(verb)
      ? verb
      : undefined;
  },
};
