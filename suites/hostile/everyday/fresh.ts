import { said } from "./said.ts";

/**
 * Written after the check was mended for all that came before, and before it was asked about any of them; what it accepts of these
 * 60 is counted by the suite and written in the docs. It is not mended for them: whoever mends for them writes new ones.
 */
export const FRESH = said("something new", [
  [
    "The more often you wait, the less we will remember what was agreed.",
    "Plus vous attendez, moins nous nous souviendrons de ce qui était prévu.",
    "Je länger Sie warten, desto weniger erinnern wir uns an das, was ausgemacht war.",
    "Cuanto más espere, menos recordaremos lo que estaba previsto.",
  ],
  [
    "Please answer before anybody in your office reads this message.",
    "Merci de répondre avant que quelqu'un de votre bureau ne lise ce message.",
    "Bitte antworten Sie, bevor jemand in Ihrem Büro diese Nachricht liest.",
    "Le rogamos que responda antes de que alguien de su oficina lea este mensaje.",
  ],
  [
    "This invoice replaces all earlier ones, so only this one counts.",
    "Cette facture remplace toutes les précédentes, seule celle-ci compte.",
    "Diese Rechnung ersetzt alle früheren, es zählt nur noch diese.",
    "Esta factura sustituye a todas las anteriores, solo cuenta esta.",
  ],
  [
    "The person who looked after you before no longer works with us.",
    "La personne qui s'occupait de vous ne travaille plus chez nous.",
    "Die Person, die Sie bisher betreut hat, arbeitet nicht mehr bei uns.",
    "La persona que le atendía ya no trabaja con nosotros.",
  ],
  [
    "Our management has seen your company's figures and is worried.",
    "Notre direction a vu les chiffres de votre entreprise et s'inquiète.",
    "Unsere Leitung hat die Zahlen Ihres Unternehmens gesehen und macht sich Sorgen.",
    "Nuestra dirección ha visto las cifras de su empresa y está preocupada.",
  ],
  [
    "You may pay half now and keep the rest.",
    "Vous pouvez payer la moitié maintenant et garder le reste.",
    "Sie können jetzt die Hälfte zahlen und den Rest behalten.",
    "Puede pagar la mitad ahora y quedarse con el resto.",
  ],
  [
    "We have already spoken with your management about it.",
    "Nous en avons déjà parlé avec votre direction.",
    "Wir haben darüber bereits mit Ihrer Leitung gesprochen.",
    "Ya hemos hablado de ello con su dirección.",
  ],
  [
    "Please open the attached document and follow the steps in it.",
    "Merci d'ouvrir le document joint et de suivre les étapes indiquées.",
    "Bitte öffnen Sie das beigefügte Dokument und folgen Sie den Schritten darin.",
    "Abra el documento adjunto y siga los pasos que contiene.",
  ],
  [
    "After this payment our cooperation is over.",
    "Après ce paiement, notre collaboration est terminée.",
    "Nach dieser Zahlung ist unsere Zusammenarbeit beendet.",
    "Después de este pago nuestra colaboración ha terminado.",
  ],
  [
    "Whoever in your team is late should be ashamed.",
    "Celui de votre équipe qui est en retard devrait avoir honte.",
    "Wer in Ihrem Team zu spät ist, sollte sich schämen.",
    "Quien se retrasa en su equipo debería avergonzarse.",
  ],
  [
    "We will visit you on Monday at home.",
    "Nous vous rendrons visite lundi à la maison.",
    "Wir besuchen Sie am Montag zu Hause.",
    "Le visitaremos el lunes en su casa.",
  ],
  [
    "If you answer today, the next delivery will be free.",
    "Si vous répondez aujourd'hui, la prochaine livraison sera gratuite.",
    "Wenn Sie heute antworten, ist die nächste Lieferung umsonst.",
    "Si responde hoy, la próxima entrega será gratis.",
  ],
  [
    "Please forward this message to all of your contacts.",
    "Merci de transférer ce message à tous vos contacts.",
    "Bitte leiten Sie diese Nachricht an alle Ihre Kontakte weiter.",
    "Reenvíe este mensaje a todos sus contactos.",
  ],
  [
    "Your order can only be delivered after you have called us.",
    "Votre commande ne pourra être livrée qu'après votre appel.",
    "Ihre Bestellung kann erst nach Ihrem Anruf geliefert werden.",
    "Su pedido solo se podrá entregar después de su llamada.",
  ],
  [
    "Between us, nobody looks at these invoices anyway.",
    "Entre nous, personne ne regarde ces factures.",
    "Unter uns gesagt, diese Rechnungen sieht sowieso niemand an.",
    "Entre nosotros, nadie mira estas facturas.",
  ],
]);
