import { useTranslations } from "use-intl/react";
import type { ProposedChange } from "#src/protocol/index.ts";
import type { Translator } from "../../i18n/types.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Section } from "../../ui/Section.tsx";
import { useSay } from "../../i18n/useSay.ts";

/** What changes: each line in people's words, before → after, and where in Odoo it is. */
export function DiffCard({ changes }: { readonly changes: readonly ProposedChange[] }) {
  const t = useTranslations("action");
  return (
    <Section title={t("title.changes")}>
      {changes.length === 0 ? (
        <p className="text-ink-faint">{t("noChange")}</p>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line">
          {changes.map((change) => (
            <Change key={`${change.path} ${change.record?.id ?? ""} ${change.human_label}`} change={change} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Change({ change }: { readonly change: ProposedChange }) {
  const t = useTranslations("action");
  const { label, before, after } = inWords({ ...change, human_label: useSay()(change.human_label, "change") }, useTranslations("common"));
  return (
    <li className="grid gap-x-4 gap-y-1 px-3 py-2.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)]">
      <div className="min-w-0">
        <p className="font-medium break-words">{label}</p>
        <p className="truncate text-2xs text-ink-faint" title={where(change)}>
          {where(change)}
        </p>
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 sm:justify-end">
        {before !== null && (
          <del
            className="rounded bg-bad-wash px-1.5 py-0.5 break-words text-bad decoration-bad/50"
            aria-label={t("before", { value: before })}
          >
            {before}
          </del>
        )}
        {before !== null && after !== null && <Icon name="arrow" className="size-3.5 text-ink-faint" />}
        {after !== null && (
          <ins className="rounded bg-good-wash px-1.5 py-0.5 break-words text-good no-underline" aria-label={t("after", { value: after })}>
            {after}
          </ins>
        )}
      </div>
    </li>
  );
}

interface Words {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** French sets its colon apart, so that one in a name is told from it; before an arrow the last one counts. */
const PARTS = [/^(.+?)\u00a0: (?:(.*) → )?(.+)$/u, /^(.+): (.*) → (.+)$/u, /^(.+?): (?:(.*) → )?(.+)$/u];

/** `Stage: Qualified → Won` in its parts; a label of another form stands whole beside the values. */
function inWords({ human_label, before, after, change_type }: ProposedChange, t: Translator<"common">): Words {
  const parts = PARTS.find((form) => form.test(human_label))?.exec(human_label) ?? null;
  if (parts === null) return { label: human_label, before: valueWords(before, t), after: valueWords(after, t) };
  const [, label = human_label, from, to = null] = parts;
  if (change_type === "remove") return { label: label.trimEnd(), before: from ?? to, after: null };
  return { label: label.trimEnd(), before: change_type === "add" ? null : (from ?? valueWords(before, t)), after: to };
}

function valueWords(value: ProposedChange["before"], t: Translator<"common">): string | null {
  if (value === null || value === false) return null;
  if (value === true) return t("yes");
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function where({ path, record }: ProposedChange): string {
  return record === undefined ? path : `${path} #${record.id}`;
}
