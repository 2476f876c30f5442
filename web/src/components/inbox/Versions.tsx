import { diffWordsWithSpace } from "diff";
import { useTranslations } from "use-intl/react";
import type { ActionDetail } from "#src/api/type.ts";
import { ago } from "../../ui/Time.tsx";
import { actorName } from "./words.ts";
import { Said } from "../../ui/Said.tsx";

type Version = ActionDetail["versions"][number];

/** What each version of an action says differently from the one before it, newest first. */
export function Versions({ detail }: { readonly detail: ActionDetail }) {
  const versions = detail.versions.toSorted((a, b) => b.version - a.version);
  return (
    <ol className="space-y-4">
      {versions.slice(0, -1).map((version, index) => (
        <Change key={version.version} before={versions[index + 1]!} after={version} names={detail.names} />
      ))}
    </ol>
  );
}

interface ChangeProps {
  readonly before: Version;
  readonly after: Version;
  readonly names: ActionDetail["names"];
}

function Change({ before, after, names }: ChangeProps) {
  const t = useTranslations("inbox.versions");
  const words = useTranslations("action");
  const changed = changedInputs(before, after);
  return (
    <li>
      <p className="text-xs text-ink-faint">
        <span className="font-medium text-ink">{t("between", { from: String(before.version), to: String(after.version) })}</span>{" "}
        {t.rich("by", { who: actorName(after.createdBy, names, words), when: ago(after.createdAt) })}
      </p>
      {after.reason !== null && (
        <p className="text-xs text-ink-faint">
          <Said of={after.reason} />
        </p>
      )}
      {changed.length === 0 && <p className="mt-1 text-ink-soft">{t("same")}</p>}
      {changed.map(({ name, from, to }) => (
        <div key={name} className="mt-1.5">
          <p className="text-2xs text-ink-faint">{name}</p>
          <p className="rounded-md bg-sunken px-3 py-2 break-words whitespace-pre-wrap">
            {diffWordsWithSpace(from, to).map((part, index) =>
              part.added ? (
                <ins key={index} className="rounded bg-good-wash text-good no-underline" aria-label={t("added", { text: part.value })}>
                  {part.value}
                </ins>
              ) : part.removed ? (
                <del key={index} className="rounded bg-bad-wash text-bad decoration-bad/50" aria-label={t("removed", { text: part.value })}>
                  {part.value}
                </del>
              ) : (
                <span key={index}>{part.value}</span>
              ),
            )}
          </p>
        </div>
      ))}
    </li>
  );
}

/** The inputs that are different, as text; a mail's HTML says what its text says. */
function changedInputs(before: Version, after: Version): { readonly name: string; readonly from: string; readonly to: string }[] {
  const old: Readonly<Record<string, unknown>> = before.action.operation.inputs;
  const now: Readonly<Record<string, unknown>> = after.action.operation.inputs;
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => name !== "body_html");
  return names.map((name) => ({ name, from: asText(old[name]), to: asText(now[name]) })).filter(({ from, to }) => from !== to);
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map(String).join("\n");
  return typeof value === "string" ? value : JSON.stringify(value);
}
