import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Connection } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { formatMoney } from "../../ui/format.ts";
import { Pill, type Tone } from "../../ui/Pill.tsx";
import { InlineError } from "../../ui/States.tsx";
import { useNow } from "../../ui/useNow.ts";
import { GuardedButton } from "../screen/rights.tsx";
import { ago } from "../../ui/Time.tsx";
import { Said } from "../../ui/Said.tsx";

interface ConnectionCardProps {
  readonly connection: Connection;
  /** Tells that an answer is being waited for, so that the list is asked often. */
  readonly onAsked: () => void;
  readonly isAwaited: boolean;
}

const NO_WORKER_AFTER_MS = 20_000;

/** A way to the outside: how it is configured, how it was found, and the test. */
export function ConnectionCard({ connection: { name, last }, onAsked, isAwaited }: ConnectionCardProps) {
  const t = useTranslations("connections");
  const ask = useChange([["connections"]]);
  const [pressedAt, setPressedAt] = useState(0);
  const now = useNow(2_000);
  const isLate = isAwaited && now.getTime() - pressedAt > NO_WORKER_AFTER_MS;
  const test = (): void =>
    ask.mutate(
      { path: `/connections/${name}/test` },
      {
        onSuccess: () => {
          setPressedAt(Date.now());
          onAsked();
        },
      },
    );
  const state = stateOf(last);
  return (
    <li className="rounded-xl border border-line bg-surface px-4 py-4 shadow-card md:px-5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{t(`names.${name}`)}</h2>
          <p className="text-xs text-ink-faint">{t(`leads.${name}`)}</p>
        </div>
        <Pill tone={state.tone}>{t(state.word)}</Pill>
      </div>
      <div aria-live="polite" className="mt-3 space-y-1">
        {last !== null && (
          <>
            {isKnownKind(last.kind) && last.kind !== "none" && (
              <p className="text-ink-soft">
                <span className="font-medium">{t(`kinds.${last.kind}`)}</span>
                {last.where !== "" && last.where !== "outbox" && <span className="break-words">, {last.where}</span>}
                {last.from !== null && <span className="break-words">, {t("as", { from: last.from })}</span>}
              </p>
            )}
            <p className={last.ok ? "text-ink-soft" : state.tone === "bad" ? "text-bad" : "text-ink-soft"}>
              <Said of={last.sentence} />
            </p>
            {last.next !== null && (
              <p className="text-ink-soft">
                <Said of={last.next} />
              </p>
            )}
            {last.parts.length > 0 && (
              <p className="text-ink-soft">
                {t("parts", {
                  parts: last.parts
                    .filter(isPart)
                    .map((part) => t(`part.${part}`))
                    .join(", "),
                })}
              </p>
            )}
          </>
        )}
        {isLate && <p className="text-warn">{t("noWorker")}</p>}
      </div>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <p className="text-2xs text-ink-faint">
          {last !== null && (
            <>
              {t.rich("tested", { ago: ago(last.finishedAt) })}
              {last.milliseconds !== null && `, ${t("took", { milliseconds: last.milliseconds })}`}
              {last.costUsd !== null && `, ${t("cost", { amount: formatMoney({ amount: last.costUsd, currency: "USD" }) })}`}
            </>
          )}
        </p>
        <GuardedButton right="govern" size="small" busy={ask.isPending || (isAwaited && !isLate)} onClick={test}>
          {isAwaited && !isLate ? t("testing") : t("test")}
        </GuardedButton>
      </div>
      {ask.isError && <InlineError error={ask.error} />}
    </li>
  );
}

function stateOf(last: Connection["last"]): { readonly tone: Tone; readonly word: "never" | "works" | "notConfigured" | "broken" } {
  if (last === null) return { tone: "neutral", word: "never" };
  if (last.kind === "none") return { tone: "neutral", word: "notConfigured" };
  return last.ok ? { tone: "good", word: "works" } : { tone: "bad", word: "broken" };
}

const KINDS = ["simulated", "server", "outbox", "smtp", "smtp2go", "gateway", "twilio", "none", "anthropic"] as const;
const isKnownKind = (kind: string): kind is (typeof KINDS)[number] => (KINDS as readonly string[]).includes(kind);
const isPart = (part: string): part is "accounting" | "sales" | "projects" => ["accounting", "sales", "projects"].includes(part);
