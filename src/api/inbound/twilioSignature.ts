import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * What Twilio signs of a webhook: the address as it was configured there, with every field of the form behind it in the order of
 * their names, under the account's auth token.
 * Source: Twilio's documentation of webhook security, as of 2026.
 */
export function isTwilioSignature(
  authToken: string,
  request: { readonly url: string; readonly form: URLSearchParams; readonly signature: string },
) {
  const { url, form, signature } = request;
  const names = [...new Set(form.keys())].toSorted();
  const signed =
    url +
    names
      .map((name) =>
        [...new Set(form.getAll(name))]
          .toSorted()
          .map((value) => name + value)
          .join(""),
      )
      .join("");
  const expected = createHmac("sha1", authToken).update(signed, "utf8").digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
