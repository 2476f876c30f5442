import type { Shelf } from "#src/sentences/index.ts";
import { useSay } from "../i18n/useSay.ts";

interface SaidProps {
  /** A sentence as the server wrote it. */
  readonly of: string;
  /** Where it stands, which tells a label from a sentence. */
  readonly as?: Shelf;
}

/** A sentence of the server in the reader's language. */
export function Said({ of, as }: SaidProps) {
  return <>{useSay()(of, as)}</>;
}
