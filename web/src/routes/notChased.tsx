import { useQuery } from "@tanstack/react-query";
import type { NotChased, NotChasedList } from "#src/api/type.ts";
import { notChasedQuery } from "../api/queries.ts";
import { Page } from "../ui/Page.tsx";
import { formatDay, formatMoney, plural } from "../ui/format.ts";
import { Empty, Failure, Skeleton } from "../ui/States.tsx";
import { Ago } from "../ui/Time.tsx";

/** Every overdue customer for whom nothing is proposed, and why. */
export function NotChasedPage() {
  const list = useQuery(notChasedQuery);
  return (
    <Page title="Not chased" lead="Customers who are overdue and whom nothing is proposed for, each with the reason.">
      {list.isPending ? (
        <Skeleton lines={8} />
      ) : list.data === undefined ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Customers list={list.data} />
      )}
    </Page>
  );
}

function Customers({ list }: { list: NotChasedList }) {
  if (list.analysis === null) {
    return (
      <Empty icon="pause" title="No analysis yet">
        The first one fills this list.
      </Empty>
    );
  }
  if (list.customers.length === 0) {
    return (
      <Empty icon="check" title="Everybody overdue is in the inbox">
        No customer is left out.
      </Empty>
    );
  }
  return (
    <>
      <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card">
        {list.customers.map((customer) => (
          <Customer key={`${customer.partnerId} ${customer.company} ${customer.total.currency}`} customer={customer} />
        ))}
      </ul>
      {list.analysis.finishedAt !== null && (
        <p className="mt-3 text-xs text-ink-faint">
          As of the analysis <Ago at={list.analysis.finishedAt} />
        </p>
      )}
    </>
  );
}

function Customer({ customer }: { customer: NotChased }) {
  return (
    <li className="px-5 py-3.5">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="min-w-0 truncate font-semibold">{customer.customer}</h2>
        <span className="shrink-0 font-medium tabular-nums">{formatMoney(customer.total)}</span>
      </div>
      <p className="text-xs text-ink-faint">
        {plural(customer.invoiceCount, "invoice")}, oldest {plural(customer.daysOverdue, "day")} overdue
      </p>
      <ul className="mt-1.5 space-y-0.5 text-ink-soft">
        {customer.holds.map((hold) => (
          <li key={hold.sentence}>
            {hold.sentence}
            {hold.until !== null && <span className="text-ink-faint"> Until {formatDay(hold.until)}.</span>}
          </li>
        ))}
      </ul>
    </li>
  );
}
