import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Commitment, Sequence } from "#src/api/type.ts";
import { allPages, askSequences, nextDebts, openCommitmentsQuery, sequencesQuery } from "../api/screens.ts";
import { CustomerCard } from "../components/customers/CustomerCard.tsx";
import { byCustomer, type CustomerOverview } from "../components/customers/group.ts";
import { CsvButton } from "../components/screen/CsvButton.tsx";
import { Field } from "../components/screen/Field.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { RightsNote } from "../components/screen/rights.tsx";
import { Screen } from "../components/screen/Screen.tsx";
import { Tabs } from "../components/screen/Tabs.tsx";
import { LoadMore } from "../ui/LoadMore.tsx";
import { Empty } from "../ui/States.tsx";

/** Customers with a debt, and what they promised or dispute. */
export function CustomersPage() {
  const t = useTranslations("customers");
  const [words, setWords] = useState("");
  const list = useInfiniteQuery(sequencesQuery(words.trim()));
  const open = useQuery(openCommitmentsQuery);
  const commitments = open.data ?? [];
  return (
    <Screen title={t("title")} lead={t("lead")} tools={<CustomersCsv search={words.trim()} commitments={commitments} />}>
      <RightsNote right="decide" />
      <Loaded query={list}>
        {({ pages }) => (
          <>
            <Customers sequences={pages.flatMap((page) => page.sequences)} commitments={commitments} words={words} onWords={setWords} />
            <LoadMore list={list}>
              {t("shownOf", { shown: pages.reduce((sum, page) => sum + page.sequences.length, 0), all: pages[0]?.total ?? 0 })}
            </LoadMore>
          </>
        )}
      </Loaded>
    </Screen>
  );
}

interface CustomersProps {
  readonly sequences: readonly Sequence[];
  readonly commitments: readonly Commitment[];
  readonly words: string;
  readonly onWords: (words: string) => void;
}

function Customers({ sequences, commitments, words, onWords }: CustomersProps) {
  const t = useTranslations("customers");
  const { customer: chosen } = useSearch({ from: "/app/customers" });
  const navigate = useNavigate();
  const [view, setView] = useState<"all" | "recorded">("all");
  const customers = byCustomer(sequences, commitments);
  const recorded = customers.filter(({ open }) => open.length > 0);
  const wanted = words.trim().toLocaleLowerCase();
  const shown = (view === "all" ? customers : recorded).filter(
    ({ name }) => wanted === "" || name?.toLocaleLowerCase().includes(wanted) === true,
  );
  if (customers.length === 0 && wanted === "") {
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
          <Field label={t("search")} type="search" value={words} onChange={({ target }) => onWords(target.value)} />
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
    </>
  );
}

/** All that the search finds, also what is not loaded. */
function CustomersCsv({ search, commitments }: { readonly search: string; readonly commitments: readonly Commitment[] }) {
  const t = useTranslations("customers");
  const all = async (): Promise<CustomerOverview[]> => {
    const pages = await allPages(
      async (offset: number | null) => ({ offset: offset ?? 0, page: await askSequences(search, offset ?? 0) }),
      {
        rows: ({ page }) => page.sequences,
        next: ({ offset, page }) => nextDebts(offset, page),
      },
    );
    const wanted = search.toLocaleLowerCase();
    return byCustomer(pages, commitments).filter(({ name }) => wanted === "" || name?.toLocaleLowerCase().includes(wanted) === true);
  };
  const heading = [t("customer"), t("amount"), t("currency"), t("days"), t("stateHead"), t("commitments")];
  const rowsOf = ({ name, partnerId, sequences, open }: CustomerOverview): (string | number | null)[][] => {
    const recorded = open.map(({ kind, until, note }) => [t(`kind.${kind}`), until ?? "", note ?? ""].join(" ").trim()).join("; ");
    if (sequences.length === 0) return [[name ?? partnerId, null, null, null, null, recorded]];
    return sequences.map((one) => [name ?? partnerId, one.total, one.currency, one.daysOverdue, t(`state.${one.state}`), recorded]);
  };
  return <CsvButton name="customers" heading={heading} rows={async () => (await all()).flatMap(rowsOf)} />;
}
