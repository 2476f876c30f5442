import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslations } from "use-intl/react";
import type { DryRunView } from "#src/api/type.ts";
import { formatMoney, formatNumber } from "../../ui/format.ts";
import { Table } from "../overview/ChartPanel.tsx";
import { CsvButton } from "../screen/CsvButton.tsx";
import { Panel } from "../screen/Screen.tsx";
import { useSay } from "../../i18n/useSay.ts";

const actionCell = ({ actionId, description }: DryRunView["wouldApprove"][number]): ReactElement => (
  <Link to="/" search={{ view: "done", action: actionId }} className="text-accent-ink underline">
    {description}
  </Link>
);

/** What guardrails would have approved of what was proposed of late. */
export function DryRun({ run }: { readonly run: DryRunView }) {
  const t = useTranslations("guardrails");
  const screen = useTranslations("screen");
  const say = useSay();
  const against = run.byType.reduce((sum, one) => sum + one.against, 0);
  const rows = run.wouldApprove.map((one) => [
    say(one.description, "description"),
    screen(`types.${one.actionType}`),
    one.rule,
    one.amount?.amount ?? null,
    one.amount?.currency ?? null,
    one.against === null ? screen(`statuses.${one.status}`) : t(`said.${one.against}`),
  ]);
  return (
    <Panel
      title={t("tried")}
      aside={
        <CsvButton
          name="dry-run"
          heading={[t("action"), t("kind"), t("rule"), t("amounts"), "", t("inFact")]}
          rows={() => Promise.resolve(rows)}
        />
      }
    >
      <p className="text-ink-soft">{t("triedLead", { proposed: run.proposed, approved: run.approved, off: run.switchedOff })}</p>
      {run.approved > 0 && <p className={against === 0 ? "text-ink-soft" : "text-warn"}>{t("against", { count: against })}</p>}
      <div className="mt-3">
        <Table
          label={t("tried")}
          rows={run.byType}
          keyOf={({ actionType }) => actionType}
          columns={[
            { title: t("kind"), cell: ({ actionType }) => screen(`types.${actionType}`) },
            { title: t("proposed"), cell: ({ proposed }) => formatNumber(proposed), right: true },
            { title: t("wouldApprove"), cell: ({ wouldApprove }) => formatNumber(wouldApprove), right: true },
            { title: t("saidNo"), cell: (one) => formatNumber(one.against), right: true },
            {
              title: t("amounts"),
              cell: ({ amounts }) => amounts.map((amount) => formatMoney(amount, { whole: true })).join(", "),
              right: true,
            },
          ]}
        />
      </div>
      {run.wouldApprove.length > 0 && (
        <details className="mt-3">
          <summary className="cursor-pointer text-xs text-ink-soft">{t("newest")}</summary>
          <Table
            label={t("newest")}
            rows={run.wouldApprove}
            keyOf={({ actionId }) => actionId}
            columns={[
              {
                title: t("action"),
                cell: actionCell,
              },
              { title: t("rule"), cell: ({ rule }) => rule },
              { title: t("amounts"), cell: ({ amount }) => (amount === null ? "" : formatMoney(amount)), right: true },
              {
                title: t("inFact"),
                cell: (one) => (one.against === null ? screen(`statuses.${one.status}`) : t(`said.${one.against}`)),
              },
            ]}
          />
        </details>
      )}
    </Panel>
  );
}
