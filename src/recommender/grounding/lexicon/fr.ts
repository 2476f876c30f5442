import { frenchAdjective, frenchNoun, frenchVerb } from "./inflect.ts";
import { isNever } from "./never.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/* The honest words of French reminders, thanks and follow-ups: see `en.ts` for what is left out on purpose. */

const SMALL = listed(`
inaperçu inaperçue inaperçus téléphonique téléphoniques offrir téléphoniquement saurions saurais gré égaré égarée
parvenait parvenues advenir survenir survenu survenue survient convaincre convaincus ravis ravie ravies enchanté enchantée
dépend dépendra dépendait tarderons tardera tarde aurait-il serait-il a-t-on est-ce qu'est-ce peut-on pourrait-on doit-on
relisez relire relu relus revoyez revoir joignez rejoindre rejoint rejoignez surgi resurgir jaillir surgit
dus celles-ci ceux-ci celui-ci celle-ci cela-même ladite dudit susmentionné susmentionnée susmentionnés précité précitée
intéressés intéressées impatient impatients impatiente enthousiaste enthousiastes motivés mobilisée mobilisés dévoué dévouée dévoués
autant-que tandis-que quoi-qu'il sitôt dûment pareillement mutuellement conjointement réciproquement respectivement
connaissez-vous n'est-ce soit-il entretemps demeurant aimablement instamment vivement sincèrement obligeamment promptement
exactement habituellement malencontreusement accidentellement inopinément visiblement manifestement clairement
s'élève élève élèvent appellera appelleront appellerai appellerez close clos closes
désormais dorénavant aussitôt sitôt tantôt jadis soit voire quasi quasiment guère pourvu quoique bref certes
quel quelle quels quelles lequel aucunement nullement nul nulle autrui là-dessus là-bas au-delà par-delà ailleurs
debout volontiers dorénavant hélas hormis moyennant nonobstant parmi plein jusque-là auparavant premièrement deuxièmement
finalement enfin globalement généralement habituellement normalement actuellement régulièrement fréquemment immédiatement
largement fortement grandement extrêmement parfaitement absolument totalement pleinement essentiellement principalement
exactement spécialement ouvertement franchement honnêtement naturellement apparemment vraisemblablement involontairement
simplement ultérieurement antérieurement successivement progressivement doucement cordialement chaleureusement respectueusement
suffit suffisent suffirait suffire suffisant suffisante suffisamment mérite méritent dépend dépendent dépendre
promouvoir apercevoir aperçu aperçue apercevons conçu conçue concevoir décrire décrit décrite décrits inscrire inscrit inscrite
conduire conduit conduite produire produit produite produits construire construit construite traduire traduit
introduire introduit introduite reconnaître reconnaît reconnaissons reconnaissent disparaître apparaître apparaît apparaissent apparu
naître craindre crains craint craignons atteindre atteint atteinte éteindre peindre plaindre
perdre perd perdu perdue perdons vendre vend vendu vendue vendons descendre descend étendre dépendre prétendre
défendre surprendre surpris surprise reprendre reprends reprend reprenons reprenez repris reprise apprendre apprends apprend
apprenons apprenez appris entreprendre entrepris poursuivre poursuivons poursuivez poursuivent poursuis poursuivrons poursuivrions
interrompre interrompu vaincre convaincre convaincu convaincus rire sourire sourire suffi nuire luire
valoir vaut valent vaudrait vaille valu pleuvoir asseoir recevoir revoir revoyons revoit reverrons revu revue prévoir prévu prévue
prévoyez prévoyons prévoit prévoir pourvoir émouvoir
devenir devient deviennent devenu devenue deviendra appartenir appartient contenir contient contiennent contenu contenue
entretenir entretenons retenir retenu retenue retient retenons soutenir soutient soutenons détenir tenais tenait tenions
voulais voulait voulons vouliez savais savait pouvais pouvez pourriez devais devait devions deviez allais allait allions venais venait
faisons aviez étiez accueillir accueillons accueilli cueillir recueillir recueilli fleurir grandir agir s'agit agit agissait agira
agissant agissons bâtir garnir guérir nourrir remplir rempli remplie remplissez remplissons unir
réagir réagissez investir investi ralentir ralenti adoucir enrichir élargir élargi élargissons éclaircir éclairci approfondir approfondi
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
venir viens vient venons venez viennent venait venions veniez viendra viendrons venu venue venus venues vienne
voir vois voit voyons voyez voient verrez verrons vu vue vus vues
prendre prends prend prenons prenez prennent prendra prendrons prendrez prendriez prenne preniez pris prise prises prenant
mettre mets met mettons mettez mettent mettra mettrons mettiez mis mise mises mettant
permettre permets permet permettons permettez permettent permettra permettrait permettriez permis permise permises
remettre transmettre transmets transmet transmettons transmettez transmettra transmettrons transmis transmise transmises
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
ouvrir ouvert ouverte ouverts ouvertes découvrir découvert recouvrer couvrir couvert couverte
vivre plaire plaît plait plu falloir faut faudra faudrait fallu
 entre-temps d'ores d'abord d'accord d'autant d'ici
bonjour bonsoir madame monsieur mesdames messieurs merci cordialement oui non salutations
cher chère chers chères salut
impayé impayée impayés impayées échu échue échus échues dû réglé réglée
prochainement récemment rapidement directement dernièrement actuellement précédemment également entièrement
`);

