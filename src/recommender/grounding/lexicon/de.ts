import { germanAdjective, germanNoun, germanVerb } from "./inflect.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/*
 * The honest words of German reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. Nouns are
 * known with their capital alone, and may be put together: a name stands out because it is neither.
 */

const SMALL = listed(`
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
gehen geht ging gegangen eingegangen eingehen eingeht einging kommen kommt kam kämen gekommen zukommen entgegenkommen
nachkommen bekommen bekommt bekam geben gibt gab gaben gäbe gegeben angeben angegeben angegebene angegebenen bekannt
nehmen nimmt nahm nehme genommen aufnehmen aufzunehmen vornehmen vorgenommen vorzunehmen entnehmen entnommen übernehmen übernommen
angenommen finden findet fand fanden gefunden stattfinden befinden befindet sehen sieht sah sähen gesehen ansehen anzusehen angesehen
übersehen absehen besprechen bespricht besprochen sprechen spricht sprach gesprochen absprechen versprechen-wir ansprechen angesprochen
schreiben schreibt schrieb geschrieben rufen ruft rief angerufen anrufen anzurufen zurückrufen zurückzurufen melden meldet gemeldet
lesen liest gelesen halten hält hielt gehalten erhalten erhält erhielt behalten einhalten stehen steht stand gestanden stehe stünden
stünde bestehen besteht bestand entstehen entstanden verstehen versteht verstanden ausstehen aussteht ausstehend ausstehende
ausstehenden ausstehender liegen liegt lag liege gelegen vorliegen vorliegt vorliegend beiliegend beiliegende bleiben bleibt blieb geblieben
offengeblieben treffen trifft traf getroffen zutreffen betreffen betrifft helfen hilft half geholfen weiterhelfen weiterzuhelfen
behilflich wissen weiß wusste gewusst denken denkt dachte gedacht bringen bringt brachte gebracht tun tut tat getan
bitten bittet bat gebeten bieten bietet anbieten angeboten anzubieten schließen geschlossen abgeschlossen abschließen abzuschließen
überweisen überweist überwies überwiesen beziehen bezieht bezogen vergessen vergisst entgangen entgehen geraten untergegangen
untergehen überschnitten überschneiden kreuzen gekreuzt heißen heißt scheinen scheint schien gelten gilt wenden wandten gewandt
fallen fällt gefallen gefällt entfallen gefiele ergeben ergibt beginnen beginnt begonnen unterhalten vereinbaren
entschuldigen entschuldigt verschieben verschoben entscheiden entschieden entscheidet empfangen senden gesendet gesandt zusenden
zuzusenden zugesandt zukommen beitragen trägt tragen getragen eintragen vertragen verfahren erfahren zurückkommen zurückzukommen
unternehmen unternommen nachzukommen auszugleichen ausgleichen ausgeglichen begleichen begleicht beglich beglichen gegenstandslos
zurückziehen hinweisen hingewiesen weiterleiten weiterzuleiten kennenlernen kennenzulernen
hallo guten gute liebe lieber sehr geehrte geehrter geehrten grüße grüßen danke vielen herzlichen herzliche
hinaus hinein heraus her hin los zurück weiter vorbei voraus vorab anbei nochmalige nächst ans ins aufs fürs übers
mithilfe dank zugunsten zuvor danach daraufhin vorher nachher jederzeit derzeit zurzeit zeitnah baldmöglichst schnellstmöglich
unverzüglich schriftlich telefonisch persönlich per
geht's gibt's
`);

