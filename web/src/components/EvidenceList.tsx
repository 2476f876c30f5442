import type { Evidence } from "#src/protocol/index.ts";
import { formatNumber } from "../ui/format.ts";
import { Folded } from "../ui/Folded.tsx";

/** The facts the reasoning rests on, each with the record it was read from. */
export function EvidenceList({ evidence }: { readonly evidence: readonly Evidence[] }) {
  return (
    <Folded items={evidence} first={8}>
      {(fact) => (
        <li
          key={`${fact.label} ${String(fact.value)} ${fact.record?.id ?? ""}`}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 py-1.5"
        >
          <span className="min-w-0 text-ink-soft">
            {fact.label}
            {fact.record !== undefined && (
              <span className="ml-2 hidden text-2xs whitespace-nowrap text-ink-faint sm:inline">
                {fact.record.model} #{fact.record.id}
              </span>
            )}
          </span>
          <span className="max-w-56 text-right font-medium break-words tabular-nums sm:max-w-80">{valueWords(fact.value)}</span>
        </li>
      )}
    </Folded>
  );
}

function valueWords(value: Evidence["value"]): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? formatNumber(value) : value;
}
