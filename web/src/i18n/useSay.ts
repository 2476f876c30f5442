import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { formatDay, formatMoment, formatMoney, formatNumber } from "../ui/format.ts";
import { lacksChapter } from "./spoken.ts";
import { sayWith, type Formats, type Say } from "./say.ts";

const FORMATS: Formats = { day: formatDay, moment: formatMoment, money: formatMoney, number: formatNumber };

/**
 * How the server's sentences are said on this page. A sentence that the server gave no code for, or a code that this page does
 * not know, is shown as the server wrote it.
 */
export function useSay(): Say {
  const t = useTranslations("said");
  const figure = useTranslations("figure");
  return useMemo(() => sayWith(t, figure, FORMATS, lacksChapter), [t, figure]);
}
