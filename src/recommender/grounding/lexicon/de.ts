import { germanAdjective, germanNoun, germanVerb } from "./inflect.ts";
import { isNever } from "./never.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/*
 * The honest words of German reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. Nouns are
 * known with their capital alone, and may be put together: a name stands out because it is neither.
 */

const SMALL = listed(`
PDF
vermutlich überschritten überschreiten überschreitet scheuen scheut gestoßen stoßen stößt stieß durchgehen durchzugehen durchgegangen
durchgeht hinweggehen übergangen ausgegangen ausgehen ausgeht davonausgehen hervorgehen hervorgeht abgegangen zugegangen zugehen zugeht
beiseite abhanden zuteil zugute zuliebe anheim zuhanden zufolge zurecht zuallererst zumindest zuweilen zuvorderst alsbald sodann ehe eher ehesten
ebenjene selbige nebenstehend vorstehend nachstehend untenstehend untenstehende untenstehenden obenstehend obige obigen obiger obengenannte
geraten gerät geriet vergriffen getan vertan vorübergehen vorübergehend gestanden zugestanden zugestehen überstanden beistehen
hingehen hinkommen hinbekommen rüberkommen rangehen mitbekommen nachdenken nachgedacht nachzudenken durchdenken überdenken überdacht
weglassen wegfallen ausfallen einfallen beigelegen darlegen dargelegt offenlegen widerfahren unterlaufen unterläuft
anstehen ansteht anstehende anstehenden bevorstehen bevorsteht bevorstehend bevorstehende beistehen nahestehen feststehen feststeht
ließen hießen riefen schrieben blieb trugen nahmen gaben sahen kamen gingen lagen fanden standen sprachen halfen baten boten
sowohl beziehungsweise respektive inklusive exklusive einschließlich samt inbegriffen
liebsten öfter öfters seltener eher häufiger weitgehend nebenan drüben drumherum obendrein nichtsdestotrotz gleichwohl indessen unterdessen
hiervon hierunter hieraus hieran hierdurch hiermit dahingehend diesbezüglich diesbezügliche deinerseits demgemäß dementsprechend
mitgekommen durchgelesen durchlesen durchzulesen vorgelesen nachlesen nachgelesen hineinlesen verlesen einlesen
stimmt stimmen gestimmt älteste ältesten neueste neuesten helfe sichergehen sichergestellt
nun weder noch fest deutlich rechnen rechnet ernst meisten meiste völlig gespannt zuständig beim entlang inmitten mitsamt
nebst samt zwecks anlässlich aufgrund mangels mittels namens seitens infolge jenseits diesseits oberhalb unterhalb unweit unterwegs
ebenfalls gleichfalls gleichzeitig gleichermaßen gegebenenfalls keinesfalls jedenfalls allenfalls bestenfalls andererseits einerseits
beiderseits unsererseits Ihrerseits meinerseits teils größtenteils meistens mehrmals vielmals erstmals damals jemals niemals oftmals vormals
mehrfach vielfach einmalig jahrelang lange länger längst nebenbei nebenher nacheinander nebeneinander untereinander voneinander zueinander füreinander
darunter darauf daneben dahinter davor dazwischen danach demnach demgegenüber demzufolge folglich infolgedessen mithin zwar nämlich freilich
allerseits überall irgendwo irgendwie irgendwann irgendetwas irgendjemand nirgends anderswo irgend allzu äußerst überaus besonders insbesondere
vorwiegend hauptsächlich überwiegend grundsätzlich üblicherweise normalerweise freundlicherweise dankenswerterweise erfreulicherweise
bedauerlicherweise versehentlich glücklicherweise verständlicherweise ehrlich gesagt offen gestanden ehrlicherweise kurzerhand
hierher dorthin hinauf hinunter herein herüber hinüber umher geradeaus links rechts rundum ringsum innen außen oben unten vorn vorne hinten
vorrangig zügig eilig doch mal eben halt ruhig wohl schon gar selber solch derart derartige derartigen derlei dergleichen
entgegen entgegensteht entgegenstehen zuwider mitunter bisweilen gelegentlich dauernd ständig stets fortlaufend wiederholt nochmalig
blieben bliebe komme käme halten gehe ginge gäbe läge lägen nähme fände fänden bliebt wüsste wüssten täte täten hieße ließe sprächen
angekommen ankommen ankommt ankam angekündigt angefangen anfangen anfängt aufgefallen auffallen auffällt eingefallen einfallen gefallen
weiterkommen weiterzukommen vorankommen voranzukommen vorangeht vorangehen voranzugehen auskommen umgehen vergehen vergangen verging
geworfen werfen wirft warf lädt laden lud geladen einladen eingeladen einzuladen wenden wendet zuwenden anwenden verwenden
vergleichen vergleicht verglich verglichen gleichen bewahren ziehen zieht zog gezogen einbeziehen einzubeziehen hinzuziehen vorziehen
schlagen schlägt schlug vorschlagen schlage vorgeschlagen vorzuschlagen riet empfehlen empfiehlt empfehle empfahl empfohlen
steigen steigt stieg gestiegen aufsteigen einsteigen laufen läuft lief gelaufen verlaufen ablaufen abläuft trinken getrunken essen
fahren fährt fuhr gefahren fortfahren fortzufahren schlafen fangen greifen greift griff aufgreifen aufzugreifen begreifen
heben hebt gehoben anheben hervorheben hervorzuheben legen legt gelegt vorlegen vorzulegen vorgelegt ablegen beilegen beigelegt festlegen festgelegt
festzulegen hängen hing anhängen angehängt zusammenhängen gewinnen gewinnt gewonnen verlieren verliert verloren schaffen schafft geschafft beschaffen
wachsen wächst gewachsen waschen wissen lässig genießen genossen gießen schließt schloss anschließen angeschlossen anschließend entschließen entschlossen
einschließen einschließlich ausschließen ausgeschlossen ausschließlich aufschließen erschließen beschließen beschlossen fließen
sitzen sitzt saß gesessen besitzen besitzt streichen reichen reicht gereicht ausreichen ausreichend leihen scheiden unterscheiden unterscheidet
unterschieden treten tritt trat getreten auftreten aufgetreten eintreten eingetreten vertreten vertritt beitreten treiben betreiben betrieben
bewerben erwerben erworben binden verbinden verbunden verbindet einbinden einzubinden eingebunden schwinden verschwinden verschwunden gelingen gelingt gelungen
zwingen klingen klingt springen dringen vordringen nennen nennt nannte genannt benennen kennen kennt kannte gekannt erkennen erkannt erkennt anerkennen brennen rennen
verstanden einverstanden überlassen hinterlassen zulassen zugelassen verlassen verließ auslassen anlassen
mitnehmen mitzunehmen teilnehmen teilzunehmen teilgenommen annehmen anzunehmen abnehmen zunehmen unternehmen entgegennehmen entgegenzunehmen wahrnehmen wahrgenommen
mitkommen nachsehen nachzusehen nachgesehen vorsehen vorgesehen aussehen aussieht absehbar einsehen wiedersehen
mitgeben weitergeben weiterzugeben abgeben abzugeben nachgeben bekanntgeben aufgeben eingeben wiedergeben zurückgeben vorgeben
zusammenkommen zustande zustandekommen zusammenstellen zusammengestellt zusammenzustellen nachvollziehen nachzuvollziehen nachvollziehbar
erhielten hielten erhaltene erhaltenen gesehenen besprochenen angebotenen eingegangene eingegangenen vergangene vergangenen offengelegt
Dies Ihretwegen gilt's
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
übersehen absehen besprechen bespricht besprochen sprechen spricht sprach gesprochen absprechen ansprechen angesprochen
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
Hektik Verfügung Trubel Tagesgeschäft Alltagstrubel Versäumnis Vergesslichkeit Unachtsamkeit Zahlungsziel Zahlungsverzug
Zahlungsrückstand Kontoabgleich Abgleich Buchungsbeleg Belege Sachlage Aufklärung Nachprüfung Rückantwort Antwortschreiben Empfangsbestätigung Lesebestätigung
Ansprechpartnern Vorgesetzte Vertretung Inhaber Inhaberin Geschäftspartner Geschäftspartnerin Sekretär Zentrale Niederlassung Filiale
Skizze Entwurfsplan Prospekt Broschüre Katalog Musterstück Ausstellungsraum Raumkonzept Einrichtungskonzept Renovierung Sanierung Dekoration Leuchte
Videokonferenz Videogespräch Zeitfenster Terminvorschlag Terminplan Auslastung Spielraum Puffer Vorlaufzeit Lieferzeit Laufzeit
Leidenschaft Herzblut Stolz Neugier Tatkraft Hingabe Fleiß Gastfreundschaft Ungewissheit Unstimmigkeiten Hemmnis Hürde Engpässe
Verwirklichung Auftakt Startschuss Feinschliff Rundgang Besichtigungstermin Kaffee Tasse Runde Gesprächsrunde Pläne Wunsch Ehre Vorfreude
Durchsicht Blick Mal Gute Wiedersehen Planung Auswahl Kalender Zwischenstand Anforderung Betracht Nachfrage Überlegung Aktion Abschluss
Abschlüsse Abstand Absicht Abteilungsleiter Abwesenheit Adresse Agenda Akte Aktivität Alternative Angestellte Anbieter Anblick Andenken Anerkennung Angabe
Anlass Anlässe Annahme Anordnung Anpassung Anschluss Ansatz Ansätze Anschauung Anspruch Anstoß Anstrengung Anwendung Anwesenheit Anzahl Arbeitsplatz Architekt Art
Artikel Aspekt Atmosphäre Aufbau Aufenthalt Aufgabe Auflistung Aufnahme Aufruf Aufschluss Aufstieg Auftakt Aufwand Ausblick Ausdruck Ausgang Ausgabe Auskunft Auskünfte
Ausnahme Ausrüstung Aussage Aussicht Ausstellung Austausch Auswertung Autor Basis Bau Baustelle Beachtung Beantwortung Bearbeiter Beauftragung Bedienung Bedürfnis Beginn
Begegnung Begeisterung Begleitung Begriff Begründung Behandlung Beispiel Beitrag Beiträge Belang Beleg Beleuchtung Bemühung Bemerkung Beratung Berater Beraterin Bereich Bereitschaft Bericht
Berücksichtigung Beruf Beschaffung Beschäftigung Beschreibung Besichtigung Besitzer Besonderheit Besprechung Bestand Bestandteil Bestellnummer Bestreben Betrieb Betrachtung Beurteilung
Bewertung Bild Bildschirm Block Boden Buch Bücher Chance Charakter Chef Chefin Darstellung Dauer Deckung Denken Design Dialog Dienstleistung Dienstleister Ding Diskussion Distanz Dokumentation
Durchführung Dynamik Ebene Effekt Effizienz Ehrlichkeit Eigenschaft Eigentümer Eignung Einblick Einbau Eindeutigkeit Einfachheit Einfluss Einführung Eingabe Einheit Einigung Einladung Einkäufer
Einsatz Einsätze Einschätzung Einstieg Einteilung Einverständnis Einzelfall Element Empfang Empfänger Empfehlung Energie Engagement Engpass Entwicklung Entwurf Entwürfe Ereignis Erfahrung
Erfassung Erfüllung Ergänzung Erläuterung Erleichterung Eröffnung Erreichbarkeit Erstellung Erweiterung Erwägung Etage Event Experte Fabrik Fach Fachmann Fachkraft Fähigkeit Fahrt Faktor Familie Farbe Fassung
Feedback Fenster Fertigung Fertigstellung Feststellung Flexibilität Fläche Fokus Form Formular Formulierung Fortführung Fortsetzung Foto Freiraum Funktion Fuß Garten Gast Gäste Gebiet Gebäude Gefallen Gegebenheit
Gegenstand Gegenwart Geist Geländer Genauigkeit Gerät Geräte Geschäftsführer Geschäftsführung Geschäftsleitung Geschichte Geschmack Gesicht Gespür Gestell Gesundheit Gewohnheit Gewissheit Gleichgewicht Grafik Größe
Grundlage Gruppe Handel Handlung Händler Haltung Handwerk Handwerker Herausforderung Herkunft Herstellung Hersteller Herz Hinblick Hintergrund Hoffnung Höhe Holz Horizont Idealfall Impuls Industrie Inhalt Initiative
Innovation Inspiration Installation Integration Kapazität Kapitel Karton Katalog Kategorie Kauf Käufer Kern Kette Kissen Klarheit Klasse Klima Kommentar Komfort Kompetenz Komponente Konferenz Konflikt Kontakt Kontrolle Konzept
Kopf Kraft Kräfte Kriterium Kriterien Küche Kunst Lager Lampe Länge Leben Leder Lehre Leichtigkeit Leser Licht Linie Logik Lust Magazin Management Mangel Mann Marke Markt Märkte Maschine Maß Maße Maßnahme Material Meinungsaustausch Mensch
Merkmal Metall Methode Minimum Mitarbeit Mitarbeiter Mitarbeiterin Mitglied Mitte Mittel Modell Modernisierung Modul Montage Motiv Motivation Möbelstück Nachbar Nachbesserung Nachlieferung Nachteil Nähe Name Natur
Neuerung Neuheit Neuigkeit Niveau Norm Notiz Nutzen Nutzer Nutzung Oberfläche Objekt Offenheit Optik Orientierung Original Paar Paket Papier Partnerin Pause Perspektive Pflege Pflicht Planer Platz Plätze Potenzial Praxis
Preisliste Produktion Profil Programm Prozess Publikum Qualifikation Quelle Rat Raum Räume Reaktion Realität Rechnungsstellung Rede Regal Regel Region Reihe Reihenfolge Reise Rest Resultat Richtung Rolle Routine Rückblick Rückkehr
Rückruf Rücksicht Rhythmus Saal Sachlage Sachverhalt Sachbearbeiter Sachbearbeiterin Saison Sammlung Satz Schwerpunkt Schein Schema Schluss Schlüssel Schnelligkeit Schnittstelle Schrank Schreibtisch Schrift Schutz Schwelle Sekretariat
Sicherheit Sicht Signal Situation Sitz Sorge Sorgfalt Sorte Spaß Speicher Spezialist Spiel Sprache Spur Stadt Stärke Standort Start Stelle Stellung Stil Stimme Stimmung Stoff Strategie Straße Struktur Stück Stufe Stuhl Stühle Suche Symbol
Sympathie Tatsache Tätigkeit Technik Techniker Teilnehmer Teilnahme Telefon Tendenz Test Text Tisch Titel Ton Tour Tradition Transparenz Transport Treffen Trend Tür Typ Überprüfung Überraschung Überzeugung Übergang Übergabe Umbau Umfeld
Umgebung Umgang Umstellung Umzug Unklarheit Unsicherheit Unterlagen Unterricht Unterschied Unternehmer Untersuchung Urlaub Ursache Variante Veranlassung Veranstaltung Verantwortung Verarbeitung Verbesserung Verbleib Verbrauch
Verein Verfassung Vergangenheit Vergleich Verhalten Verhältnis Verhandlung Verkauf Verkäufer Verlässlichkeit Vermerk Vernunft Versand Verstärkung Versuch Verteilung Vertiefung Vertrag Verträge Vertreter Vertreterin
Vertrieb Verwaltung Verwechslung Vielfalt Vollständigkeit Vorbereitung Vorgehen Vorhaben Vorlauf Vorliebe Vorrang Vorsicht Vorstellung Vortrag Wahrnehmung Wand Ware Wärme Wartezeit Wechsel Weise Welt Werk Wesen Wettbewerb
Wiederholung Wille Winkel Wirkung Wirtschaft Wissen Wohl Wohlwollen Zahl Zeichen Zeichnung Zeitpunkt Zeitraum Zentrum Ziel Zimmer Zufall Zufriedenheit Zug Zukunft Zusage Zusatz Zusendung Zustand Zustellung Zuverlässigkeit Zuversicht Zuordnung Überblick
Abwicklung Anfertigung Ausgleichs Außenstand Außenstände Postausgang Posteingang Ablage Empfangsbestätigung Herrschaften Damen Herren Gratulation
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
Kenntnis Alltag Interesse Verbindung Post Ordnung Eile Absprache Abstimmung Rücksprache Übersicht Auge Augen
Mitteilung Meldung Gruß Grüße Vorfeld Voraus Hause Haus Rahmen Weg Wege Sinn Gefühl Eindruck Verlauf Unstimmigkeit
Einwand Einwände Angelegenheit Mail E-Mail Aufstellung Verwendung Zweck Geschäftsbeziehung Erledigung Überweisung Zahlungseingang
Guten Bescheid Kürze Ruhe Folgende Weitere Restbetrag Erhalt Material
`);

