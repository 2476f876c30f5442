import { useTranslations } from "use-intl/react";
import type { ModelUsage } from "#src/api/type.ts";
import type { Translator } from "../../i18n/types.ts";
import { formatDay, formatNumber } from "../../ui/format.ts";
import { Said } from "../../ui/Said.tsx";
import { ChartPanel, CountBars, DailyBars, Table } from "../overview/ChartPanel.tsx";
import { Panel } from "../screen/Screen.tsx";
import { usd } from "./usd.ts";

/** What the requests of each day cost. */
export function CostByDay({ month: { days } }: { readonly month: ModelUsage }) {
  const t = useTranslations("model");
  return (
    <ChartPanel
      title={t("perDay")}
      rows={days.toReversed()}
      keyOf={({ day }) => day}
      instead={days.length === 0 ? t("none") : undefined}
      columns={[
        { title: t("day"), cell: ({ day }) => formatDay(day) },
        { title: t("requests"), cell: ({ requests }) => formatNumber(requests), right: true },
        { title: t("cost"), cell: ({ costUsd }) => usd(costUsd), right: true },
      ]}
    >
      <DailyBars points={days.map(({ day, costUsd }) => ({ day, value: costUsd }))} name={t("cost")} format={usd} />
    </ChartPanel>
  );
}

/** What it was asked for, by purpose and model. */
export function Uses({ uses }: Pick<ModelUsage, "uses">) {
  const t = useTranslations("model");
  const assumed = uses.reduce((sum, { assumedUsd }) => sum + assumedUsd, 0);
  const unpriced = [
    ...new Set(uses.filter(({ pricedAsDearest, costUsd }) => pricedAsDearest > 0 && costUsd > 0).map(({ model }) => model)),
  ];
  return (
    <Panel title={t("perPurpose")}>
      {uses.length === 0 ? (
        <p className="py-4 text-ink-faint">{t("none")}</p>
      ) : (
        <Table
          label={t("perPurpose")}
          rows={uses}
          keyOf={({ purpose, model }) => `${purpose} ${model}`}
          columns={[
            { title: t("purpose"), cell: ({ purpose }) => purposeWords(purpose, t) },
            { title: t("model"), cell: ({ model }) => model },
            { title: t("requests"), cell: ({ requests }) => formatNumber(requests), right: true },
            { title: t("answered"), cell: ({ answered }) => formatNumber(answered), right: true },
            { title: t("tokensIn"), cell: ({ inputTokens }) => formatNumber(inputTokens), right: true },
            { title: t("fromCache"), cell: ({ cacheReadTokens }) => formatNumber(cacheReadTokens), right: true },
            { title: t("tokensOut"), cell: ({ outputTokens }) => formatNumber(outputTokens), right: true },
            { title: t("cost"), cell: ({ costUsd }) => usd(costUsd), right: true },
          ]}
        />
      )}
      {assumed > 0 && <p className="mt-2 text-xs text-ink-faint">{t("assumed", { amount: usd(assumed) })}</p>}
      {unpriced.length > 0 && <p className="mt-2 text-xs text-bad">{t("unpriced", { models: unpriced.join(", ") })}</p>}
    </Panel>
  );
}

const reasonCell = ({ value }: ModelUsage["words"]["reasons"][number]) => <Said of={value} as="value" />;

/** Whose words the messages are in, and why the playbook's were kept. */
export function KeptWords({ words: { byModel, byPlaybook, reasons } }: Pick<ModelUsage, "words">) {
  const t = useTranslations("model");
  const rows = [
    { name: t("byModel"), count: byModel },
    { name: t("byPlaybook"), count: byPlaybook },
  ];
  return (
    <div className="min-w-0 space-y-4">
      <ChartPanel
        title={t("words")}
        rows={byModel + byPlaybook === 0 ? [] : rows}
        keyOf={({ name }) => name}
        instead={byModel + byPlaybook === 0 ? t("wordsNone") : undefined}
        columns={[
          { title: t("words"), cell: ({ name }) => name },
          { title: t("messages"), cell: ({ count }) => formatNumber(count), right: true },
        ]}
      >
        <CountBars rows={rows} label={t("messages")} />
      </ChartPanel>
      {byModel + byPlaybook > 0 && (
        <Panel title={t("why")}>
          {reasons.length === 0 ? (
            <p className="py-4 text-ink-faint">{t("whyNone")}</p>
          ) : (
            <Table
              label={t("why")}
              rows={reasons}
              keyOf={({ value }) => value}
              columns={[
                { title: t("reason"), cell: reasonCell },
                { title: t("messages"), cell: ({ actions }) => formatNumber(actions), right: true },
              ]}
            />
          )}
        </Panel>
      )}
    </div>
  );
}

/** Requests that cost time or money and brought nothing. */
export function Unanswered({ unanswered, uses }: Pick<ModelUsage, "unanswered" | "uses">) {
  const t = useTranslations("model");
  return (
    <Panel title={t("unanswered")}>
      {unanswered.length === 0 ? (
        <p className="py-4 text-ink-faint">{t(uses.length === 0 ? "none" : "unansweredNone")}</p>
      ) : (
        <Table
          label={t("unanswered")}
          rows={unanswered}
          keyOf={({ purpose, outcome }) => `${purpose} ${outcome}`}
          columns={[
            { title: t("outcome"), cell: ({ outcome }) => outcomeWords(outcome, t) },
            { title: t("purpose"), cell: ({ purpose }) => purposeWords(purpose, t) },
            { title: t("requests"), cell: ({ requests }) => formatNumber(requests), right: true },
          ]}
        />
      )}
    </Panel>
  );
}

/** What another version wrote has no name here. */
function purposeWords(purpose: string, t: Translator<"model">): string {
  const key = `purposes.${purpose}` as "purposes.draft";
  return t.has(key) ? t(key) : purpose;
}

function outcomeWords(outcome: string, t: Translator<"model">): string {
  const key = `outcomes.${outcome}` as "outcomes.timeout";
  return t.has(key) ? t(key) : outcome.replaceAll("_", " ");
}
