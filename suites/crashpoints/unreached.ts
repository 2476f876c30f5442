import type { Point } from "./instrument.ts";

/** Points that no run of this suite can come by, by the function they stand in, and why. */
const EXPECTED: readonly { readonly file: RegExp; readonly inside: RegExp; readonly why: string }[] = [];

export function isExpectedUnreached({ file, inside }: Point): boolean {
  return EXPECTED.some((one) => one.file.test(file) && one.inside.test(inside));
}
