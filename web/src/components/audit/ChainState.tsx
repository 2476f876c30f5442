import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { AuditState } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { auditStateQuery } from "../../api/screens.ts";
import { useSay } from "../../i18n/useSay.ts";
import { formatMoment } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { InlineError } from "../../ui/States.tsx";
import { useNow } from "../../ui/useNow.ts";
import { Loaded } from "../screen/Loaded.tsx";
import { GuardedButton } from "../screen/rights.tsx";
import { Panel } from "../screen/Screen.tsx";
import { ago } from "../../ui/Time.tsx";

/** A walk over a long chain takes its time; after this one it is no longer waited for. */
const GIVE_UP_AFTER_MS = 120_000;

/** When the last walk ended, whichever way; empty before the first. */
const lastWalk = ({ verified, failed }: AuditState): string => verified?.at ?? failed?.at ?? "";

/** The end of the chain, how the last walk over it came out, and the way to walk it now. */
export function ChainState() {
  const t = useTranslations("audit");
  const verify = useChange([["audit-state"]]);
  const [asked, setAsked] = useState<{ readonly before: string; readonly at: number } | null>(null);
  const now = useNow(2_000);
  const isPatient = asked !== null && now.getTime() - asked.at < GIVE_UP_AFTER_MS;
  const state = useQuery(auditStateQuery(isPatient));
  const isAwaited = isPatient && state.data !== undefined && lastWalk(state.data) === asked.before;
  if (asked !== null && state.data !== undefined && lastWalk(state.data) !== asked.before) setAsked(null);
  return (
    <Panel
      title={t("chain")}
      aside={
        <span className="flex flex-wrap items-center gap-2">
          <GuardedButton
            right="decide"
            size="small"
            busy={verify.isPending || isAwaited}
            onClick={() =>
              verify.mutate(
                { path: "/audit/verify" },
                { onSuccess: () => setAsked({ before: state.data === undefined ? "" : lastWalk(state.data), at: Date.now() }) },
              )
            }
          >
            {isAwaited ? t("verifying") : t("verify")}
          </GuardedButton>
          <a
            href="/api/ai-coo/audit/export"
            download="audit.jsonl"
            className="inline-flex h-7 items-center rounded-md border border-line-strong bg-surface px-2 text-xs font-medium text-ink hover:bg-hover"
          >
            {t("export")}
          </a>
        </span>
      }
    >
      <Loaded query={state} lines={2}>
        {(data) => (
          <div aria-live="polite" className="space-y-1.5">
            <p className="text-ink-soft">
              {t("entries", { count: data.entries })}
              {data.head !== null && (
                <>
                  . {t("headAt", { when: formatMoment(data.head.at) })}:{" "}
                  <code className="text-xs break-all text-ink-faint">{data.head.hash}</code>
                </>
              )}
            </p>
            <Verdict state={data} />
          </div>
        )}
      </Loaded>
      {verify.isError && <InlineError error={verify.error} />}
    </Panel>
  );
}

function Verdict({ state: { verified, failed } }: { readonly state: AuditState }) {
  const t = useTranslations("audit");
  const say = useSay();
  if (failed !== null) return <p className="text-warn">{t("failed", { sentence: say(failed.sentence) })}</p>;
  if (verified === null) return <p className="text-ink-faint">{t("neverVerified")}</p>;
  if (!verified.ok) {
    return (
      <div role="alert" className="rounded-md bg-bad-wash px-3 py-2 text-bad">
        <p className="font-medium">{t("broken", { seq: verified.brokenAt ?? 0, sentence: say(verified.sentence ?? "") })}</p>
        <p>{t("brokenNext")}</p>
      </div>
    );
  }
  return (
    <p className="flex items-start gap-2 text-good">
      <Icon name="check" className="mt-0.5 size-4" />
      <span>{t.rich("intact", { count: verified.entries, heads: verified.heads, ago: ago(verified.at) })}</span>
    </p>
  );
}
