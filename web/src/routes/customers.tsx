import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Commitment, SequenceList } from "#src/api/type.ts";
import { openCommitmentsQuery, sequencesQuery } from "../api/screens.ts";
import { CustomerCard } from "../components/customers/CustomerCard.tsx";
import { byCustomer, type CustomerOverview } from "../components/customers/group.ts";
import { CsvButton } from "../components/screen/CsvButton.tsx";
import { Field } from "../components/screen/Field.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { RightsNote } from "../components/screen/rights.tsx";
import { Screen } from "../components/screen/Screen.tsx";
import { Tabs } from "../components/screen/Tabs.tsx";
import { Empty } from "../ui/States.tsx";

/** Customers with a debt, and what they promised or dispute. */
export function CustomersPage() {
  const t = useTranslations("customers");
  const sequences = useQuery(sequencesQuery);
  const open = useQuery(openCommitmentsQuery);
  const commitments = open.data?.commitments ?? [];
  return (
    <Screen
      title={t("title")}
      lead={t("lead")}
      tools={<CustomersCsv customers={byCustomer(sequences.data?.sequences ?? [], commitments)} />}
    >
      <RightsNote right="decide" />
      <Loaded query={sequences}>{(list) => <Customers list={list} commitments={commitments} />}</Loaded>
    </Screen>
  );
}

function Customers({ list, commitments }: { readonly list: SequenceList; readonly commitments: readonly Commitment[] }) {
  const t = useTranslations("customers");
  const { customer: chosen } = useSearch({ from: "/app/customers" });
  const navigate = useNavigate();
  const [view, setView] = useState<"all" | "recorded">("all");
  const [words, setWords] = useState("");
  const customers = byCustomer(list.sequences, commitments);
  const recorded = customers.filter(({ open }) => open.length > 0);
  const wanted = words.trim().toLocaleLowerCase();
  const shown = (view === "all" ? customers : recorded).filter(
    ({ name }) => wanted === "" || name?.toLocaleLowerCase().includes(wanted) === true,
  );
  if (customers.length === 0) {
    return (
      <Empty icon="people" title={t("none")}>
        {t("noneLead")}
      </Empty>
    );
  }
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-4">
        <Tabs
          label={t("views")}
          current={view}
          onChoose={setView}
          tabs={[
            { name: "all", label: t("allCustomers"), count: customers.length },
            { name: "recorded", label: t("withCommitments"), count: recorded.length },
          ]}
        />
        <div className="mb-4 w-full sm:w-56">
          <Field label={t("search")} type="search" value={words} onChange={({ target }) => setWords(target.value)} />
        </div>
      </div>
      {shown.length === 0 ? (
        <Empty icon="people" title={t("noneFound")} />
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card">
          {shown.map((customer) => {
            const isOpen = chosen === customer.partnerId;
            return (
              <CustomerCard
                key={customer.partnerId}
                customer={customer}
                isOpen={isOpen}
                onToggle={() => void navigate({ to: "/customers", search: isOpen ? {} : { customer: customer.partnerId } })}
              />
            );
          })}
        </ul>
      )}
      {list.total > list.sequences.length && <p className="mt-3 text-xs text-ink-faint">{t("more")}</p>}
    </>
  );
}

function CustomersCsv({ customers }: { readonly customers: readonly CustomerOverview[] }) {
  const t = useTranslations("customers");
  const heading = [t("customer"), t("amount"), t("currency"), t("days"), t("stateHead"), t("commitments")];
  const rows = customers.flatMap(({ name, partnerId, sequences, open }) => {
    const recorded = open.map(({ kind, until, note }) => [t(`kind.${kind}`), until ?? "", note ?? ""].join(" ").trim()).join("; ");
    if (sequences.length === 0) return [[name ?? partnerId, null, null, null, null, recorded]];
    return sequences.map((one) => [name ?? partnerId, one.total, one.currency, one.daysOverdue, t(`state.${one.state}`), recorded]);
  });
  return <CsvButton name="customers" heading={heading} rows={() => Promise.resolve(rows)} />;
}