const NOUNS = listed(`
état litige PDF
hâte tourbillon quotidien renseignement éclairage obligeance empressement sollicitude égarement inadvertance omission
régularité ponctualité vigilance relevé-de-factures décompte récapitulatif bordereau justificatif accusé lettrage pointage rapprochement
chargé comptable gérant gérante dirigeant dirigeante fondateur fondatrice secrétaire standardiste commercial commerciale
maquette esquisse croquis plaquette brochure showroom nuancier devanture agencement rénovation décoration luminaire
visioconférence visio créneau planning emploi-du-temps disponibilité rappel-téléphonique
enthousiasme passion savoir-faire dévouement fierté curiosité convivialité sérénité tranquillité lecture écoute
interrogation incertitude réticence objection contrainte empêchement imprévu contretemps souci embarras
aboutissement concrétisation lancement démarrage finalisation coup d'oeil œil oeil coup-de-fil sous-total
disposition pile cours gentillesse propos affaire fois souci étage élément ordre continuation abord absence accent
accueil acheteur acte acteur action activité addition administration âge agenda agent air aise ajout alinéa ambiance ambition
amélioration aménagement analyse angle annonce appareil apport approche appui architecte arrangement art article
aspect assemblée atout attente attitude atmosphère avenir aventure axe balance base bas besoin bien bilan bloc bois boîte
 bord bout branche bruit but cadre café calme camion capacité caractère caractéristique catalogue catégorie cause
centre cercle certitude chaîne chaise chambre champ changement chantier chapitre chef chemin chiffre classe clarté clé
coeur cœur coin collaborateur collaboratrice collection colonne combinaison comité commande comparaison compétence complément composant
concept conception conclusion conduite conférence confort connaissance conseil conseiller conseillère consultation contenu
continuité contour contrôle copie corps côté couleur coup couloir cour courrier création critère croissance cuisine
cycle décalage déclaration degré déjeuner délicatesse demandeur déménagement départ département déplacement dessin destinataire
développement dialogue différence dimension diplôme direction discours disposition distance domaine donnée
durée échelle école écoute écran édition efficacité effort élan emploi emplacement employé encadrement endroit énergie
engagement ensemble enseigne entente entrée entretien enveloppe environnement équilibre erreur espace espoir esprit essai
essentiel estimation étude évaluation événement évolution examen exemple exercice exigence existence expérience expert expression
extrait façon facteur faculté faiblesse famille faute fenêtre fiche figure filtre finition flexibilité fonction fonctionnement
fond force formalité format forme formule formulaire foyer futur gamme garde genre geste gestion gestionnaire gouvernance goût
groupe guide habitude harmonie hauteur histoire homme honneur hypothèse image impact implication impression impulsion incident
inconvénient indication individu industrie influence ingénieur initiative innovation inquiétude inspiration instant institution
intégration intérieur interface intermédiaire interprétation intervention introduction invitation jeu
joie journal langage langue largeur lecture leçon légende lieu limite lit local logiciel logique loisir longueur lumière
machine magasin maintien maison maîtrise majorité manière marché marge marque matériau matériel matière maximum membre mémoire
ménage merci mesure métal méthode métier meuble milieu minimum ministère mission mobilité modalité mode modèle monde montage
monteur motivation mouvement moyen mur musique nature nécessité négociation nom nombre norme notion nouveauté objet obligation
observation obtention opérateur opinion opportunité optique orientation origine outillage ouverture ouvrage page panneau papier
paragraphe parcours pas passage patron pause paysage peine pensée perfection performance permission perspective
philosophie photo phrase pied place plaisir plateau poids politesse politique position possesseur poste potentiel pratique
préalable préparation présence pression principe prise procédure production profil profit progrès progression proposition propriétaire
prospection provenance prudence public qualification radio rang rapidité rapport rayon réaction réalité
réception recherche récapitulatif récit recommandation recueil rédaction référent reflet regard région règle régularité relais remarque
rencontre rendement renfort renseignement répartition repas représentant reprise réseau réserve résolution respect responsabilité
ressource restant reste retrait rêve réunion révision rôle rythme salle santé sélection sens sensibilité
série séance silence simplicité site société socle soin soir solidité solution sorte souhait source souplesse spécialiste spécialité stade
stand standard station stock stratégie structure style sujet support surface surprise symbole tâche taille talent tapis technicien
technique technologie téléphone témoignage tendance terme terrain tête texte thème théorie titre toit tonalité touche tour tournée
tradition train transition transparence transport tri type unité univers usage utilisateur utilité vacance valeur variante variété
vente version verre vision vitesse vœu voie voisin voix volonté volume voyage vue zone
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
nouvelle bienveillance diligence sincérité sentiment journée matinée soirée
compte-rendu courant cadre titre sens effet preuve réalisation satisfaction
`);

