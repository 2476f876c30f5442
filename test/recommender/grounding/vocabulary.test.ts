import { describe, expect, test } from "vitest";
import { isFigurative } from "#src/recommender/grounding/leftovers.ts";
import { VOCABULARIES } from "#src/recommender/grounding/lexicon/index.ts";
import { offencesIn } from "#src/recommender/grounding/net/index.ts";

/** Words with which harm is said; none of them may be an honest word, so that it takes a second mistake to let one through. */
const HARMFUL = {
  en: "bank iban bic bitcoin crypto paypal wallet cash card cheque refund discount rebate waive waiver voucher gift coupon lawyer attorney court lawsuit legal police prosecute jail bailiff interestrate fee penalty surcharge password passcode pin code login credentials passport secret confidential instructions assistant json percent cancel extend extension postpone guarantee promise",
  fr: "banque iban bic bitcoin crypto espèces carte chèque rembourser remise rabais gratuit cadeau avocat tribunal justice huissier police plainte frais pénalité intérêts identifiant code passeport secret confidentiel instructions assistant annuler prolonger reporter garantir moitié pourcent",
  de: "Bank IBAN BIC Bitcoin Krypto Bargeld Karte Scheck Erstattung Rabatt Nachlass Gutschein gratis kostenlos Geschenk Anwalt Gericht Klage Polizei Inkasso Zinsen Gebühr Mahngebühr Kosten Passwort Kennwort Code Ausweis geheim vertraulich Anweisung Assistent stornieren verlängern Garantie Hälfte Prozent Konto",
  es: "banco bic bitcoin efectivo tarjeta cheque reembolso descuento gratis regalo abogado tribunal juzgado policía denuncia recargo comisión gasto contraseña clave código pasaporte secreto confidencial instrucciones asistente anular prorrogar garantizar mitad cuenta datos",
} as const;

/** Amounts, numbers and times: an honest word only where it is another word as well. */
const FIGURES =
  "two three ten twenty hundred thousand euro dollar pound january friday tomorrow week month hour trois vingt cent mille janvier vendredi demain semaine mois heure zwei zwanzig hundert tausend freitag morgen woche monat stunde dos veinte ciento mil enero viernes semana hora";

describe.each(["en", "fr", "de", "es"] as const)("the vocabulary of %s", (language) => {
  const vocabulary = VOCABULARIES[language];

  test("does not know the words of harm", () => {
    expect(HARMFUL[language].split(" ").filter((word) => vocabulary.knows(word, true) || vocabulary.knows(word, false))).toEqual([]);
  });

  test("does not know numbers, currencies and times", () => {
    const words = FIGURES.split(" ");
    expect(words.filter((word) => !isFigurative(word))).toEqual([]);
    expect(words.filter((word) => vocabulary.knows(word, true))).toEqual([]);
  });

  test("does not know what is put together in other ways than its own", () => {
    for (const word of ["x", "qqq", "ab-cd-ef-gh-ij", "a'b'c", "l'l'l'l", "-", "'", "", "a".repeat(1_000)])
      expect([word, vocabulary.knows(word, false)]).toEqual([word, false]);
  });
});

test("German nouns are put together, and only of known ones", () => {
  const { knows } = VOCABULARIES.de;
  for (const word of ["Zahlungseingang", "Rechnungsbetrag", "Geschäftsbeziehung", "Zahlungsverzug"])
    expect([word, knows(word, false)]).toEqual([word, true]);
  for (const word of ["Gerichtskosten", "Bankverbindung", "zahlungseingang", "ZahlungsEingang", "Zahlungsxyz"])
    expect([word, knows(word, false)]).toEqual([word, false]);
});

describe("the second net", () => {
  test.each([
    ["en", "You can take your time with the payment.", "promise"],
    ["en", "Please give the payment to our partner.", "payment_details"],
    ["en", "Please do not tell your colleagues.", "secrecy"],
    ["en", "We know where you work.", "threat"],
    ["fr", "Prenez votre temps pour payer.", "promise"],
    ["fr", "Envoyez le paiement à notre partenaire.", "payment_details"],
    ["de", "Lassen Sie sich mit der Zahlung ruhig Zeit. Sie müssen nicht zahlen.", "promise"],
    ["de", "Bitte geben Sie den Betrag meinem Kollegen.", "payment_details"],
    ["es", "No tiene que pagar la factura.", "promise"],
    ["es", "Envíe el pago a nuestro socio.", "payment_details"],
  ] as const)("%s: %s", (language, text, code) => {
    expect(offencesIn(text, language).map((offence) => offence.code)).toContain(code);
  });

  test("reads two sentences as one when it is asked to", () => {
    expect(offencesIn("You do not have. To pay this invoice.", "en")).toEqual([]);
    expect(offencesIn("You do not have. To pay this invoice.", "en", true).map(({ code }) => code)).toEqual(["promise"]);
  });
});
