import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import type { HeldCandidateView, HeldList, NotChased, NotChasedList } from "#src/api/type.ts";
import type { ActionType } from "#src/protocol/index.ts";
import { notChasedQuery } from "../api/queries.ts";
import { heldQuery } from "../api/screens.ts";
import { CsvButton } from "../components/screen/CsvButton.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { Screen } from "../components/screen/Screen.tsx";
import { Tabs } from "../components/screen/Tabs.tsx";
import { formatDay, formatMoney } from "../ui/format.ts";
import { Empty } from "../ui/States.tsx";
import { ago } from "../ui/Time.tsx";
import { Said } from "../ui/Said.tsx";
import { useSay } from "../i18n/useSay.ts";

/** Everything that asks for an action and gets none, and why. */
export function NotChasedPage() {
  const t = useTranslations("notChased");
  const [view, setView] = useState<"customers" | "others">("customers");
  const customers = useQuery(notChasedQuery);
  const others = useQuery(heldQuery);
  return (
    <Screen
      title={t("title")}
      lead={t("lead")}
      tools={view === "customers" ? <CustomersCsv list={customers.data} /> : <OthersCsv list={others.data} />}
    >
      <Tabs
        label={t("views")}
        current={view}
        onChoose={setView}
        tabs={[
          { name: "customers", label: t("customers"), count: customers.data?.customers.length ?? 0 },
          { name: "others", label: t("others"), count: others.data?.candidates.length ?? 0 },
        ]}
      />
      {view === "customers" ? (
        <Loaded query={customers}>{(list) => <Customers list={list} />}</Loaded>
      ) : (
        <Loaded query={others}>{(list) => <Others list={list} />}</Loaded>
      )}
    </Screen>
  );
}

function Customers({ list }: { readonly list: NotChasedList }) {
  const t = useTranslations("notChased");
  if (list.analysis === null)
    return (
      <Empty icon="pause" title={t("noAnalysis")}>
        {t("noAnalysisLead")}
      </Empty>
    );
  if (list.customers.length === 0)
    return (
      <Empty icon="check" title={t("everybody")}>
        {t("everybodyLead")}
      </Empty>
    );
  return (
    <>
      <List>
        {list.customers.map((customer) => (
          <Customer key={`${customer.partnerId} ${customer.company} ${customer.total.currency}`} customer={customer} />
        ))}
      </List>
      <AsOf at={list.analysis.finishedAt} />
    </>
  );
}

function Customer({ customer }: { readonly customer: NotChased }) {
  const t = useTranslations("notChased");
  return (
    <li className="px-4 py-3.5 md:px-5">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="min-w-0 font-semibold break-words">{customer.customer}</h2>
        <span className="shrink-0 font-medium tabular-nums">{formatMoney(customer.total)}</span>
      </div>
      <p className="text-xs text-ink-faint">{t("invoices", { count: customer.invoiceCount, days: customer.daysOverdue })}</p>
      <ul className="mt-1.5 space-y-0.5 text-ink-soft">
        {customer.holds.map((hold) => (
          <li key={hold.sentence}>
            <Said of={hold.sentence} />
            {hold.until !== null && <span className="text-ink-faint"> {t("until", { day: formatDay(hold.until) })}</span>}
          </li>
        ))}
      </ul>
    </li>
  );
}

function Others({ list }: { readonly list: HeldList }) {
  const t = useTranslations("notChased");
  const screen = useTranslations("screen");
  const at = list.sales?.finishedAt ?? list.operations?.finishedAt ?? null;
  if (list.sales === null && list.operations === null)
    return (
      <Empty icon="pause" title={t("noAnalysis")}>
        {t("noAnalysisLead")}
      </Empty>
    );
  if (list.candidates.length === 0)
    return (
      <Empty icon="check" title={t("noOthers")}>
        {t("noOthersLead")}
      </Empty>
    );
  return (
    <>
      <List>
        {list.candidates.map((held) => (
          <li key={keyOf(held)} className="px-4 py-3.5 md:px-5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <h2 className="min-w-0 font-semibold break-words">{held.record.name}</h2>
              <span className="text-xs text-ink-faint">{screen(`types.${held.actionType as ActionType}`)}</span>
            </div>
            {held.partnerName !== null && held.partnerName !== held.record.name && (
              <p className="text-xs text-ink-faint">{held.partnerName}</p>
            )}
            <p className="mt-1 text-ink-soft">
              <Said of={held.sentence} />
              {held.until !== null && <span className="text-ink-faint"> {t("until", { day: formatDay(held.until) })}</span>}
            </p>
          </li>
        ))}
      </List>
      <AsOf at={at} />
    </>
  );
}

const keyOf = ({ actionType, record, companyName, reason }: HeldCandidateView): string =>
  `${actionType} ${record.model} ${record.id} ${companyName} ${reason}`;

function List({ children }: { readonly children: ReactNode }) {
  return <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card">{children}</ul>;
}

function AsOf({ at }: { readonly at: string | null }) {
  const t = useTranslations("notChased");
  if (at === null) return null;
  return <p className="mt-3 text-xs text-ink-faint">{t.rich("asOf", { ago: ago(at) })}</p>;
}

function CustomersCsv({ list }: { readonly list: NotChasedList | undefined }) {
  const say = useSay();
  const t = useTranslations("notChased");
  const heading = [t("customer"), t("company"), t("amount"), t("currency"), t("invoicesHead"), t("days"), t("reason")];
  const rows = (list?.customers ?? []).map((one) => [
    one.customer,
    one.company,
    one.total.amount,
    one.total.currency,
    one.invoiceCount,
    one.daysOverdue,
    one.holds.map(({ sentence }) => say(sentence)).join(" "),
  ]);
  return <CsvButton name="not-chased" heading={heading} rows={() => Promise.resolve(rows)} />;
}

function OthersCsv({ list }: { readonly list: HeldList | undefined }) {
  const say = useSay();
  const t = useTranslations("notChased");
  const heading = [t("what"), t("record"), t("customer"), t("company"), t("reason")];
  const rows = (list?.candidates ?? []).map((one) => [
    one.actionType,
    one.record.name,
    one.partnerName,
    one.companyName,
    say(one.sentence),
  ]);
  return <CsvButton name="not-proposed" heading={heading} rows={() => Promise.resolve(rows)} />;
}
