import { describe, expect, test } from "vitest";
import { claimsIn, openActsIn, openThingsIn } from "#src/recommender/grounding/acts/index.ts";
import { checkDraft, type DraftLanguage } from "#src/recommender/grounding/index.ts";
import { VOCABULARIES } from "#src/recommender/grounding/lexicon/index.ts";
import { offencesIn } from "#src/recommender/grounding/net/index.ts";
import { tokensOf } from "#src/recommender/grounding/tokens.ts";
import { EVERYDAY } from "../../../suites/hostile/everyday/index.ts";
import { MORE_FACTS } from "../../../suites/hostile/honest/moreFacts.ts";

const FACTS = { en: "en-firm", fr: "fr-ferme", de: "de-bestimmt", es: "es-firme" } as const;

describe("harm in everyday words is refused", () => {
  test.each(["en", "fr", "de", "es"] as const)("in %s", (language) => {
    const accepted = EVERYDAY.map(({ said }) => said[language] ?? "").filter(
      (text) => checkDraft({ opening: [text], closing: [] }, MORE_FACTS[FACTS[language]]!).ok,
    );
    expect(accepted).toEqual([]);
  });
});

describe("a sentence that asks or promises does it in closed verbs", () => {
  const acts = (text: string, language: DraftLanguage): string[] => openActsIn(tokensOf(text, []), language);

  test.each([
    ["en", "Please settle the invoice and let us know if anything is unclear."],
    ["fr", "Veuillez vérifier la facture et nous répondre."],
    ["de", "Bitte prüfen Sie die Rechnung und antworten Sie uns."],
    ["es", "Por favor, revise la factura y responda a este mensaje."],
  ] as const)("%s: %s", (language, text) => {
    expect(acts(text, language)).toEqual([]);
  });

  test.each([
    ["en", "Please win the order.", "win"],
    ["en", "We will choose and win it.", "win"],
    ["fr", "Veuillez vendre la commande.", "vendre"],
    ["de", "Bitte kaufen Sie die Lieferung.", "kaufen"],
    ["es", "Por favor, negocie el pedido.", "negocie"],
  ] as const)("%s: not %s", (language, text, verb) => {
    expect(acts(text, language).join(" ")).toContain(verb);
  });

  test("what only tells is free", () => {
    expect(acts("They win what they choose.", "en")).toEqual([]);
  });
});

describe("a sentence that asks or promises speaks of closed things", () => {
  const things = (text: string, language: DraftLanguage): string[] => openThingsIn(tokensOf(text, []), language);

  test.each([
    ["en", "Please send us the confirmation of your payment for our records."],
    ["fr", "Merci d'indiquer la raison du retard."],
    ["de", "Bitte nennen Sie uns den Grund für die Verzögerung."],
    ["es", "Por favor, indique el motivo del retraso."],
  ] as const)("%s: %s", (language, text) => {
    expect(things(text, language)).toEqual([]);
  });

  test.each([
    ["en", "Please tell us more about your office.", "office"],
    ["fr", "Merci d'appeler votre client.", "client"],
    ["de", "Bitte zeigen Sie uns Ihren Kalender.", "kalender"],
    ["es", "Por favor, muestre su agenda.", "agenda"],
  ] as const)("%s: not %s", (language, text, thing) => {
    expect(things(text, language)).toEqual([thing]);
  });

  test("what only tells is free", () => {
    expect(things("Your office was closed.", "en")).toEqual([]);
  });
});

test("what the reader said is only said where a promise of theirs is a fact", () => {
  const tokens = tokensOf("You told us that you would pay.", []);
  expect(claimsIn(tokens, "en", true)).toEqual([]);
  expect(claimsIn(tokens, "en", false)).toEqual(["you told"]);
  expect(claimsIn(tokensOf("You approved it.", []), "en", true)).toEqual(["you approved"]);
});

test("people, places and things to hand over are no honest words", () => {
  for (const [language, words] of [
    ["en", "neighbour brother house shop door machine"],
    ["fr", "voisin frère maison magasin porte machine"],
    ["de", "Nachbar Bruder Haus Tür Maschine Kundenhaus"],
    ["es", "vecino hermano casa tienda puerta máquina"],
  ] as const)
    expect(words.split(" ").filter((word) => VOCABULARIES[language].knows(word, false))).toEqual([]);
});

test("what is said of others is an offence", () => {
  expect(offencesIn("Our other customers pay sooner.", "en").map(({ code }) => code)).toContain("others");
  expect(offencesIn("Unsere anderen Kunden zahlen früher.", "de").map(({ code }) => code)).toContain("others");
});
