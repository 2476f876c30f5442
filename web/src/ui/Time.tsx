import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { formatMoment, formatRelative } from "./format.ts";
import { useNow } from "./useNow.ts";

/** {@link Ago} for the place that a message of the catalogue marks. */
export const ago = (at: string) => (): ReactNode => <Ago at={at} />;

/** How long ago or how far ahead; the exact moment on hover and for assistive technology. */
export function Ago({ at }: { readonly at: string }) {
  const now = useNow();
  const t = useTranslations("common");
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatRelative(at, now, t)}
    </time>
  );
}
