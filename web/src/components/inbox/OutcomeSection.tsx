import { useTranslations } from "use-intl/react";
import type { Outcome } from "#src/api/type.ts";
import { formatMoment } from "../../ui/format.ts";
import { Said } from "../../ui/Said.tsx";

/** What came after an action: that it followed, not that the action was the cause. */
export function OutcomeSection({ outcome }: { readonly outcome: Outcome }) {
  const t = useTranslations("action");
  const { sentences, lookedAt, final, windowClosesAt } = outcome;
  return (
    <>
      <ul className="space-y-1 text-ink-soft">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <Said of={sentence} />
          </li>
        ))}
        {sentences.length === 0 && <li>{lookedAt === null ? t("outcome.nobodyLooked") : t("outcome.nothing")}</li>}
      </ul>
      <p className="mt-2 text-xs text-ink-faint">
        {t("outcome.notBecause")}{" "}
        {final === null ? t("outcome.watchedUntil", { when: formatMoment(windowClosesAt) }) : t(`outcome.${final}`)}
      </p>
    </>
  );
}
