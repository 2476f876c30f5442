import { germanAdjective, germanNoun, germanVerb } from "./inflect.ts";
import { isNever } from "./never.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/*
 * The honest words of German reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. Nouns are
 * known with their capital alone, and may be put together: a name stands out because it is neither.
 */

const SMALL = listed(`
vermutlich überschritten überschreiten überschreitet durchgehen durchgegangen durchgeht ausgegangen nachstehend geraten
unterlaufen unterläuft feststehen feststeht blieb beziehungsweise nichtsdestotrotz hiermit durchgelesen stimmt stimmen älteste
ältesten neueste neuesten helfe sichergehen sichergestellt nun weder noch fest deutlich rechnen rechnet ernst meisten meiste
völlig gespannt zuständig beim unterwegs keinesfalls bestenfalls andererseits unsererseits meistens mehrfach einmalig lange
länger darauf danach besonders überwiegend freundlicherweise dankenswerterweise bedauerlicherweise verständlicherweise gesagt
offen kurzerhand unten vorrangig mal schon entgegen entgegensteht entgegenstehen gelegentlich wiederholt blieben bliebe komme
halten angekommen angekündigt aufgefallen gefallen weiterkommen weiterzukommen vorangeht vorangehen umgehen vergangen werfen
laden wenden vergleichen vergleicht bewahren ziehen vorschlagen läuft zusammenhängen geschafft wissen entschließen entschlossen
ausgeschlossen reicht unterscheiden unterscheidet unterschieden betrieben verschwinden verschwunden dringen nennen genannt
verstanden einverstanden annehmen entgegennehmen entgegenzunehmen wiedersehen weitergeben weiterzugeben wiedergeben zurückgeben
zusammenkommen zustande zustandekommen zusammenstellen zusammengestellt zusammenzustellen erhaltene erhaltenen besprochenen
angebotenen eingegangene eingegangenen vergangene vergangenen Dies geht eingegangen entgegenkommen geben gibt nehmen finden
ansehen übersehen besprechen bespricht besprochen sprechen gesprochen schreiben schreibt geschrieben rufen anrufen zurückrufen
zurückzurufen melden meldet erhalten erhält stehen steht stand bestehen besteht verstehen versteht ausstehen aussteht ausstehend
ausstehende ausstehenden ausstehender liegen liegt gelegen vorliegen vorliegt vorliegend bleibt geblieben betrifft helfen hilft
geholfen weiterhelfen weiterzuhelfen tun tut bitten angeboten abgeschlossen abzuschließen überweisen überweist überwies
überwiesen beziehen bezieht untergegangen untergehen überschnitten überschneiden gekreuzt gefällt vereinbaren entschuldigen
entschuldigt verschieben verschoben entscheiden entschieden entscheidet zugesandt vertragen zurückkommen zurückzukommen
auszugleichen ausgleichen ausgeglichen begleichen begleicht beglich beglichen gegenstandslos zurückziehen hinweisen weiterleiten
weiterzuleiten hallo guten gute sehr grüße grüßen danke vielen herzlichen herzliche zurück weiter voraus nächst dank zuvor
daraufhin jederzeit zeitnah schnellstmöglich unverzüglich telefonisch persönlich geht's gibt's
sehen
der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines
und oder aber doch sondern denn sowie als wie wenn falls ob dass weil da damit sodass obwohl während bevor nachdem bis seit
seitdem sobald solange sofern indem zumal jedoch allerdings dennoch trotzdem deshalb daher darum deswegen somit also dann nun
jetzt noch schon bereits immer nie niemals oft manchmal meist meistens bald gleich sofort umgehend kürzlich demnächst zuletzt
inzwischen mittlerweile bislang bisher weiterhin wieder erneut nochmals nochmal abermals einmal erst zuerst zunächst schließlich
in im an am auf aus bei beim mit nach von vom zu zum zur für durch gegen ohne um über unter vor hinter neben zwischen wegen trotz
statt anstatt innerhalb außerhalb außer entlang gegenüber laut gemäß hinsichtlich bezüglich betreffend ab pro je
ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere unseren unserem unserer unseres unsre du
er ihn ihm es sie ihnen ihr ihre ihren ihrem ihrer ihres sich selbst man jemand niemand
Sie Ihnen Ihr Ihre Ihren Ihrem Ihrer Ihres
wer wen wem was wo wohin woher wann warum wieso weshalb welche welcher welches welchen welchem
dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder jede jedes jeden jedem alle alles allen aller allem
beide beiden beider beides einige einigen einiger einiges mehrere mehreren viele vielen vieler viel vieles wenig wenige wenigen
etwas nichts genug mehr weniger manche manchen solche solchen solcher selber derselben dieselbe derselbe denen deren dessen
hier dort da daran darauf daraus dabei dadurch dafür dagegen darin darüber davon dazu dahin hierzu hierfür hiermit hierbei hierüber
hierauf worauf wofür woran womit wozu worüber wobei wodurch
nicht ja nein auch nur sehr so zu ganz recht ziemlich fast kaum etwa wohl vielleicht sicher sicherlich gern gerne lieber leider
natürlich selbstverständlich eventuell möglicherweise wahrscheinlich offenbar anscheinend lediglich bloß eigentlich ohnehin sonst
anderenfalls andernfalls ansonsten ebenso ebenfalls zudem außerdem ferner überhaupt insgesamt zusammen miteinander gemeinsam
bin bist ist sind seid war waren wäre wären sei seien gewesen sein
habe hast hat haben habt hatte hatten hätte hätten gehabt
werde wirst wird werden werdet wurde wurden würde würden geworden worden
kann können konnte konnten könnte könnten könne muss müssen musste müsste müssten soll sollen sollte sollten will wollen wollte
wollten darf dürfen durfte dürfte dürften mag mögen möchte möchten möge lassen lässt lasse ließ ließen gelassen
`);

