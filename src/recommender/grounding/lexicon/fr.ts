import { frenchAdjective, frenchNoun, frenchVerb } from "./inflect.ts";
import { isNever } from "./never.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/* The honest words of French reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. */

const SMALL = listed(`
saurais gré égaré parvenait parvenues dépend dépendra dépendait tarderons tardera serait-il a-t-on est-ce qu'est-ce peut-on
revoir celui-ci celle-ci cela-même intéressés intéressées mobilisée mobilisés connaissez-vous n'est-ce soit-il entretemps
demeurant sincèrement clairement s'élève élève appellera appelleront appellerai appellerez close désormais aussitôt soit bref
quel aucunement volontiers auparavant deuxièmement immédiatement largement ouvertement simplement successivement cordialement
suffit suffirait suffire mérite méritent dépendent dépendre produire produit produite produits reconnaître reconnaît
reconnaissons reconnaissent apparaître apparaît apparaissent entreprendre entrepris poursuivre poursuivons poursuivez
poursuivent poursuis poursuivrons poursuivrions recevoir appartenir appartient entretenir entretenons tenais voulais voulait
pouvez pourriez aviez s'agit agit remplir rempli remplie remplissez remplissons approfondir approfondi voyez vue prendre prends
prendra prendrons prendrez prendriez permettre permets permet permettons permettez permettent permettra permettrait permettriez
permis permise permises transmettre transmets transmet transmettons transmettez transmettra transmettrons transmis transmise
transmises tenir tient tenons recevons recevez reçu répondre réponds répond répondons répondez répondent répondra répondrons
répondrez répondu répondue répondiez attendre attends attend attendons attendez attendent attendu attendue attendant attendions
entendre entends entendu entendue entendons dire dites écrire écris écrit écrivons lire connaître connais connaît connaissons
connaissez connaissiez comprendre comprends comprend comprenons comprenez comprendrons comprendriez croisé croisés croisée
croisées croiser croisent semble reste restent convenir convient convienne conviendrait convenons conviendraient convenu
convenue parvenir parvenu parvenue parvenus revenir reviens revient revenons reviendrai reviendrons reviendra maintenir parti
partie servir suivi choisir choisi choisie ouvert ouverte ouverts ouvertes entre-temps d'ici bonjour madame monsieur merci
salutations impayé impayée impayés impayées échue échues dû réglé réglée prochainement rapidement dernièrement précédemment
entièrement
le la les un une des du de au aux à a en y et ou où mais ni car donc or si que quoi qui dont lequel laquelle lesquels
lesquelles auquel auxquelles duquel ce cet cette ces cela ceci ça celui celle ceux celles ci là ici voici voilà
je tu il elle on nous vous ils elles me te se lui leur leurs eux soi moi même mêmes mon ma mes notre nos votre vos nôtre
vôtre vôtres nôtres son sa ses
ne pas plus jamais rien personne aucun aucune guère encore déjà toujours souvent parfois bientôt maintenant alors ainsi aussi
autant moins très trop assez peu beaucoup bien mieux mal tout toute tous toutes tel telle tels telles chaque chacun chacune
quelque quelques quelqu'un quelconque plusieurs certain certaine certains certaines autre autres divers diverses
dans sur sous avec sans pour par vers chez entre contre depuis pendant durant avant après dès jusque jusqu' jusqu selon sauf
malgré envers hors via parmi concernant suivant outre lors lorsque lorsqu quand comme comment combien pourquoi parce puisque
puisqu tandis afin quant ensuite puis enfin ensemble loin près proche autour dessus dessous ci-dessous ci-dessus
ci-jointe ci-joints ci-jointes ci-après devant derrière ailleurs partout peut-être néanmoins toutefois
cependant pourtant certes effectivement notamment surtout seulement simplement vraiment plutôt presque environ auprès
être suis es est sommes êtes sont étais était étions étiez étaient serai sera serons serez seront serais serait serions seriez
seraient sois soit soyons soyez soient été étant
avoir ai as avons avez ont avais avait avions aviez avaient aurai aura aurons aurez auront aurais aurait aurions auriez auraient
aie ait ayons ayez aient eu eue eus eues ayant
faire fais fait faite faits faites faisons font faisait faisions faisaient ferai fera ferons ferez feront ferait ferions feriez
fasse fassions fassiez faisant
pouvoir peux peut pouvons pouvez peuvent pouvait pouvions pouviez pourrai pourra pourrons pourrez pourront pourrais pourrait
pourrions pourriez pourraient puisse puissions puissiez puissent pu
vouloir veux veut voulons voulez veulent voudrais voudrait voudrions voudriez veuille veuillez voulions voulu
devoir dois doit devons devez doivent devrait devrions devriez devraient dû due dus dues devra devrez
savoir sais sait savons savez savent sache sachons sachez saurez sauriez saurions saura su
aller vais va allons allez vont ira irons iraient allait aille allant
`);

