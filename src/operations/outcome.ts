/**
 * What became of an effect, as far as the other side let us know.
 *
 * The difference between `retry` and `unknown` is the product: only a definite refusal (a 4xx, a 429, or a
 * connection refused before any byte of the request left) may be tried again by itself. Everything else may
 * have happened, and is looked up instead.
 */
export type Outcome =
  /** It happened. `ref` is the provider's id or `model,id` of the record in Odoo. */
  | { readonly kind: "done"; readonly ref: string }
  /** It did certainly not happen, and may be tried again; not before `retryAfterMs` where the provider said so. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterMs?: number }
  /** It did certainly not happen and trying again would not help. */
  | { readonly kind: "final"; readonly reason: string }
  /** It may have happened: reconcile by look-up, and failing that ask a person. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * What a look-up by token found. `not_found` is no proof that the effect did not happen: indexes lag, and a
 * paused worker may still send. `unsupported` means that the other side offers no look-up at all.
 * A look-up that could not be made throws.
 */
export type LookUp = { readonly kind: "found"; readonly ref: string } | { readonly kind: "not_found" } | { readonly kind: "unsupported" };

export const done = (ref: string): Outcome => ({ kind: "done", ref });
export const retry = (reason: string, retryAfterMs?: number): Outcome =>
  retryAfterMs === undefined ? { kind: "retry", reason } : { kind: "retry", reason, retryAfterMs };
export const final = (reason: string): Outcome => ({ kind: "final", reason });
export const unknown = (reason: string): Outcome => ({ kind: "unknown", reason });