export const DE_NOUNS = listed(`
Tagesgeschäft Zahlungsverzug Abgleich Pläne Wunsch Ehre Durchsicht Blick Mal Gute Wiedersehen Planung Auswahl Kalender
Zwischenstand Anforderung Betracht Nachfrage Überlegung Anlass Anlässe Dauer Gefallen
Nähe Neuigkeit
Sicht Stelle Suche Telefon Unterlagen Vergleich Vorhaben Vorrang
Weise Zeitpunkt Zustand Rechnung Erinnerung Mahnung Zahlung Betrag Summe Eingang Ausgleich
Begleichung Nachricht Schreiben Hinweis Kopie Antwort Frage Rückfrage Grund Verzögerung Verzug Rückstand Tag Fälligkeit Angebot
Vorschlag Projekt Plan Gespräch Telefonat Anruf Muster Einzelheit Unterlage Zeile Team Kollege Kollegin Kolleginnen Buchhaltung
Büro Zusammenarbeit Beziehung Geschäft Lösung Rückmeldung Entscheidung Schritt Teil Seite
Ende Aufmerksamkeit Geduld Verständnis Hilfe Unterstützung Mühe Vertrauen Freude Dank Bestätigung Lage Schwierigkeit Gelegenheit
Möglichkeit Stand Bitte Punkt Meinung Priorität Phase Wünsche Wahl Erfolg Möbel Werkstatt Klärung
Erklärung Entschuldigung Fall Fälle Sache Wort Zeit Bearbeitung Alltag Interesse Ordnung Eile Meldung Gruß Grüße Voraus
Weg Wege Einwand Einwände Angelegenheit Mail E-Mail Geschäftsbeziehung Überweisung Zahlungseingang Guten Bescheid Kürze
Ruhe Folgende Weitere Erhalt
`);

