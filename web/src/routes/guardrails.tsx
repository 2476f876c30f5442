import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { DryRunView, GuardrailsView } from "#src/api/type.ts";
import { useChange } from "../api/changesOf.ts";
import { request } from "../api/client.ts";
import { guardrailsQuery } from "../api/screens.ts";
import { DryRun } from "../components/guardrails/DryRun.tsx";
import { Limits } from "../components/guardrails/Limits.tsx";
import { Rules } from "../components/guardrails/Rules.tsx";
import type { Settings } from "../components/guardrails/ruleWords.ts";
import { Suggestions } from "../components/guardrails/Suggestions.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { GuardedButton, RightsNote } from "../components/screen/rights.tsx";
import { Screen } from "../components/screen/Screen.tsx";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { InlineError } from "../ui/States.tsx";
import { ago } from "../ui/Time.tsx";

/** What runs without a person, how many people the rest needs, and what is never allowed. */
export function GuardrailsPage() {
  const t = useTranslations("guardrails");
  const guardrails = useQuery(guardrailsQuery);
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <RightsNote right="govern" />
      <Loaded query={guardrails}>{(view) => <Guardrails key={view.version} view={view} />}</Loaded>
    </Screen>
  );
}

function Guardrails({ view }: { readonly view: GuardrailsView }) {
  const t = useTranslations("guardrails");
  const [draft, setDraft] = useState<Settings | null>(null);
  const settings = draft ?? view.settings;
  const dryRun = useMutation({
    mutationFn: () =>
      request<DryRunView>("/ai-coo/guardrails/dry-run", {
        method: "POST",
        body: { ...(draft === null ? {} : { settings: draft }), days: 90 },
      }),
  });
  const { updatedAt, updatedBy } = view;
  return (
    <div className="space-y-4">
      <Rules view={view} />
      <Suggestions />
      <Limits
        settings={settings}
        peopleNeeded={view.peopleNeeded}
        onChange={(next) => {
          setDraft(next);
          dryRun.reset();
        }}
      />
      <div className="sticky bottom-0 -mx-1 flex flex-wrap items-center gap-2 bg-canvas px-1 py-3">
        <Save view={view} draft={draft} onDiscard={() => setDraft(null)} />
        <Button busy={dryRun.isPending} onClick={() => dryRun.mutate()}>
          {dryRun.isPending ? t("trying") : t("tryThem")}
        </Button>
        <output className="text-xs text-ink-faint">
          {draft !== null && t("unsaved")}
          {draft === null && updatedAt !== null && t.rich("changed", { ago: ago(updatedAt), name: updatedBy ?? "" })}
        </output>
      </div>
      {dryRun.isError && <InlineError error={dryRun.error} />}
      {dryRun.data !== undefined && <DryRun run={dryRun.data} />}
    </div>
  );
}

interface SaveProps {
  readonly view: GuardrailsView;
  readonly draft: Settings | null;
  readonly onDiscard: () => void;
}

function Save({ view, draft, onDiscard }: SaveProps) {
  const t = useTranslations("guardrails");
  const save = useChange<GuardrailsView>([["guardrails"], ["actions"]]);
  const [asking, setAsking] = useState(false);
  const close = (): void => {
    setAsking(false);
    save.reset();
  };
  return (
    <>
      <GuardedButton right="govern" look="primary" disabled={draft === null} onClick={() => setAsking(true)}>
        {t("save")}
      </GuardedButton>
      {draft !== null && (
        <Button look="quiet" onClick={onDiscard}>
          {t("discard")}
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onClose={close}
        title={t("saveTitle")}
        verb={t("saveVerb")}
        busy={save.isPending}
        error={save.error}
        onConfirm={() =>
          save.mutate(
            { path: "/guardrails", method: "PUT", body: { version: view.version, settings: draft ?? view.settings } },
            { onSuccess: close },
          )
        }
      >
        <p>{t("saveLead")}</p>
      </ConfirmDialog>
    </>
  );
}
