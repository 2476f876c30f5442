import { frenchAdjective, frenchNoun, frenchVerb } from "./inflect.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/* The honest words of French reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. */

const SMALL = listed(`
le la les l un une des du de d au aux à a en y et ou où mais ni car donc or si que qu quoi qui dont lequel laquelle lesquels
lesquelles auquel auxquelles duquel ce cet cette ces cela ceci ça celui celle ceux celles ci là ici voici voilà
je j tu il elle on nous vous ils elles me m te se s lui leur leurs eux soi moi même mêmes mon ma mes notre nos votre vos nôtre
vôtre vôtres nôtres son sa ses
ne n pas plus jamais rien personne aucun aucune guère encore déjà toujours souvent parfois bientôt maintenant alors ainsi aussi
autant moins très trop assez peu beaucoup bien mieux mal tout toute tous toutes tel telle tels telles chaque chacun chacune
quelque quelques quelqu'un quelconque plusieurs certain certaine certains certaines autre autres divers diverses
dans sur sous avec sans pour par vers chez entre contre depuis pendant durant avant après dès jusque jusqu' jusqu selon sauf
malgré envers hors via parmi concernant suivant outre lors lorsque lorsqu quand comme comment combien pourquoi parce puisque
puisqu tandis afin quant ensuite puis enfin ensemble loin près proche autour dessus dessous ci-dessous ci-dessus ci-joint
ci-jointe ci-joints ci-jointes ci-après devant derrière ailleurs partout quelque-part peut-être sans-doute néanmoins toutefois
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
venir viens vient venons venez viennent venait venions veniez viendra viendrons venu venue venus venues vienne
voir vois voit voyons voyez voient verrez verrons vu vue vus vues
prendre prends prend prenons prenez prennent prendra prendrons prendrez prendriez prenne preniez pris prise prises prenant
mettre mets met mettons mettez mettent mettra mettrons mettiez mis mise mises mettant
permettre permets permet permettons permettez permettent permettra permettrait permettriez permis permise permises
remettre remise transmettre transmets transmet transmettons transmettez transmettra transmettrons transmis transmise transmises
tenir tiens tient tenons tenez tiennent tenait tenions tenu tenue tiendrons tiendra tienne teniez
recevoir reçois reçoit recevons recevez reçoivent recevait recevrons recevra recevrez reçu reçue reçus reçues recevant
répondre réponds répond répondons répondez répondent répondra répondrons répondrez répondu répondue répondiez
attendre attends attend attendons attendez attendent attendu attendue attendant attendions
entendre entends entendu entendue entendons rendre rend rendons rendez rendrait rendra rendu rendue rendions
correspondre correspond correspondent correspondant correspondante correspondait
dire dis dit dites disent dirait diriez disons écrire écris écrit écrite écrits écrivons écrivez écrivions
lire lis lit lisez lu lue relire relu connaître connais connaît connaissons connaissez connu connue connaissiez
comprendre comprends comprend comprenons comprenez comprendrons comprendriez compris comprise
croire crois croit croyons croyez croisé croisés croisée croisées croiser croisent
paraître paraît parait paru semble reste restent
convenir convient convienne conviendrait convenons conviendraient convenu convenue parvenir parvenu parvenue parvenus parvenues
parvient parviendra parvienne revenir reviens revient revenons reviendrai reviendrons reviendra revenez revenu
souvenir intervenir intervenu intervenue maintenir maintient obtenir obtenu obtenue obtenons
sentir sentez senti partir partez parti partie sortir servir sert servi suivre suis suivi suivie suivis suivons suivez
choisir choisi choisie finir fini finie définir défini définie définies réfléchir réfléchi réfléchissez réfléchissons
établir établi établie établies fournir fourni fournie fournissons fournir réunir réunis aboutir abouti réussir réussi
ouvrir ouvert ouverte ouverts ouvertes offrir offert offerte découvrir découvert recouvrer couvrir couvert couverte
vivre plaire plaît plait plu falloir faut faudra faudrait fallu
il-y-a entre-temps dès-lors d'ores d'abord d'accord d'autant d'ici aujourd'hui-même
bonjour bonsoir madame monsieur mesdames messieurs merci cordialement bien-sûr oui non salutations
cher chère chers chères salut
impayé impayée impayés impayées échu échue échus échues dû réglé réglée
prochainement récemment rapidement directement dernièrement actuellement précédemment également entièrement
`);

