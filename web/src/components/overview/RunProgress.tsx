import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Overview } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { formatRelative } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { InlineError } from "../../ui/States.tsx";
import { useNow } from "../../ui/useNow.ts";
import { GuardedButton } from "../screen/rights.tsx";
import { useSay } from "../../i18n/useSay.ts";

const KINDS = ["financial", "sales", "operations"] as const;
type Run = Overview["runs"][number];

/** An analysis that was asked for on this page: until all of them began after that moment and ended, it is being waited for. */
export interface Awaited {
  /** By the reader's clock, for how long it takes. */
  readonly since: number;
  /** The runs that there were before. */
  readonly before: readonly string[];
}

/** Whether something is still to come of what was asked for, or runs by itself. */
export function isUnderWay(runs: readonly Run[], awaited: Awaited | null): boolean {
  if (runs.some(({ finishedAt }) => finishedAt === null)) return true;
  return awaited !== null && KINDS.some((kind) => isAwaited(runs, kind, awaited));
}

const isAwaited = (runs: readonly Run[], kind: string, awaited: Awaited | null): boolean => {
  const run = runs.find((one) => one.kind === kind);
  return awaited !== null && (run === undefined || awaited.before.includes(run.id) || run.finishedAt === null);
};

interface RunButtonProps {
  readonly runs: readonly Run[];
  readonly awaited: Awaited | null;
  readonly onAsked: (awaited: Awaited) => void;
}

/** Asks for all analyses now. */
export function RunButton({ runs, awaited, onAsked }: RunButtonProps) {
  const t = useTranslations("overview");
  const client = useQueryClient();
  const change = useChange([["overview"]]);
  const busy = change.isPending || isUnderWay(runs, awaited);
  const ask = (): void =>
    change.mutate(
      { path: "/analyses" },
      {
        onSuccess: () => {
          onAsked({ since: Date.now(), before: runs.map(({ id }) => id) });
          void client.invalidateQueries({ queryKey: ["analysis"] });
        },
      },
    );
  return (
    <>
      <GuardedButton right="decide" look="primary" busy={busy} onClick={ask}>
        <Icon name="refresh" className={`size-3.5 ${busy ? "animate-spin" : ""}`} />
        {busy ? t("running") : t("run")}
      </GuardedButton>
      {change.isError && <InlineError error={change.error} />}
    </>
  );
}

const NO_WORKER_AFTER_MS = 30_000;

/** How each analysis stands. */
export function RunProgress({ runs, awaited }: { readonly runs: readonly Run[]; readonly awaited: Awaited | null }) {
  const t = useTranslations("overview");
  const [shownSince] = useState(() => Date.now());
  const now = useNow(5_000);
  const done = KINDS.filter((kind) => !isAwaited(runs, kind, awaited)).length;
  const begun = KINDS.some((kind) => awaited !== null && runs.some((run) => run.kind === kind && !awaited.before.includes(run.id)));
  const waits = awaited !== null && !begun && now.getTime() - Math.max(awaited.since, shownSince) > NO_WORKER_AFTER_MS;
  return (
    <section aria-label={t("progress")} aria-live="polite" className="mb-4 rounded-xl border border-line bg-surface px-4 py-3 shadow-card">
      {isUnderWay(runs, awaited) && awaited !== null && (
        <progress max={KINDS.length} value={done} aria-label={t("progress")} className="mb-2 block h-1.5 w-full accent-accent" />
      )}
      <ul className="grid gap-x-6 gap-y-1.5 sm:grid-cols-3">
        {KINDS.map((kind) => (
          <li key={kind} className="flex min-w-0 items-baseline gap-2 text-xs">
            <State run={runs.find((one) => one.kind === kind)} isAwaited={isAwaited(runs, kind, awaited)} />
            <span className="min-w-0">
              <span className="font-medium">{t(kind)}</span>{" "}
              <Word run={runs.find((one) => one.kind === kind)} awaited={awaited} kind={kind} runs={runs} />
            </span>
          </li>
        ))}
      </ul>
      {waits && <p className="mt-2 text-xs text-warn">{t("noWorker")}</p>}
    </section>
  );
}

function State({ run, isAwaited: waits }: { readonly run: Run | undefined; readonly isAwaited: boolean }) {
  if (waits || run?.finishedAt === null) return <Icon name="refresh" className="size-3 animate-spin self-center text-accent-ink" />;
  if (run === undefined) return <Icon name="clock" className="size-3 self-center text-ink-faint" />;
  return run.error === null ? (
    <Icon name="check" className="size-3 self-center text-good" />
  ) : (
    <Icon name="cross" className="size-3 self-center text-bad" />
  );
}

function Word({
  run,
  awaited,
  kind,
  runs,
}: {
  readonly run: Run | undefined;
  readonly awaited: Awaited | null;
  readonly kind: string;
  readonly runs: readonly Run[];
}) {
  const t = useTranslations("overview");
  const common = useTranslations("common");
  const now = useNow(10_000);
  const say = useSay();
  if (run !== undefined && run.finishedAt === null) {
    return <span className="text-ink-faint">{t("runUnderWay", { since: formatRelative(run.startedAt, now, common) })}</span>;
  }
  if (isAwaited(runs, kind, awaited)) return <span className="text-ink-faint">{t("runWaiting")}</span>;
  if (run === undefined) return <span className="text-ink-faint">{t("runNever")}</span>;
  if (run.error !== null) return <span className="text-bad">{t("runFailed", { error: say(run.error) })}</span>;
  return <span className="text-ink-faint">{t("runDone", { when: formatRelative(run.finishedAt!, now, common) })}</span>;
}
