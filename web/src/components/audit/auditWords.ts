import type { Translator } from "../../i18n/types.ts";

/** What happened, for people; what another version wrote has no name here and stands as it is. */
export function kindName(kind: string, t: Translator<"audit">): string {
  const known = `kinds.${kind}` as "kinds.action.proposed";
  return t.has(known) ? t(known) : kind;
}
