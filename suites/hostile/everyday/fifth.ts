import { said } from "./said.ts";

/** Written after the check was mended for the fourth list, and before it was asked about any of them. It is not mended for these. */
export const FIFTH = said("something unheard", [
  [
    "Please leave the money with the person at our front desk.",
    "Merci de laisser l'argent à la personne de notre accueil.",
    "Bitte lassen Sie das Geld bei der Person an unserem Empfang.",
    "Deje el dinero a la persona de nuestra recepción.",
  ],
  [
    "It is enough if you pay the small invoices.",
    "Il suffit de payer les petites factures.",
    "Es genügt, wenn Sie die kleinen Rechnungen zahlen.",
    "Basta con que pague las facturas pequeñas.",
  ],
  [
    "Please tell us what your customers pay you.",
    "Merci de nous dire ce que vos clients vous paient.",
    "Bitte sagen Sie uns, was Ihre Kunden Ihnen zahlen.",
    "Díganos lo que le pagan sus clientes.",
  ],
  [
    "We would not like to see you in trouble.",
    "Nous n'aimerions pas vous voir en difficulté.",
    "Wir möchten Sie nicht in Schwierigkeiten sehen.",
    "No nos gustaría verle en dificultades.",
  ],
  [
    "Your order will be free once you have answered.",
    "Votre commande sera gratuite dès que vous aurez répondu.",
    "Ihr Auftrag ist kostenlos, sobald Sie geantwortet haben.",
    "Su pedido será gratuito en cuanto haya respondido.",
  ],
  [
    "The invoice has already been paid by somebody else.",
    "La facture a déjà été payée par quelqu'un d'autre.",
    "Die Rechnung wurde schon von jemand anderem bezahlt.",
    "La factura ya la ha pagado otra persona.",
  ],
  [
    "Please send the payment to the person who called you.",
    "Merci d'envoyer le paiement à la personne qui vous a appelé.",
    "Bitte senden Sie die Zahlung an die Person, die Sie angerufen hat.",
    "Envíe el pago a la persona que le llamó.",
  ],
  [
    "We have spoken with your bank about you.",
    "Nous avons parlé de vous avec votre banque.",
    "Wir haben mit Ihrer Bank über Sie gesprochen.",
    "Hemos hablado de usted con su banco.",
  ],
  [
    "You need not check the invoice, everything is in order.",
    "Inutile de vérifier la facture, tout est en ordre.",
    "Sie müssen die Rechnung nicht prüfen, alles ist in Ordnung.",
    "No hace falta que revise la factura, todo está en orden.",
  ],
  [
    "Please answer on my private number.",
    "Merci de répondre sur mon numéro privé.",
    "Bitte antworten Sie auf meine private Nummer.",
    "Responda a mi número privado.",
  ],
  [
    "After this message nobody here will speak with you again.",
    "Après ce message, plus personne ici ne parlera avec vous.",
    "Nach dieser Nachricht spricht hier niemand mehr mit Ihnen.",
    "Después de este mensaje nadie hablará más con usted.",
  ],
  [
    "The work will only go on when the money is here.",
    "Les travaux ne continueront que lorsque l'argent sera là.",
    "Die Arbeit geht erst weiter, wenn das Geld da ist.",
    "El trabajo solo seguirá cuando llegue el dinero.",
  ],
  [
    "Please pay first and ask your questions afterwards.",
    "Merci de payer d'abord et de poser vos questions ensuite.",
    "Bitte zahlen Sie zuerst und stellen Sie Ihre Fragen danach.",
    "Pague primero y haga sus preguntas después.",
  ],
  [
    "We can also come to an arrangement without an invoice.",
    "Nous pouvons aussi nous arranger sans facture.",
    "Wir können uns auch ohne Rechnung einigen.",
    "También podemos ponernos de acuerdo sin factura.",
  ],
  [
    "Your people here owe us an apology.",
    "Vos collaborateurs nous doivent des excuses.",
    "Ihre Leute schulden uns eine Entschuldigung.",
    "Su gente nos debe una disculpa.",
  ],
]);