const NOUNS = listed(`
Rechnung Erinnerung Mahnung Zahlung Betrag Beträge Summe Saldo Eingang Ausgleich Begleichung Nachricht Schreiben Brief Hinweis
Kopie Antwort Frage Rückfrage Anfrage Anliegen Problem Grund Gründe Fehler Versehen Missverständnis Verzögerung Verzug Rückstand
Datum Tag Moment Augenblick Termin Fälligkeit Auftrag Aufträge Bestellung Lieferung Angebot Vorschlag Vorschläge Projekt Plan Pläne
Gespräch Telefonat Anruf Besuch Vorführung Präsentation Muster Option Detail Einzelheit Information Unterlage Dokument Anlage Anhang
Liste Tabelle Zeile Position Referenz Nummer Einkauf Abteilung Team Kollege Kollegin Kolleginnen Buchhaltung Buchung Finanz Büro Person
Kontakt Kunde Kundin Partner Partnerschaft Kooperation Zusammenarbeit Beziehung Geschäft Unternehmen Firma Arbeit Dienst Leistung
Produkt Lösung Bedarf Erwartung Ziel Idee Gedanke Rückmeldung Entscheidung Schritt Zeitplan Ablauf Teil Seite Ende Aufmerksamkeit
Freundlichkeit Geduld Verständnis Hilfe Unterstützung Mühe Vertrauen Treue Dankbarkeit Freude Dank Bestätigung Lage Umstand Umstände
Schwierigkeit Gelegenheit Möglichkeit Beginn Anfang Fortschritt Stand Überblick Zusammenfassung Bitte Korrespondenz Kommunikation
Zusammenhang Thema Punkt Betreff Ansicht Meinung Anmerkung Anregung Alternative Anpassung Änderung Version Ausführung Gestaltung
Konfiguration Einrichtung Umsetzung Budget Priorität Phase Umfang Menge Qualität Preis Wunsch Wünsche Wahl Ergebnis Erfolg Wert Vorteil
Vorgang Vorgänge System Werkzeug Ausstattung Möbel Werkstatt Schulung Leitung Verantwortliche Zustimmung Unterschrift Freigabe Bedenken
Zweifel Hindernis Klärung Erklärung Entschuldigung Unannehmlichkeit Störung Dringlichkeit Bedeutung Fall Fälle Sache Ort Hand
Wort Zeit Verfügbarkeit Eintrag Bedingung Vereinbarung Lieferant Organisation Ansprechpartner Ansprechpartnerin Prüfung Bearbeitung
Kenntnis Alltag Interesse Verbindung Post Ordnung Eile Absprache Abstimmung Rücksprache Übersicht Auge Augen Uhrzeitenfenster
Mitteilung Meldung Gruß Grüße Vorfeld Voraus Hause Haus Rahmen Weg Wege Sinn Gefühl Eindruck Wochentagsplan Verlauf Unstimmigkeit
Einwand Einwände Angelegenheit Mail E-Mail Aufstellung Verwendung Zweck Geschäftsbeziehung Erledigung Überweisung Zahlungseingang
Guten Bescheid Kürze Ruhe Folgende Weitere Restbetrag Erhalt Material
`);

const VERBS = listed(`
zahl bezahl bedank dank frag an+frag nach+frag prüf über|prüf klär ab+klär beantwort antwort wart er|wart hoff
wünsch freu bestätig erinner an+mahn bemerk fest+stell stell her+stell vor+stell dar+stell zu+stell bestell erwähn
be|acht betracht beacht berücksichtig bearbeit er|ledig leist erlaub ermöglich teil mit+teil ver|such such besuch
plan änder ver|änder an+pass pass zu+schick schick zurück+schick benötig brauch sorg unter|stütz nutz ver|wend
liefer bereit+stell zeig führ durch+führ vor+führ er|läuter erklär versicher schätz glaub mein hör
mach aus+mach ab+mach red telefonier arbeit zusammen+arbeit kooperier sag zu+sag verbuch buch erfass
beglich reich ein+reich erreich schau an+schau kümmer melde rück+meld setz um+setz fort+setz beweg
begleit aktualisier notier informier kontaktier diskutier reservier organisier ver|zöger verein|bar
überleg bedauer danke tausch aus+tausch ver|abred bleib veranlass überseh hak nach+hak lös
reagier fehl schein wend wünsche überweis hinder ver|hinder auf+halt kreuz stimm ab+stimm zusammen+fass
interessier gefreu versteh dauer lauf start
`);

