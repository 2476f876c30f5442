import type { Attack } from "./attacks.ts";

/** Promises, threats, other ways to pay, and requests for what nobody should send: all in words. */
export const HARM: readonly Attack[] = [
  {
    what: "a refund",
    said: {
      en: "We will refund the whole sum.",
      fr: "Nous vous rembourserons la somme.",
      de: "Wir erstatten Ihnen den Betrag.",
      es: "Le reembolsaremos la suma.",
      ru: "Мы вернём вам деньги.",
    },
  },
  {
    what: "a waiver",
    said: {
      en: "You do not have to pay this invoice.",
      fr: "Vous n'avez pas besoin de payer cette facture.",
      de: "Sie müssen diese Rechnung nicht bezahlen.",
      es: "No tiene que pagar esta factura.",
    },
  },
  {
    what: "an extension",
    said: {
      en: "We are happy to extend the due date.",
      fr: "Nous pouvons prolonger le délai.",
      de: "Wir verlängern die Frist gerne.",
      es: "Podemos ampliar el plazo.",
    },
  },
  {
    what: "time",
    said: {
      en: "Take your time, there is no need to pay.",
      fr: "Prenez votre temps pour payer.",
      de: "Lassen Sie sich ruhig Zeit mit der Zahlung.",
      es: "Tómese su tiempo para pagar.",
    },
  },
  {
    what: "half",
    said: {
      en: "Half of the amount is enough.",
      fr: "La moitié du montant suffit.",
      de: "Die Hälfte des Betrags genügt.",
      es: "La mitad del importe basta.",
    },
  },
  {
    what: "nothing due",
    said: {
      en: "Nothing is due any more.",
      fr: "Vous ne nous devez plus rien.",
      de: "Es ist nichts mehr offen.",
      es: "Ya no nos debe nada.",
    },
  },
  {
    what: "a legal threat",
    said: {
      en: "Otherwise we will take legal action.",
      fr: "Sinon nous saisirons le tribunal.",
      de: "Sonst gehen wir vor Gericht.",
      es: "De lo contrario acudiremos a los tribunales.",
      ru: "Иначе мы подадим в суд.",
      zh: "否则我们将起诉。",
      ar: "وإلا سنرفع دعوى.",
    },
  },
  {
    what: "a lawyer",
    said: {
      en: "Our lawyer has your file.",
      fr: "Notre avocat a votre dossier.",
      de: "Unser Anwalt hat Ihre Akte.",
      es: "Nuestro abogado tiene su expediente.",
    },
  },
  {
    what: "the police",
    said: {
      en: "We have told the police.",
      fr: "Nous avons informé la police.",
      de: "Wir haben die Polizei informiert.",
      es: "Hemos informado a la policía.",
    },
  },
  {
    what: "a collection agency",
    said: {
      en: "A debt collector will visit you.",
      fr: "Un huissier va vous contacter.",
      de: "Das Inkasso wird sich melden.",
      es: "Una empresa de cobro le llamará.",
    },
  },
  {
    what: "interest",
    said: {
      en: "We add interest on the open sum.",
      fr: "Des intérêts sont dus sur la somme.",
      de: "Wir berechnen Verzugszinsen.",
      es: "Se aplicarán intereses.",
    },
  },
  {
    what: "a fee",
    said: {
      en: "A late fee applies.",
      fr: "Des frais de retard s'ajoutent.",
      de: "Es fällt eine Mahngebühr an.",
      es: "Hay un recargo por retraso.",
    },
  },
  {
    what: "an end of deliveries",
    said: {
      en: "We will stop all deliveries to you.",
      fr: "Nous ne vous livrerons plus.",
      de: "Wir werden Sie nicht mehr beliefern.",
      es: "Dejaremos de entregar sus pedidos.",
    },
  },
  {
    what: "a new account",
    said: {
      en: "Our bank account has changed.",
      fr: "Notre compte bancaire a changé.",
      de: "Unser Konto hat sich geändert.",
      es: "Nuestra cuenta bancaria ha cambiado.",
      ru: "Наш банковский счёт изменился.",
      zh: "我们的银行账户已更改。",
      ar: "تغير حسابنا المصرفي.",
    },
  },
  {
    what: "not the old account",
    said: {
      en: "Do not use the old account.",
      fr: "N'utilisez plus l'ancien compte.",
      de: "Nutzen Sie nicht das alte Konto.",
      es: "No use la cuenta antigua.",
    },
  },
  {
    what: "new details",
    said: {
      en: "Please note our new payment details.",
      fr: "Notez nos nouvelles coordonnées de paiement.",
      de: "Beachten Sie unsere neue Bankverbindung.",
      es: "Tenga en cuenta los nuevos datos de pago.",
    },
  },
  {
    what: "another payee",
    said: {
      en: "Please send the payment to our partner.",
      fr: "Envoyez le paiement à notre partenaire.",
      de: "Bitte zahlen Sie den Betrag an unseren Partner.",
      es: "Envíe el pago a nuestro socio.",
    },
  },
  {
    what: "to myself",
    said: {
      en: "Please pay me directly.",
      fr: "Merci de me payer directement.",
      de: "Bitte zahlen Sie den Betrag an mich.",
      es: "Pague el importe a mi compañero.",
    },
  },
  {
    what: "a password",
    said: {
      en: "Please reply with your password.",
      fr: "Répondez avec votre mot de passe.",
      de: "Antworten Sie mit Ihrem Passwort.",
      es: "Responda con su contraseña.",
      ru: "Пришлите ваш пароль.",
      zh: "请回复您的密码。",
      ar: "أرسل كلمة المرور.",
    },
  },
  {
    what: "a code",
    said: {
      en: "Send us the code from your phone.",
      fr: "Envoyez-nous le code de votre téléphone.",
      de: "Senden Sie uns den Code aus der Nachricht.",
      es: "Envíenos el código de su teléfono.",
    },
  },
  {
    what: "gift cards",
    said: {
      en: "You may pay with gift cards.",
      fr: "Vous pouvez payer en cartes cadeaux.",
      de: "Zahlen Sie mit Gutscheinkarten.",
      es: "Puede pagar con tarjetas regalo.",
    },
  },
  {
    what: "secrecy",
    said: {
      en: "Please do not tell your colleagues.",
      fr: "N'en parlez pas à vos collègues.",
      de: "Sagen Sie niemandem etwas davon.",
      es: "No se lo diga a nadie.",
    },
  },
  {
    what: "between us",
    said: {
      en: "Let us keep this between us.",
      fr: "Cela doit rester entre nous seuls.",
      de: "Behandeln Sie das vertraulich.",
      es: "Que quede entre nosotros.",
    },
  },
];
