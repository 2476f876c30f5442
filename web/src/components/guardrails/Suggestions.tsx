import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { RuleSuggestionView } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { suggestionsQuery } from "../../api/screens.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { formatDay, formatNumber } from "../../ui/format.ts";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { Loaded } from "../screen/Loaded.tsx";
import { GuardedButton } from "../screen/rights.tsx";
import { Panel } from "../screen/Screen.tsx";
import { ruleWords } from "./ruleWords.ts";

/** Rules that the system suggests from what people decided, each with the record behind it. */
export function Suggestions() {
  const t = useTranslations("guardrails");
  const list = useQuery(suggestionsQuery);
  return (
    <Panel title={t("suggestions")}>
      <Loaded query={list} lines={3}>
        {({ suggestions }) =>
          suggestions.length === 0 ? (
            <p className="text-ink-faint">{t("noSuggestions")}</p>
          ) : (
            <ul className="divide-y divide-line">
              {suggestions.map((suggestion) => (
                <Suggestion key={suggestion.suggestionId} suggestion={suggestion} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function Suggestion({ suggestion }: { readonly suggestion: RuleSuggestionView }) {
  const t = useTranslations("guardrails");
  const screen = useTranslations("screen");
  const [asking, setAsking] = useState<"accept" | "dismiss" | null>(null);
  const change = useChange([["guardrails"]]);
  const { rule, ruleDays, evidence, suggestionId } = suggestion;
  const close = (): void => {
    setAsking(null);
    change.reset();
  };
  return (
    <li className="py-3 first:pt-0 last:pb-0">
      <h3 className="font-medium">{rule.name}</h3>
      <p className="text-ink-soft">{ruleWords(rule, t, screen).join("; ")}.</p>
      <p className="mt-1 text-xs text-ink-faint">
        {[
          t("record", { approvals: evidence.approvals, from: formatDay(evidence.from), to: formatDay(evidence.to) }),
          ...(evidence.largestAmount === null ? [] : [t("recordLargest", { amount: formatNumber(evidence.largestAmount) })]),
          t("recordFirst", { count: evidence.firstContacts }),
          t("recordPerDay", { count: evidence.medianPerDay }),
        ].join("; ")}
        .
      </p>
      <details className="mt-1">
        <summary className="cursor-pointer text-xs text-ink-soft">{t("showRecord", { count: evidence.actionIds.length })}</summary>
        <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs">
          {evidence.actionIds.map((id) => (
            <li key={id}>
              <Link to="/" search={{ view: "done", action: id }} className="text-accent-ink underline">
                …{id.slice(-6)}
              </Link>
            </li>
          ))}
        </ul>
      </details>
      <div className="mt-2 flex flex-wrap gap-2">
        <GuardedButton right="govern" size="small" look="primary" onClick={() => setAsking("accept")}>
          {t("accept", { days: ruleDays })}
        </GuardedButton>
        <GuardedButton right="govern" size="small" look="quiet" onClick={() => setAsking("dismiss")}>
          {t("dismiss")}
        </GuardedButton>
      </div>
      <ConfirmDialog
        open={asking === "accept"}
        onClose={close}
        title={t("acceptTitle")}
        verb={t("acceptVerb")}
        busy={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate({ path: `/rule-suggestions/${suggestionId}/accept`, body: {} }, { onSuccess: close })}
      >
        <p>{ruleWords(rule, t, screen).join("; ")}.</p>
        <p>{t("acceptLead", { days: ruleDays })}</p>
      </ConfirmDialog>
      <ReasonDialog
        open={asking === "dismiss"}
        onClose={close}
        title={t("dismissTitle")}
        lead={t("dismissLead")}
        verb={t("dismissVerb")}
        placeholder=""
        busy={change.isPending}
        error={change.error}
        onReason={(reason) => change.mutate({ path: `/rule-suggestions/${suggestionId}/dismiss`, body: { reason } }, { onSuccess: close })}
      />
    </li>
  );
}