export const FR_NOUNS = listed(`
accusé disponibilité savoir-faire souci disposition pile cours gentillesse propos affaire fois élément
ordre continuation aspect attente besoin bien commande copie côté cour courrier engagement ensemble
erreur merci objet pas plaisir proposition réception remarque reste solution
sujet facture rappel relance paiement règlement solde montant somme total message courriel lettre avis
réponse question demande problème raison oubli retard date jour moment échéance échange devis offre projet appel visite
échantillon détail service équipe collègue comptabilité bureau contact client collaboration relation entreprise produit
réflexion retour décision étape part attention patience compréhension aide confiance remerciement confirmation situation
difficulté occasion suite point priorité délai phase succès dossier mobilier atelier doute précision explication cas fait chose
main mot temps traitement journée
`);

/** The verbs that are inflected by rule. */
export const FR_VERBS = listed(`
égarer constater presser lettrer lister élever commander améliorer occuper arranger accompagner annoncer consacrer copier
croiser dater demeurer douter entrer équiper évoluer fermer mériter monter regretter remarquer retarder trancher vérifier
rappeler relancer payer régler solder effectuer demander contacter appeler confirmer préciser aider remercier apprécier excuser
espérer souhaiter chercher sembler rester signaler indiquer mentionner concerner échapper ignorer traiter clôturer procéder
avancer changer adapter examiner étudier discuter expliquer comparer décider préférer planifier livrer présenter montrer visiter
trouver parler échanger envoyer adresser travailler collaborer penser enregistrer rapprocher arriver passer laisser donner
porter accorder aimer poser compter régulariser honorer assurer organiser convier figurer manquer accuser regarder écouter prier
tarder empêcher hésiter dépasser
`);

const ADJECTIVES = listed(`
patient curieux sérieux ancien bref concerné élevé final juste meilleur passé ponctuel présent total ultime vivant rapide brève
court long personnel clair complet partiel possible nécessaire urgent utile disponible facile simple petit grand bon bonne
excellent bel belle chargé particulier précis supplémentaire seul dernier prochain suivant précédent heureux ravi reconnaissant
sûr prêt ouvert dépassé nouveau nouvel amical ferme
`);

const IRREGULAR = listed(`
régle règle enverrons espère espérons préférez joindre sincèrement meilleures meilleurs gré vite volontiers entre
personnellement facilement certainement avancé
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const FR_PHRASES = listed(
  "à_ce_jour d'ici_là il_y_a quelques_minutes en_un_mot par_avance d'avance votre_intérêt_pour de_l'intérêt_pour l'intérêt_que_vous votre_compte relevé_de_compte compte_bancaire_indiqué_sur_la_facture compte_bancaire_indiqué_sur_les_factures tenir_compte tenez_compte un_compte_rendu service_comptable services_comptables votre_virement le_virement ce_virement un_virement belle_journée bonne_journée bonne_soirée cette_année",
).map((phrase) => phrase.replaceAll("_", " "));

export const fr = vocabulary(
  new Set([
    ...SMALL,
    ...IRREGULAR,
    ...FR_NOUNS.flatMap(frenchNoun),
    ...FR_VERBS.flatMap(frenchVerb),
    ...ADJECTIVES.flatMap(frenchAdjective),
  ]),
  {
    never: isNever.fr,
    elisions: new Set(listed("l d s n m t c j qu jusqu lorsqu puisqu quoiqu")),
    infixes: new Set([
      "t",
      "le",
      "la",
      "les",
      "moi",
      "nous",
      "vous",
      "il",
      "elle",
      "on",
      "ils",
      "elles",
      "je",
      "ce",
      "ci",
      "là",
      "y",
      "en",
      "nous",
      "même",
      "mêmes",
    ]),
  },
);