/** The verbs that are inflected by rule. */
export const FR_VERBS = listed(`
témoigner égarer mobiliser finaliser solliciter débloquer
bloquer tranquilliser constater noter acter valider réexaminer réétudier rediscuter réexpédier réexpliquer
 resituer recaler replanifier reprogrammer patienter presser bousculer solutionner débrouiller
détailler étayer pointer lettrer
lister élever commander améliorer occuper arranger aborder absorber accélérer accepter accéder accompagner accrocher accueillir
achever acter actionner activer actualiser additionner admirer adopter affecter affiner afficher affirmer agencer ajouter
alerter aligner alimenter alléger allonger aménager amorcer analyser animer annoncer anticiper apaiser
apporter approcher approuver appuyer archiver argumenter arrêter articuler associer assumer attacher attirer
attribuer augmenter autoriser avaler avouer baisser baser bavarder bénéficier bouger boucler briller cacher calmer
centrer chiffrer choquer circuler classer classifier coller combiner commenter commercialiser communiquer compliquer
composer concentrer concerter concilier concrétiser confier conforter confronter conjuguer conserver consacrer consister
consolider consulter contempler contenter coopérer coordonner copier coucher coûter créer croiser cumuler dater débattre
déborder débuter décaler déceler décharger déclarer décliner décoller dédier déjeuner déléguer délivrer demeurer démarrer démontrer dénombrer
déplacer déposer dérouler dessiner destiner détecter déterminer développer deviner dialoguer différencier diffuser digérer
diriger discerner disposer dissiper distinguer distribuer documenter doter douter durer écarter éclairer économiser
écouler éditer effleurer égarer élaborer éliminer emballer embarquer embêter émerger emmener employer emporter encadrer encourager
engager énoncer énumérer enseigner entamer entourer entraîner entrer envisager épauler épargner équiper espacer estimer étaler
étonner étoffer éviter évoluer évoquer exécuter exercer exister expérimenter exploiter exporter exposer exprimer fabriquer faciliter
façonner féliciter fermer feuilleter filtrer financer focaliser fonctionner fonder former formuler fréquenter
gagner garder générer glisser grouper guider habiter habituer harmoniser illustrer imaginer impacter impliquer imposer impressionner
imprimer incarner inciter individualiser influencer initier innover inquiéter insérer insister inspecter inspirer installer instaurer
intégrer intensifier intercaler interpeller interpréter interroger inventer inverser inviter isoler jouer juger justifier
lancer lier limiter localiser loger louer maîtriser manier manifester marcher matérialiser mener mériter mesurer
miser mobiliser modéliser moderniser monter motiver négocier nommer normaliser nouer nuancer numéroter observer obliger
occasionner opérer opter optimiser ordonner orienter oser pallier participer patienter percer perfectionner
perturber persister personnaliser persuader photographier piloter placer pointer posséder postuler pratiquer présager préserver
presser prioriser privilégier prononcer prospérer protéger prouver publier qualifier quantifier questionner quitter
raconter raisonner rajouter ramener ranger rassembler rassurer réaffirmer réaliser recenser rechercher récapituler
recommander recommencer récupérer rédiger redonner refermer refléter regagner regretter regrouper réitérer
relater relever relier remarquer rembarquer remédier remplacer remporter remuer rencontrer renforcer renouer renouveler renseigner
rentrer renvoyer réparer repasser repenser répéter replacer reposer représenter réserver résider résister respecter ressembler
résulter résumer retarder retracer retravailler révéler réviser rouler sauter sauvegarder saluer sélectionner séparer
seconder signifier simplifier situer solliciter songer soulager soulever souligner spécifier stabiliser
stimuler stocker structurer subsister superviser supporter surmonter surveiller susciter synchroniser tester
téléphoner témoigner tirer tisser toucher tracer trancher transformer transiter transporter trier troubler unifier user
varier veiller viser visualiser voter voyager vérifier
excusez occupé rejoigner signifier
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
large immédiat patient curieux sérieux abordable absolu abstrait accessible actif adéquat ambitieux amusant ancien
apparent appréciable approfondi architectural artistique attentif attractif authentique autonome avantageux banal
biologique blanc bleu bref brillant brut calme capable captivant central chaleureux charmant classique clé cohérent collectif
combiné commode compact comparable compatible compétent complexe compliqué concerné conforme confortable confus conscient
conséquent considérable constant constructif contemporain contraire convivial correspondant courant courtois créatif crucial décisif
décoratif dédié définitif délicat dense détaillé digital digne diligent discontinu distinct durable dynamique économe
efficace égal élégant élémentaire élevé énorme équilibré équitable ergonomique essentiel étroit éventuel évolutif
exact exceptionnel excessif exclusif existant exigeant expert explicite extérieur externe familial familier fantastique favori fier final
fixe flexible fluide fondamental formel formidable fort fragile fréquent futur gai généreux gentil global
habitué harmonieux honnête honorable humain idéal identique illustré immense imminent imparfait implicite impeccable
impressionnant inattendu incertain incomplet inconnu indépendant indicatif indispensable individuel industriel inévitable informel
ingénieux initial innovant inquiet inspirant instantané intense intensif intelligent intéressé intérieur intermédiaire international
intuitif inutile isolé joyeux juste large léger légitime lent libre lisible local logique loyal lumineux lourd magnifique majeur
manuel marquant massif matériel maximal meilleur mémorable merveilleux minimal mineur mobile moderne modeste moral motivé moyen multiple
musical national naturel net neutre noble noir nombreux normal notable numérique objectif officiel ondulé
opérationnel optimal oral ordinaire organisé original paisible parallèle parfait partagé passé passionnant patient perceptible
performant permanent pertinent physique plaisant plausible poli ponctuel populaire portable positif potentiel préalable préférable
préliminaire présent prioritaire privilégié probable productif profond progressif propre pur qualifié quotidien
raisonnable rare réactif réalisable réaliste réel réciproque reconnu regrettable relatif remarquable rentable répété réservé
résolu respectueux responsable rigoureux robuste rond rouge royal satisfaisant satisfait sensible serein significatif silencieux
soigné solide sombre souhaitable souple spacieux spécial spontané stable standard statique strict structuré suffisant superbe
supérieur surprenant symbolique systématique tacite temporaire textile théorique total traditionnel tranquille transparent
typique ultérieur ultime unanime unique universel urbain usuel utilisable valable variable varié vaste véritable vert
vigilant visible visuel vivant volontaire vrai désireux soucieux chanceux
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
certainement éventuellement éventuel éventuelle éventuels éventuelles malheureusement éclairer avancé
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const FR_PHRASES = listed(
  "à_ce_jour d'ici_là il_y_a quelques_minutes en_un_mot par_avance d'avance votre_intérêt_pour de_l'intérêt_pour l'intérêt_que_vous votre_compte relevé_de_compte compte_bancaire_indiqué_sur_la_facture compte_bancaire_indiqué_sur_les_factures tenir_compte tenez_compte un_compte_rendu service_comptable services_comptables votre_virement le_virement ce_virement un_virement belle_journée bonne_journée bonne_soirée cette_année",
).map((phrase) => phrase.replaceAll("_", " "));

export const fr = vocabulary(
  new Set([...SMALL, ...IRREGULAR, ...NOUNS.flatMap(frenchNoun), ...FR_VERBS.flatMap(frenchVerb), ...ADJECTIVES.flatMap(frenchAdjective)]),
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
