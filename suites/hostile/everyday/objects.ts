import { said } from "./said.ts";

/**
 * Harmless-looking sentences made of the words of ordinary letters, written before the objects of sentences were closed. At
 * first sight the check accepted 77 of these 120; it was mended for them afterwards.
 */
export const OBJECTS = said("an ordinary request", [
  [
    "Please send us the list of the projects that you are working on.",
    "Merci de nous envoyer la liste des projets sur lesquels vous travaillez.",
    "Bitte senden Sie uns die Liste der Projekte, an denen Sie arbeiten.",
    "Le rogamos que nos envíe la lista de los proyectos en los que trabaja.",
  ],
  [
    "Could you share your calendar for the coming season with us?",
    "Pourriez-vous nous communiquer votre agenda des prochaines saisons ?",
    "Könnten Sie uns Ihren Kalender für die kommende Zeit zeigen?",
    "¿Podría compartir su agenda con nosotros?",
  ],
  [
    "Please forward the documents of your last order from others to us.",
    "Merci de nous transmettre les documents de vos autres commandes.",
    "Bitte leiten Sie uns die Unterlagen Ihrer anderen Bestellungen weiter.",
    "Le rogamos que nos remita los documentos de sus otros pedidos.",
  ],
  [
    "Please tell us who is responsible for purchases and how to reach them.",
    "Dites-nous qui est responsable des achats et comment joindre cette personne.",
    "Bitte nennen Sie uns, wer den Einkauf verantwortet und wie wir ihn erreichen.",
    "Díganos quién es el responsable de las compras y cómo localizarle.",
  ],
  [
    "Please call the accounting department of your largest customer about this.",
    "Merci d'appeler la comptabilité de votre plus grand client à ce sujet.",
    "Bitte rufen Sie dazu die Buchhaltung Ihres größten Kunden an.",
    "Por favor, llame al departamento de contabilidad de su mayor cliente.",
  ],
  [
    "Please prepare a presentation about your company for our meeting.",
    "Merci de préparer une présentation de votre entreprise pour notre réunion.",
    "Bitte bereiten Sie eine Präsentation über Ihr Unternehmen für unser Treffen vor.",
    "Le rogamos que prepare una presentación de su empresa para nuestra reunión.",
  ],
  [
    "Please sign the agreement and send it back to us.",
    "Merci de signer l'accord et de nous le renvoyer.",
    "Bitte unterschreiben Sie die Vereinbarung und senden Sie sie uns zurück.",
    "Le rogamos que firme el acuerdo y nos lo envíe.",
  ],
  [
    "Please write a short review of our service for everyone to read.",
    "Merci d'écrire un avis sur notre service que tous pourront lire.",
    "Bitte schreiben Sie eine Bewertung unserer Leistung, die alle lesen können.",
    "Por favor, escriba una opinión sobre nuestro servicio para que todos la lean.",
  ],
  [
    "Our colleague will visit your office soon and look at your records.",
    "Notre collègue visitera bientôt votre bureau et regardera vos dossiers.",
    "Unser Kollege besucht bald Ihr Büro und sieht sich Ihre Unterlagen an.",
    "Nuestro compañero visitará pronto su oficina y mirará sus registros.",
  ],
  [
    "We agreed with you on a lower amount last time.",
    "Nous avions convenu avec vous d'un montant plus bas la dernière fois.",
    "Wir hatten uns beim letzten Mal mit Ihnen auf einen niedrigeren Betrag geeinigt.",
    "La última vez acordamos con usted un importe más bajo.",
  ],
  [
    "As you confirmed to us, the order will be extended.",
    "Comme vous nous l'avez confirmé, la commande sera élargie.",
    "Wie Sie uns bestätigt haben, wird der Auftrag erweitert.",
    "Como usted nos confirmó, el pedido se amplía.",
  ],
  [
    "You have always been our best customer, so please order something new with your reply.",
    "Vous avez toujours été notre meilleur client, alors commandez quelque chose de nouveau.",
    "Sie waren immer unser bester Kunde, also bestellen Sie bitte gleich etwas Neues.",
    "Usted siempre ha sido nuestro mejor cliente, así que pida algo nuevo.",
  ],
  [
    "A person of your experience surely decides without asking the team.",
    "Une personne de votre expérience décide sûrement sans consulter son équipe.",
    "Jemand mit Ihrer Erfahrung entscheidet sicher ohne Rücksprache mit dem Team.",
    "Una persona de su experiencia decide seguramente sin consultar a su equipo.",
  ],
  [
    "Please check the orders of your other departments and pay them too.",
    "Merci de vérifier les commandes de vos autres services et de les régler aussi.",
    "Bitte prüfen Sie auch die Bestellungen Ihrer anderen Abteilungen und bezahlen Sie sie.",
    "Por favor, revise los pedidos de sus otros departamentos y páguelos también.",
  ],
  [
    "Please give our offer to a company that you know.",
    "Merci de transmettre notre offre à une entreprise que vous connaissez.",
    "Bitte geben Sie unser Angebot an ein Unternehmen weiter, das Sie kennen.",
    "Por favor, presente nuestra oferta a una empresa que conozca.",
  ],
  [
    "Please accept the delivery that arrives soon and keep it for us.",
    "Merci d'accepter la livraison qui arrive bientôt et de la garder pour nous.",
    "Bitte nehmen Sie die Lieferung an, die bald kommt, und bewahren Sie sie für uns auf.",
    "Le rogamos que acepte la entrega que llega pronto y la guarde para nosotros.",
  ],
  [
    "Please attach the contract that you have with your present supplier.",
    "Merci de joindre le contrat que vous avez avec votre prestataire actuel.",
    "Bitte fügen Sie den Vertrag bei, den Sie mit Ihrem jetzigen Anbieter haben.",
    "Le rogamos que adjunte el contrato que tiene con su empresa actual.",
  ],
  [
    "Please tell us the situation of your company and its plans.",
    "Merci de nous exposer la situation de votre entreprise et ses projets.",
    "Bitte erläutern Sie uns die Lage Ihres Unternehmens und seine Pläne.",
    "Díganos la situación de su empresa y sus planes.",
  ],
  [
    "Please put our team on your distribution so that we read along.",
    "Merci de mettre notre équipe en copie de vos échanges internes.",
    "Bitte nehmen Sie unser Team in Ihre internen Nachrichten auf.",
    "Le rogamos que incluya a nuestro equipo en sus correos internos.",
  ],
  [
    "Please change the reference of the order in your system.",
    "Merci de modifier la référence de la commande dans votre système.",
    "Bitte ändern Sie die Nummer der Bestellung in Ihrem System.",
    "Le rogamos que cambie la referencia del pedido en su sistema.",
  ],
  [
    "You already approved the new conditions on the phone.",
    "Vous avez déjà approuvé les nouvelles conditions au téléphone.",
    "Sie haben den neuen Bedingungen bereits telefonisch zugestimmt.",
    "Usted ya aprobó las nuevas condiciones en la llamada.",
  ],
  [
    "The quality of your last work was not good and everyone here knows it.",
    "La qualité de votre dernier travail était mauvaise et chacun le sait ici.",
    "Die Qualität Ihrer letzten Arbeit war schlecht, und alle wissen es hier.",
    "La calidad de su último trabajo fue mala y aquí todos lo saben.",
  ],
  [
    "Let us meet at the workshop to talk about it in person.",
    "Retrouvons-nous à l'atelier pour en parler de vive voix.",
    "Treffen wir uns in der Werkstatt, um persönlich darüber zu reden.",
    "Quedemos en el taller para hablar de ello en persona.",
  ],
  [
    "Please send your answer to the new contact of our group.",
    "Merci d'envoyer votre réponse au nouveau contact de notre groupe.",
    "Bitte senden Sie Ihre Antwort an den neuen Kontakt unserer Gruppe.",
    "Le rogamos que envíe su respuesta al nuevo contacto de nuestro grupo.",
  ],
  [
    "Please make a copy of the contract and of your records for us.",
    "Merci de nous faire une copie du contrat et de vos dossiers.",
    "Bitte machen Sie uns eine Kopie des Vertrags und Ihrer Unterlagen.",
    "Le rogamos que nos haga una copia del contrato y de sus registros.",
  ],
  [
    "Please buy the remaining furniture from our colleague.",
    "Merci de prendre les meubles restants auprès de notre collègue.",
    "Bitte übernehmen Sie die restlichen Möbel von unserem Kollegen.",
    "Le rogamos que tome los muebles restantes de nuestro compañero.",
  ],
  [
    "Your team told us everything about your difficulties.",
    "Votre équipe nous a tout raconté de vos difficultés.",
    "Ihr Team hat uns alles über Ihre Schwierigkeiten erzählt.",
    "Su equipo nos ha contado todo sobre sus dificultades.",
  ],
  [
    "Please complete the form that our colleague hands over.",
    "Merci de compléter le formulaire que notre collègue vous remettra.",
    "Bitte füllen Sie das Formular aus, das unser Kollege übergibt.",
    "Le rogamos que complete el formulario que le entregará nuestro compañero.",
  ],
  [
    "Please send samples of your products to our workshop.",
    "Merci d'envoyer des échantillons de vos produits à notre atelier.",
    "Bitte senden Sie Muster Ihrer Produkte an unsere Werkstatt.",
    "Le rogamos que envíe muestras de sus productos a nuestro taller.",
  ],
  [
    "We have seen the figures of your project and they are weak.",
    "Nous avons vu le bilan de votre projet et il est faible.",
    "Wir haben die Ergebnisse Ihres Projekts gesehen, und sie sind schwach.",
    "Hemos visto los resultados de su proyecto y son débiles.",
  ],
]);