/** The verbs that are inflected by rule. */
export const DE_VERBS = listed(`
rechn be|rechn ab+rechn wähl aus+wähl er|zähl prob erkundig ver|besser zu+ordn ordn genüg richt be|richt aus+richt ein+richt bewahr auf+bewahr erkunde
achte acht adress akzeptier analysier an+deut an+fertig an+füg bei+füg hinzu+füg ein+füg an+hör an+kündig an+leg an+merk an+pack an+reg an+sprech an+wend antreff
arrangier auf+bau auf+füll auf+klär auf+list auf+mach auf+räum auf+stell auf+teil auf+wend auf+zeig aus+bau aus+drück aus+füll aus+lös aus+pack aus+statt aus+stell aus+such aus+teil aus+üb aus+wert aus+zeichn
bau be|antrag be|auftrag be|deut be|end be|fürcht be|fass be|find be|gegn begeister be|gründ be|günstig be|halt be|handel be|herrsch be|lass be|leg be|leucht be|lieb be|lohn be|müh be|nachrichtig be|nenn be|ruhig be|rücksichtig be|rühr
be|schäftig be|schleunig be|schreib be|seitig be|sichtig be|sitz be|trag be|urteil be|wert be|wirk be|wunder be|zeichn be|zweifel be|glückwünsch bild bind blick bremse bündel charakterisier definier demonstrier denk deut dien diskutier dokumentier dreh drück druck aus+druck
eign eil ein+bau ein+führ ein+hol ein+kauf ein+ordn ein+pack ein+pfleg ein+plan ein+schätz ein+setz ein+stell ein+teil emp|find end ent|deck ent|fern ent|halt ent|sprech ent|steh ent|spann ent|wickel er|arbeit er|bring er|füll er|gänz er|griff er|hoff er|höh er|hol er|kenn er|klär
er|leb er|leicht er|leichter er|mittel er|neuer er|öffn er|setz er|spar er|stell er|warte er|wäg er|weiter er|wider fertig+stell fass zusammen+fass fest+halt fest+leg filter finanzier fixier folg be|folg ver|folg nach+folg förder form formulier forsch fordere führe fühl füll funktionier
gelang gestalt um+gestalt ge|währleist gewöhn glätt gönn gratulier grenz gründ grüß günst gehör handel ver|handel hast hilf hinter|leg hinter|frag hol ab+hol nach+hol zurück+hol wieder+hol ideal illustrier informier inspirier installier integrier interessier investier irr
kauf kehr zurück+kehr kenn+zeichn klapp klär kling knüpf an+knüpf koch kommentier kommunizier komplettier konkretisier konzentrier kontrollier kooperier koordinier korrigier kürz lad lager land läch lächel leb leer leg leit ein+leit weiter+leit leite lern kennen+lern liefere lob lohn
lokalisier markier meister minimier mit+wirk mix moderier motivier nahe+leg neig nehm nenn nick notier nummerier nutz öffn optimier orientier pack parallelisier pass verpass park passier perfektionier pfleg plan platzier präsentier präzisier probier aus+probier produzier profitier
qualifizier rat räum reagier realisier rechtfertig red referier reflektier regel regier registrier reis reservier resultier roll ruf rüst ruh rund ab+rund sammel schaff schalt schau vorbei+schau schieb schliess schon schreib schul schütz sehn seh setz voraus+setz zusammen+setz sicher+stell siche signalisier simplifizier
sortier spar spezifizier spiel sprech sprich spür stabilisier stärk ver|stärk bestärk statt stimm überein+stimm zu+stimm stör strukturier stütz studier symbolisier synchronisier taug teile test tausch trag transportier trau ver|trau treff trenn trink üb über|arbeit über|blick über|denk über|führ über|leg über|mittel
über|prüf über|rasch über|reich über|send über|setz über|trag über|zeug über|wind um+bau um+dreh um+geh um+gesetzt um+stell um+wandel unter|breit unter|halt unter|lass unter|lauf unter|richt unter|scheid unter|schreib unter|such unter|zeichn urteil variier ver|abschied ver|anschaulich ver|ein ver|einfach ver|fass ver|füg
ver|gewisser ver|gess ver|größer ver|hand ver|kauf ver|kürz ver|läng ver|lass ver|lauf ver|leg ver|leih ver|meid ver|merk ver|misch ver|miss ver|mut ver|packe ver|säum ver|schaff ver|schick ver|sorg ver|spät ver|ständig ver|teil ver|tief ver|trag ver|trieb ver|ursach ver|vollständig ver|wechsel ver|weil ver|weis ver|wirklich ver|zeih
visualisier vollend voran+bring vor+bereit vor+leg vor+merk vorbei+komm wag wähle wandel wart ab+wart warte wechsel wend werb wiederhol wickel ab+wickel wieg wirk will wohn wunder würdig zähl zeichn zeig auf+zeig zielt zieh zöger zurück+meld zurück+leg zusammen+trag zusammen+stell zu+kommen zu+hör zu+leit zu+send zweifel
sortiere bestelle plane prüfe frage zeige hoffe danke warte schicke melde bedanke
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
vermutet hektisch turbulent überlastet ausgelastet verlegt verloren vergessen versäumt säumig strittig unstrittig ungeklärt ungelöst zugeordnet
gebucht erfasst gemahnt angemahnt zugesandt zugeschickt angehängt obengenannt untengenannt betreffend besagt diesbezüglich
langlebig hell geräumig formschön maßgefertigt maßgeschneidert wohnlich einladend ansprechend robust pflegeleicht nachhaltig umweltfreundlich
tragfähig umsetzbar realisierbar überdacht ausgearbeitet detailliert ausgereift stimmig begreiflich verfrüht gespannt
aufgeschlossen zugewandt zielstrebig engagiert leidenschaftlich verbunden ergeben gewogen zugetan eingehend
verehrt zeitnah deutlich mehrer ernst neuest geduldig gespannt zuständig abhängig abschließend abwechslungsreich achtsam ähnlich akkurat aktiv akut allein allgemein alltäglich alternativ anderweitig anfänglich anschaulich
anspruchsvoll anständig arbeitsreich attraktiv aufmerksam ausgewogen ausgezeichnet ausgewählt auswärtig authentisch automatisch bedauerlich bedeutend bedingt befriedigend begeistert begrenzt begründet beharrlich behutsam bekannt
beliebt bequem berechtigt bereitwillig beruflich berühmt beruhigt bescheiden beschlossen beschränkt besetzt bestmöglich betroffen beträchtlich beweglich bewusst bezogen breit bunt chronologisch dauerhaft defekt denkbar dezent dicht digital diskutiert dringlich durchdacht
durchgängig dynamisch echt effektiv effizient ehemalig ehrlich eifrig eigenständig eilig eindeutig eindrucksvoll einfühlsam einheitlich einmalig einverstanden einwandfrei einzeln einzigartig elegant elektronisch empfehlenswert energisch eng enorm entscheidend
entspannt erfahren erfolgversprechend erforderlich ergonomisch erhältlich erheblich erkennbar erklärlich erreichbar erstklassig erstaunlich erwünscht essenziell eventuell exakt exklusiv experimentell extern extra fachlich fachkundig familiär farbig fehlend fein fern
fertig fest fleißig fließend flott formal förmlich fortgeschritten freiwillig fremd freudig frisch fröhlich führend funktional funktionell gängig ganzheitlich gebräuchlich geduldig geehrt gefragt gegenwärtig geläufig gelegentlich gelungen gemütlich genau generell genial gerade gerecht geregelt
gesamt geschickt geschlossen gesund gewiss gewissenhaft gewöhnlich glatt gleich gleichmäßig gleichwertig glücklich grob großartig grün gründlich grundlegend grundsätzlich gültig handlich hart häufig heikel hell herausragend hiesig hilfsbereit hilflos historisch hochwertig
hübsch ideal identisch individuell industriell inhaltlich innovativ inspirierend intakt intelligent intensiv interaktiv international inzwischen jung kalt kaufmännisch klassisch klug knapp kollegial kombiniert kommunikativ kompakt kompetent komplett komplex kompliziert konkurrenzfähig
konsequent konservativ konstant konstruktiv kontinuierlich kooperativ körperlich kostbar kräftig kreativ kritisch künftig künstlerisch langfristig langjährig langsam lebendig lebhaft leise leistungsfähig letztendlich logisch lokal lösbar lückenlos machbar mangelnd markant maßgeblich
maximal mehrfach menschlich merklich minimal mittelfristig mittlere modern momentan motiviert müde mündlich musterhaft nachfolgend nachhaltig nachträglich nachvollziehbar namhaft national natürlich nebensächlich neugierig neutral nennenswert niedrig normal objektiv offiziell optimal
ordentlich ordnungsgemäß organisatorisch original örtlich passabel passiv perfekt permanent physisch plausibel positiv potenziell praktisch präzise produktiv pur qualifiziert qualitativ rasant real realistisch redlich regional reich reif rein relativ relevant respektvoll
rücksichtsvoll ruhig rund sachlich sachkundig sämtlich sauber schlicht schlüssig schmal schriftlich selbständig selbstständig selten seriös sichtbar sinnvoll solid solide sonstig sorgfältig sozial sparsam spontan spürbar stabil ständig stark starr stetig still stilvoll stimmig störend strategisch
strikt strukturiert sympathisch systematisch tadellos tatkräftig tatsächlich telefonisch temporär theoretisch tolerant toll traditionell tragbar transparent treu üblich überschaubar überzeugend überzeugt ultimativ umfangreich umfassend umgehend unabhängig unangenehm unbedingt unbekannt
unbeabsichtigt unerwartet unerledigt ungewöhnlich ungünstig unkompliziert unmittelbar unnötig unsicher unterschiedlich unverbindlich unverändert unvollständig unverzichtbar urban ursächlich variabel verantwortlich verantwortungsvoll verbessert verbindlich verblieben verbleibend verbunden
vergeblich vergleichbar verhältnismäßig verlässlich vermeintlich vernünftig verschickt verspätet verträglich vertraut vielfältig vielseitig vielversprechend virtuell vollkommen vollzählig voraussichtlich vorbildlich vorgesehen vorhanden vorherig vorig vorläufig vornehm vorsorglich vorteilhaft vorrätig
wach wahr wahrscheinlich warm weich weitgehend weitreichend wertig wesentlich wirksam wirklich wirtschaftlich wissenswert wohlwollend wunderbar würdig zahlreich zart zeitgemäß zeitlich zentral zielführend zielgerichtet zugehörig zukünftig zulässig zusammenhängend
zutreffend zuversichtlich zuvorkommend zweckmäßig
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
bitte dunkel unten oben sämtliche sämtlichen sämtlicher liebe lieben flexible flexiblen übrige übrigen übrigens
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const DE_PHRASES = listed(
  "bis_heute Stand_heute ein_paar_Tage ein_paar_Tagen ein_paar_Minuten Ihr_Konto Ihr_Kundenkonto Ihrem_Kundenkonto Ihrem_Konto auf_unserem_Konto auf_der_Rechnung_angegebene_Bankverbindung Kontoauszug Guten_Tag guten_Tag Guten_Morgen guten_Morgen in_Ordnung dieses_Jahr",
).map((phrase) => phrase.replaceAll("_", " "));

/** What joins the parts of a compound: `Zahlung-s-eingang`. */
const JOINTS = ["", "s", "n", "en", "es"];

const nouns = new Set(NOUNS.flatMap(germanNoun));
const parts = new Set(
  [...NOUNS, ...listed("Zahl Kunden Rück Haupt Gesamt Mahn Erst Liefer Bestell Telefon Kontakt Rest Folge")].map((noun) =>
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
