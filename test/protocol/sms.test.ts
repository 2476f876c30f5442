import { assert, property, uuid } from "fast-check";
import { describe, expect, it } from "vitest";
import { carriesSmsCode, smsCode, smsSize } from "#src/protocol/index.ts";

describe("the size of an SMS", () => {
  it.each<[string, string, ReturnType<typeof smsSize>]>([
    ["160 plain letters", "x".repeat(160), { encoding: "gsm7", units: 160, segments: 1 }],
    ["one more", "x".repeat(161), { encoding: "gsm7", units: 161, segments: 2 }],
    ["what two parts hold", "x".repeat(306), { encoding: "gsm7", units: 306, segments: 2 }],
    ["one more than that", "x".repeat(307), { encoding: "gsm7", units: 307, segments: 3 }],
    ["accents of GSM's alphabet", "é".repeat(160), { encoding: "gsm7", units: 160, segments: 1 }],
    ["the euro sign, which takes two", "€".repeat(80), { encoding: "gsm7", units: 160, segments: 1 }],
    [
      "a euro sign that would be split over two parts",
      `${"x".repeat(152)}€${"x".repeat(152)}`,
      { encoding: "gsm7", units: 306, segments: 3 },
    ],
    ["70 Cyrillic letters", "ж".repeat(70), { encoding: "ucs2", units: 70, segments: 1 }],
    ["71 of them", "ж".repeat(71), { encoding: "ucs2", units: 71, segments: 2 }],
    ["one emoji in plain text", `${"x".repeat(69)}🙂`, { encoding: "ucs2", units: 71, segments: 2 }],
    ["an emoji that would be split", `${"x".repeat(66)}🙂${"x".repeat(66)}`, { encoding: "ucs2", units: 134, segments: 3 }],
    ["one lower-case c with a cedilla, which GSM lacks", "ça va", { encoding: "ucs2", units: 5, segments: 1 }],
    ["nothing", "", { encoding: "gsm7", units: 0, segments: 1 }],
  ])("%s", (_what, text, size) => {
    expect(smsSize(text)).toEqual(size);
  });
});

describe("the code of an action in the text of its SMS", () => {
  it("is six characters that read one way, and another for another action", () => {
    assert(
      property(uuid(), uuid(), (one, other) => {
        expect(smsCode(one)).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
        expect(smsCode(one) === smsCode(other)).toBe(carriesSmsCode(smsCode(one), other));
      }),
    );
    const ids = Array.from({ length: 1000 }, (_, number) => `019cad1a-4c00-7000-8000-${number.toString(16).padStart(12, "0")}`);
    expect(new Set(ids.map(smsCode)).size).toBe(1000);
  });

  it("is found as a word of its own only", () => {
    const id = "019cad1a-4c00-7000-8000-0000a1b2c3d4";
    const code = smsCode(id);
    for (const text of [code, `Devis (${code})`, `trial - ref ${code}. Reply STOP`]) expect(carriesSmsCode(text, id)).toBe(true);
    for (const text of ["", `${code}7`, `x${code}`, code.toLowerCase(), code.slice(0, 5)]) expect(carriesSmsCode(text, id)).toBe(false);
  });
});