/** The verbs that are inflected by rule. */
export const DE_VERBS = listed(`
rechn ab+rechn erkundig ver|besser zu+ordn genüg richt aus+richt ein+richt bewahr auf+bewahr an+hör an+kündig an+sprech an+wend
auf+klär auf+mach auf+stell auf+teil auf+wend auf+zeig aus+stell aus+such aus+teil be|müh ein+plan ein+schätz ein+stell ein+teil
ent|wickel er|klär er|warte fertig+stell fest+halt folg nach+folg förder grüß gehör hilf klär kürz lad land leb nehm nenn pass
plan regel ruf schau vorbei+schau schon schreib sicher+stell sprech stimm überein+stimm zu+stimm ver|trau um+geh um+stell
vorbei+komm wart ab+wart warte wend zähl zeig zieh zurück+meld zusammen+stell zu+hör melde zahl bezahl bedank dank frag an+frag
nach+frag prüf ab+klär beantwort antwort er|wart hoff wünsch freu bestätig erinner fest+stell stell her+stell vor+stell
dar+stell zu+stell betracht bearbeit er|ledig teil mit+teil such änder an+pass zu+schick schick zurück+schick benötig brauch
unter|stütz liefer bereit+stell er|läuter erklär schätz hör mach aus+mach ab+mach arbeit zusammen+arbeit sag zu+sag verbuch
beglich reich ein+reich erreich an+schau kümmer rück+meld fort+setz begleit verein|bar bedauer aus+tausch bleib veranlass
überseh nach+hak fehl überweis auf+halt kreuz ab+stimm versteh lauf
`);

const ADJECTIVES = listed(`
gespannt zeitnah deutlich mehrer ernst neuest geduldig zuständig bewusst fest genau geregelt gesamt geschickt inzwischen
mehrfach nachfolgend rund telefonisch umgehend unkompliziert warm offen fällig überfällig unbezahlt bezahlt unbeglichen
pünktlich schnell kurz lang baldig baldige unverzüglich aktuell persönlich richtig klar unklar vollständig ganz verschieden
möglich nötig dringend einfach klein gut freundlich herzlich angenehm schön gemeinsam besonder bestimmt weiter intern letzt
nächst folgend vergangen dankbar irrtümlich best früher genannt unten unser nett sicher ander weit einig eingegangen geklärt
erneut bisherig vereinbart aufgeführt unbeantwortet
`);

const IRREGULAR = listed(`
gerne besten nächsten letzten letzte kurze kürzer länger gesamten guter anderes anderem bitte unten
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const DE_PHRASES = listed(
  "bis_heute Stand_heute ein_paar_Tage ein_paar_Tagen ein_paar_Minuten Ihr_Konto Ihr_Kundenkonto Ihrem_Kundenkonto Ihrem_Konto auf_unserem_Konto auf_der_Rechnung_angegebene_Bankverbindung Kontoauszug Guten_Tag guten_Tag Guten_Morgen guten_Morgen in_Ordnung dieses_Jahr",
).map((phrase) => phrase.replaceAll("_", " "));

/** What joins the parts of a compound: `Zahlung-s-eingang`. */
const JOINTS = ["", "s", "n", "en", "es"];

const nouns = new Set(DE_NOUNS.flatMap(germanNoun));
const parts = new Set(
  [...DE_NOUNS, ...listed("Zahl Kunden Rück Haupt Gesamt Mahn Erst Liefer Bestell Telefon Kontakt Rest Folge")].map((noun) =>
    noun.toLowerCase(),
  ),
);
const words = new Set([...SMALL, ...IRREGULAR, ...DE_VERBS.flatMap(germanVerb), ...ADJECTIVES.flatMap(germanAdjective)]);

/** Whether a capitalised word is two or three known nouns in one. */
function compound(word: string, depth = 3): boolean {
  if (word.length > 40 || !/^\p{Lu}/u.test(word) || isNever.de(word)) return false;
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    if (!parts.has(word.slice(0, cut).toLowerCase())) continue;
    for (const joint of JOINTS) {
      if (!word.startsWith(joint, cut)) continue;
      const rest = word.slice(cut + joint.length);
      if (rest.length < 3 || rest !== rest.toLowerCase()) continue;
      const tail = rest.charAt(0).toUpperCase() + rest.slice(1);
      if ((nouns.has(tail) && !isNever.de(tail)) || (depth > 2 && compound(tail, depth - 1))) return true;
    }
  }
  return false;
}

export const de = vocabulary(words, { never: isNever.de, capitalised: nouns, compound });
