import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { GuardrailsView } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { Pill, type Tone } from "../../ui/Pill.tsx";
import { InlineError } from "../../ui/States.tsx";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { GuardedButton } from "../screen/rights.tsx";
import { Panel } from "../screen/Screen.tsx";
import { NewRule } from "./NewRule.tsx";
import { ruleWords, type Rule } from "./ruleWords.ts";
import { Said } from "../../ui/Said.tsx";

type RuleState = GuardrailsView["rules"][number];
const TONES = { in_force: "good", paused: "warn", ended: "neutral", off: "neutral" } as const satisfies Record<RuleState["state"], Tone>;

/** The rules that approve without a person, how each stands, and the way to take one back. */
export function Rules({ view }: { readonly view: GuardrailsView }) {
  const t = useTranslations("guardrails");
  const [came, setCame] = useState<string | null>(null);
  const { enabled, rules } = view.settings.autoApproval;
  return (
    <Panel title={t("rules")}>
      {!enabled && rules.length > 0 && <p className="mb-2 text-warn">{t("disabledLead")}</p>}
      {rules.length === 0 ? (
        <p className="text-ink-faint">{t("noRules")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {rules.map((rule) => (
            <RuleRow key={rule.name} rule={rule} state={view.rules.find(({ name }) => name === rule.name)} onRevoked={setCame} />
          ))}
        </ul>
      )}
      <div className="mt-3">
        <NewRule view={view} />
      </div>
      <output className={came === null ? "sr-only" : "mt-2 block text-good"}>{came}</output>
    </Panel>
  );
}

interface Revoked {
  readonly takenBack: readonly string[];
  readonly inDoubt: readonly string[];
}

function RuleRow({
  rule,
  state,
  onRevoked,
}: {
  readonly rule: Rule;
  readonly state: RuleState | undefined;
  readonly onRevoked: (words: string) => void;
}) {
  const t = useTranslations("guardrails");
  const screen = useTranslations("screen");
  const [asking, setAsking] = useState(false);
  const revoke = useChange<Revoked>([["guardrails"], ["actions"]]);
  const lift = useChange([["guardrails"]]);
  const close = (): void => {
    setAsking(false);
    revoke.reset();
  };
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium break-words">{rule.name}</h3>
        {state !== undefined && <Pill tone={TONES[state.state]}>{t(`state.${state.state}`)}</Pill>}
      </div>
      <p className="text-ink-soft">{ruleWords(rule, t, screen).join("; ")}.</p>
      <p className="text-xs text-ink-faint">
        {state !== undefined && t("approvedToday", { count: state.approvedToday })}
        {rule.suggestionId !== undefined && `; ${t("earned")}`}
      </p>
      {state?.why !== null && state?.why !== undefined && (
        <p className="text-warn">
          <Said of={state.why} />
        </p>
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <GuardedButton right="govern" size="small" look="danger" onClick={() => setAsking(true)}>
          {t("revoke")}
        </GuardedButton>
        {state?.state === "paused" && (
          <GuardedButton
            right="govern"
            size="small"
            busy={lift.isPending}
            onClick={() => lift.mutate({ path: "/guardrails/lift-pause", body: { rule: rule.name } })}
          >
            {t("lift")}
          </GuardedButton>
        )}
      </div>
      {lift.isError && <InlineError error={lift.error} />}
      <ReasonDialog
        open={asking}
        onClose={close}
        title={t("revokeTitle", { rule: rule.name })}
        lead={t("revokeLead")}
        verb={t("revokeVerb")}
        placeholder=""
        busy={revoke.isPending}
        error={revoke.error}
        onReason={(reason) =>
          revoke.mutate(
            { path: "/guardrails/revoke", body: { rule: rule.name, reason } },
            {
              onSuccess: ({ takenBack, inDoubt }) => {
                close();
                onRevoked(t("revoked", { rule: rule.name, back: takenBack.length, doubt: inDoubt.length }));
              },
            },
          )
        }
      />
    </li>
  );
}
