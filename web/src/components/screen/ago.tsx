import type { ReactElement } from "react";
import { Ago } from "../../ui/Time.tsx";

/** The mark of a moment inside a sentence of the catalogue. */
export const agoOf = (at: string) => (): ReactElement => <Ago at={at} />;
