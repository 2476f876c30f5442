import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { DryRunView, GuardrailsView } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { asApiError, request } from "../../api/client.ts";
import { Button } from "../../ui/Button.tsx";
import { InlineError } from "../../ui/States.tsx";
import { useNow } from "../../ui/useNow.ts";
import { GuardedButton } from "../screen/rights.tsx";
import { EMPTY_RULE, faultsOf, refusalsOf, ruleOf, triedOf, triedWith, withRule, type Faults, type RuleDraft } from "./ruleDraft.ts";
import { RuleFields } from "./RuleFields.tsx";
import { ruleWords } from "./ruleWords.ts";

/** Makes a rule: what it says is typed, tried on the last 90 days, and only then taken. */
export function NewRule({ view }: { readonly view: GuardrailsView }) {
  const t = useTranslations("guardrails");
  const [isOpen, setIsOpen] = useState(false);
  if (!isOpen)
    return (
      <GuardedButton right="govern" onClick={() => setIsOpen(true)}>
        {t("newRule")}
      </GuardedButton>
    );
  return <RuleForm view={view} onClose={() => setIsOpen(false)} />;
}

function RuleForm({ view, onClose }: { readonly view: GuardrailsView; readonly onClose: () => void }) {
  const t = useTranslations("guardrails");
  const screen = useTranslations("screen");
  const now = useNow(60_000);
  const [draft, setDraft] = useState<RuleDraft>(EMPTY_RULE);
  const [isChecked, setIsChecked] = useState(false);
  const { settings, version } = view;
  const rules = settings.autoApproval.rules;
  const own = faultsOf(draft, { taken: rules.map(({ name }) => name), now: new Date(now) });
  const trial = useMutation({
    mutationFn: () =>
      request<DryRunView>("/ai-coo/guardrails/dry-run", {
        method: "POST",
        body: { settings: triedWith(settings, ruleOf(draft)), days: 90 },
      }),
  });
  const save = useChange<GuardrailsView>([["guardrails"], ["actions"]]);
  // where the rules are off only this one was tried
  const triedIndex = settings.autoApproval.enabled ? rules.length : 0;
  const refused: Faults = {
    ...(trial.isError ? refusalsOf(asApiError(trial.error).details, triedIndex) : {}),
    ...(save.isError ? refusalsOf(asApiError(save.error).details, rules.length) : {}),
  };
  const faults: Faults = isChecked ? { ...refused, ...own } : refused;
  return (
    <form
      aria-label={t("newRuleTitle")}
      noValidate
      className="mt-3 space-y-4 rounded-lg border border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        setIsChecked(true);
        if (Object.keys(own).length === 0) trial.mutate();
      }}
    >
      <h3 className="font-medium">{t("newRuleTitle")}</h3>
      <RuleFields
        draft={draft}
        faults={faults}
        timezone={view.timezone}
        onChange={(change) => {
          setDraft({ ...draft, ...change });
          trial.reset();
          save.reset();
        }}
      />
      {[trial, save].map(({ isError, error }, index) => isError && <InlineError key={index} error={error} />)}
      {trial.data !== undefined && (
        <div className="rounded-md bg-sunken px-3 py-2.5">
          <Tried run={trial.data} rule={ruleOf(draft)} />
          <p className="mt-1 text-xs text-ink-soft">{ruleWords(ruleOf(draft), t, screen).join("; ")}.</p>
          {!settings.autoApproval.enabled && <p className="mt-1 text-warn">{rules.length === 0 ? t("switchesOn") : t("staysOff")}</p>}
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={trial.isPending} look={trial.data === undefined ? "primary" : "plain"}>
          {trial.isPending ? t("trying") : t("tryRule")}
        </Button>
        {trial.data !== undefined && (
          <GuardedButton
            right="govern"
            look="primary"
            busy={save.isPending}
            onClick={() =>
              save.mutate(
                { path: "/guardrails", method: "PUT", body: { version, settings: withRule(settings, ruleOf(draft)) } },
                { onSuccess: onClose },
              )
            }
          >
            {t("takeRule")}
          </GuardedButton>
        )}
        <Button look="quiet" onClick={onClose}>
          {t("discard")}
        </Button>
      </div>
    </form>
  );
}

/** What the rule would have approved by itself of what it is about, and to how much of that somebody said no. */
function Tried({ run, rule }: { readonly run: DryRunView; readonly rule: ReturnType<typeof ruleOf> }) {
  const t = useTranslations("guardrails");
  const { approved, proposed, against } = triedOf(run, rule);
  return (
    <output className="block">
      <span className="font-medium">{t("wouldHave", { approved, proposed })}</span>{" "}
      {approved > 0 && <span className={against === 0 ? "text-ink-soft" : "text-warn"}>{t("against", { count: against })}</span>}
    </output>
  );
}
