import { useTranslations } from "use-intl/react";
import type { Evidence } from "#src/protocol/index.ts";
import type { Translator } from "../../i18n/types.ts";
import { Folded } from "../../ui/Folded.tsx";
import { formatNumber } from "../../ui/format.ts";
import { Said } from "../../ui/Said.tsx";
import type { Say } from "../../i18n/say.ts";
import { useSay } from "../../i18n/useSay.ts";
import { recordUrl } from "./recordUrl.ts";

interface EvidenceListProps {
  readonly evidence: readonly Evidence[];
  /** Where people open Odoo; null where it has no pages, or the reader none of its own. */
  readonly odooUrl: string | null;
}

/** The facts the reasoning rests on, each with the record it was read from. */
export function EvidenceList({ evidence, odooUrl }: EvidenceListProps) {
  const t = useTranslations("common");
  const say = useSay();
  return (
    <Folded items={evidence} first={8}>
      {(fact) => (
        <li
          key={`${fact.label} ${String(fact.value)} ${fact.record?.id ?? ""}`}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 py-1.5"
        >
          <span className="min-w-0 break-words text-ink-soft">
            <Said of={fact.label} as="label" />
            {fact.record !== undefined && <Record record={fact.record} odooUrl={odooUrl} />}
          </span>
          <span className="max-w-56 text-right font-medium break-words tabular-nums sm:max-w-80">{valueWords(fact.value, t, say)}</span>
        </li>
      )}
    </Folded>
  );
}

interface RecordProps {
  readonly record: NonNullable<Evidence["record"]>;
  readonly odooUrl: string | null;
}

/** Where the fact stands in Odoo: a link where Odoo has pages. */
function Record({ record: { model, id }, odooUrl }: RecordProps) {
  const t = useTranslations("action");
  const href = recordUrl(odooUrl, model, id);
  const name = `${model} #${id}`;
  const look = "ml-2 text-2xs whitespace-nowrap text-ink-faint";
  // a name alone is for who sits before a wide screen; a link is for everybody
  if (href === null) return <span className={`${look} hidden sm:inline`}>{name}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" title={t("openInOdoo")} className={`${look} underline hover:text-ink`}>
      {name}
    </a>
  );
}

function valueWords(value: Evidence["value"], t: Translator<"common">, say: Say): string {
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  return typeof value === "number" ? formatNumber(value) : say(value, "value");
}
