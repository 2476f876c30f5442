import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isStopMessage } from "#src/outreach/stopWords.ts";

describe("a message that says stop", () => {
  test.each([
    "STOP",
    "stop",
    " Stop. ",
    "“Stop”!!!",
    "S.T.O.P",
    "ＳＴＯＰ",
    "quit",
    "END",
    "Revoke",
    "opt out",
    "OPT-OUT",
    "optout",
    "cancel",
    "Unsubscribe",
    "UNSUBSCRIBE ME",
    "please stop",
    "Please STOP now, thank you",
    "stop texting me",
    "Stop sending me messages!",
    "I want to unsubscribe",
    "stop stop stop",
    "STOP 36180",
    "🛑 stop 🛑",
    "Arrêt",
    "ARRÊTEZ S'IL VOUS PLAÎT",
    "arrêt svp",
    "désinscription",
    "Stopp bitte",
    "Abmelden",
    "baja por favor",
    "Kündigen",
  ])("%s", (text) => expect(isStopMessage(text)).toBe(true));

  test.each([
    "",
    "!!!",
    "yes",
    "OK",
    "Don't stop",
    "please do not stop",
    "I cannot stop by today",
    "Cancel the order and send the blue one",
    "We will pay at the end of the month",
    "stop the machine",
    "the end of March",
    "Is this the end?",
    "nonstop",
    "stopwatch",
    "When will the truck stop at ours?",
    "The invoice is wrong, please cancel it and send a new one",
  ])("is not: %s", (text) => expect(isStopMessage(text)).toBe(false));

  test("whatever its case, spaces and punctuation", () => {
    const bits = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    const said = fc
      .tuple(
        fc.constantFrom("stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"),
        bits,
        fc.constantFrom("", " ", "  ", ".", "!", "?!", "…", '"', "\n"),
      )
      .map(([word, upper, around]) => {
        const letters = word.split("").map((letter, at) => (upper[at] === true ? letter.toUpperCase() : letter));
        return `${around}${letters.join("")}${around}`;
      });
    fc.assert(
      fc.property(said, (text) => {
        expect(isStopMessage(text)).toBe(true);
      }),
    );
  });

  test("only in the languages that are asked for", () => {
    expect(isStopMessage("Abmelden", ["en", "fr"])).toBe(false);
    expect(isStopMessage("Abmelden", ["de"])).toBe(true);
  });
});