const NOUNS = listed(`
facture rappel relance paiement règlement solde montant somme total message courriel mail e-mail courrier lettre note avis copie
réponse question demande préoccupation problème raison motif erreur oubli malentendu retard date jour moment
échéance échange commande livraison devis offre proposition projet plan réunion rendez-vous appel entretien conversation
discussion visite démonstration présentation échantillon option détail information document pièce tableau liste ligne
référence numéro achat service équipe collègue comptabilité finance bureau interlocuteur contact client partenaire
partenariat coopération collaboration relation entreprise société travail produit solution besoin attente objectif idée réflexion
retour décision étape calendrier processus part partie côté fin attention amabilité convenance patience compréhension aide
assistance soutien effort confiance fidélité gratitude plaisir remerciement confirmation situation circonstance difficulté
occasion chance suite début avancement point résumé requête correspondance communication contexte sujet avis remarque
suggestion alternative ajustement modification version spécification conception configuration installation mise budget
priorité délai phase périmètre quantité qualité prix préférence choix possibilité résultat succès avantage dossier fichier
système outil équipement mobilier atelier formation direction directeur responsable accord signature validation hésitation
doute obstacle éclaircissement précision explication excuse désagrément dérangement urgence importance cas fait chose place
main mot temps disponibilité écriture relevé opération condition contrat fournisseur organisation bonté égard intention
vérification attention souhait envoi réception arrivée traitement rapprochement régularisation
nouvelle bienveillance diligence sincérité sentiment journée matinée soirée semaine-type intérêt-commun
compte-rendu courant cadre titre sens effet preuve lien-étroit échéancier-joint réalisation satisfaction
`);

const VERBS = listed(`
rappeler rappeller relancer payer régler solder effectuer demander contacter appeler vérifier confirmer clarifier éclaircir
préciser résoudre aider accompagner remercier apprécier excuser espérer souhaiter désirer chercher sembler rester demeurer
retourner informer signaler indiquer mentionner noter remarquer concerner inclure détailler oublier échapper négliger ignorer
traiter gérer terminer clôturer commencer continuer poursuivre procéder avancer changer adapter ajuster examiner étudier
considérer discuter expliquer évaluer comparer décider préférer planifier fixer suggérer proposer livrer
préparer joindre partager présenter montrer visiter retrouver trouver tourner joigner parler bavarder échanger
envoyer adresser travailler collaborer valoriser profiter penser supposer imaginer réaliser demander enregistrer
rapprocher arriver passer laisser donner porter apporter accorder aimer essayer utiliser retarder causer déranger
poser lever signer valider compter compléter corriger régulariser honorer assurer contribuer organiser convier rencontrer
figurer trouver manquer accuser constater regarder écouter prier tarder bloquer empêcher hésiter
acquitter rattraper reparler recontacter dépasser marquer tenter intéresser transférer
`);

const ADJECTIVES = listed(`
prompt rapide bref brève immédiat court long habituel régulier récent actuel direct personnel correct exact clair
complet complète entier partiel différent similaire possible impossible nécessaire important urgent utile pratique disponible
adapté approprié facile simple difficile petit grand haut bas bon bonne aimable cordial sincère réussi précieux professionnel
fiable agréable fructueux excellent bel belle beau intéressant chargé commun général particulier précis spécifique
supplémentaire complémentaire pertinent respectif interne principal seul initial dernier premier prochain suivant précédent
concret technique commercial financier administratif mutuel heureux heureuse content ravi reconnaissant désolé navré
involontaire simple léger évident certain sûr prêt libre meilleur ouvert joint attentif favorable convenu
dépassé ancien nouveau nouvel moindre plein bienvenu cher urgent amical ferme
`);

const IRREGULAR = listed(`
régle règle règles règlent règlera règlerez rappelle rappelons rappellerons appelle appellerons réglerez jettent jeter
envoie envoient enverrai enverra enverrons enverrez paie paient paye espère espérons préfère préférez considère suggère
achète complète joindre joins joint jointe joints jointes joignons résolu résolue résoudre inclus incluse poursuite poursuit
poursuivi exclu conclu conclure conclue brefs brièvement sincèrement meilleures meilleurs yeux lieu bout gré vif sein grâce
faveur quoi égal delà mieux vite tôt tard tant davantage volontiers entre gens monde lequel tellement soigneusement
particulièrement agréablement attentivement personnellement clairement précisément facilement évidemment probablement
certainement éventuellement éventuel éventuelle éventuels éventuelles malheureusement éclairer avancé aujourd'hui
`).filter((word) => word !== "aujourd'hui");

/** Said together they are harmless, apart they are not words that a draft may use. */
export const FR_PHRASES = listed(
  "à_ce_jour d'ici_là il_y_a quelques_minutes en_un_mot par_avance d'avance votre_intérêt_pour de_l'intérêt_pour l'intérêt_que_vous votre_compte relevé_de_compte compte_bancaire_indiqué_sur_la_facture compte_bancaire_indiqué_sur_les_factures tenir_compte tenez_compte un_compte_rendu service_comptable services_comptables votre_virement le_virement ce_virement un_virement belle_journée bonne_journée bonne_soirée cette_année",
).map((phrase) => phrase.replaceAll("_", " "));

export const fr = vocabulary(
  new Set([...SMALL, ...IRREGULAR, ...NOUNS.flatMap(frenchNoun), ...VERBS.flatMap(frenchVerb), ...ADJECTIVES.flatMap(frenchAdjective)]),
  {
    elisions: new Set(listed("l d s n m t c j qu jusqu lorsqu puisqu quoiqu")),
    infixes: new Set(["t", "le", "la", "les", "moi", "nous", "vous", "il", "elle", "on", "ils", "elles", "je", "ce", "ci", "là", "y", "en", "nous", "même", "mêmes"]),
  },
);