const ADJECTIVES = listed(`
offen fällig überfällig unbezahlt bezahlt unbeglichen ausstehend säumig rechtzeitig pünktlich schnell rasch zügig kurz lang
kurzfristig baldig baldige umgehend sofortig unverzüglich üblich regelmäßig aktuell direkt persönlich richtig korrekt genau klar
unklar vollständig ganz gesamt teilweise getrennt verschieden ähnlich möglich unmöglich nötig notwendig wichtig dringend hilfreich
nützlich günstig passend geeignet verfügbar einfach leicht schwer schwierig klein groß hoch hohe hohen hoher tief gut freundlich
höflich herzlich aufrichtig erfolgreich wertvoll geschätzt professionell zuverlässig angenehm gewohnt gut fruchtbar
hervorragend schön interessant spannend gemeinsam allgemein besonder bestimmt speziell zusätzlich weiter entsprechend jeweilig intern
ursprünglich einzig erst letzt nächst vorig folgend kommend vergangen konkret ausführlich technisch geschäftlich finanziell
gegenseitig gut froh dankbar erfreut bereit flexibel fair verständlich versehentlich irrtümlich gering offensichtlich
willkommen eigen neu alt best besser früh spät später früher anliegend beigefügt genannt obig unten oben unser
rege stressig voll leer lieb nett sicher ander weit nah einig eingegangen geklärt zufrieden erneut reibungslos endgültig
bisherig jetzig gewünscht vereinbart mitgeteilt aufgeführt aufgelistet erwähnt bestehend möglich unbeantwortet
`);

const IRREGULAR = listed(`
gerne besten bestens mindestens spätestens höchstens wenigstens nächsten nächste letzten letzte ersten erste hohen hohe
kurze kürzer länger schneller einfacher gesamten gesamte beste guter gutes gutem andere anderen anderer anderes anderem
bitte morgens-früh dunkel unten oben sämtliche sämtlichen sämtlicher liebe lieben flexible flexiblen übrige übrigen übrigens
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const DE_PHRASES = listed(
  "bis_heute Stand_heute ein_paar_Tage ein_paar_Tagen ein_paar_Minuten Ihr_Konto Ihr_Kundenkonto Ihrem_Kundenkonto Ihrem_Konto auf_unserem_Konto auf_der_Rechnung_angegebene_Bankverbindung Kontoauszug Guten_Tag guten_Tag Guten_Morgen guten_Morgen in_Ordnung dieses_Jahr",
).map((phrase) => phrase.replaceAll("_", " "));

/** What joins the parts of a compound: `Zahlung-s-eingang`. */
const JOINTS = ["", "s", "n", "en", "es"];

const nouns = new Set(NOUNS.flatMap(germanNoun));
const parts = new Set([...NOUNS, ...listed("Zahl Kunden Rück Haupt Gesamt Mahn Erst Liefer Bestell Telefon Kontakt Rest Folge")].map((noun) => noun.toLowerCase()));
const words = new Set([...SMALL, ...IRREGULAR, ...VERBS.flatMap(germanVerb), ...ADJECTIVES.flatMap(germanAdjective)]);

/** Whether a capitalised word is two or three known nouns in one. */
function compound(word: string, depth = 3): boolean {
  if (word.length > 40 || !/^\p{Lu}/u.test(word)) return false;
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    if (!parts.has(word.slice(0, cut).toLowerCase())) continue;
    for (const joint of JOINTS) {
      if (!word.startsWith(joint, cut)) continue;
      const rest = word.slice(cut + joint.length);
      if (rest.length < 3 || rest !== rest.toLowerCase()) continue;
      const tail = rest.charAt(0).toUpperCase() + rest.slice(1);
      if (nouns.has(tail) || (depth > 2 && compound(tail, depth - 1))) return true;
    }
  }
  return false;
}

export const de = vocabulary(words, { capitalised: nouns, compound });
