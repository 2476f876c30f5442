import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import { allPages, askAudit, auditQuery, auditStateQuery, type AuditFilter } from "../api/screens.ts";
import { AuditFilterBar } from "../components/audit/AuditFilterBar.tsx";
import { kindName } from "../components/audit/auditWords.ts";
import { AuditRow } from "../components/audit/AuditRow.tsx";
import { ChainState } from "../components/audit/ChainState.tsx";
import { CsvButton } from "../components/screen/CsvButton.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { Screen } from "../components/screen/Screen.tsx";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/States.tsx";

/** What happened, who did it, and whether anybody altered it since. */
export function AuditPage() {
  const t = useTranslations("audit");
  const search = useSearch({ from: "/app/audit" });
  const navigate = useNavigate();
  const filter: AuditFilter = {
    kind: search.kind ?? null,
    customer: search.customer ?? null,
    action: search.action ?? null,
    actor: search.actor ?? null,
  };
  const list = useInfiniteQuery(auditQuery(filter));
  const { data: state } = useQuery(auditStateQuery(false));
  const onFilter = ({ kind, customer, action, actor }: AuditFilter): void =>
    void navigate({
      to: "/audit",
      search: {
        ...(kind === null ? {} : { kind }),
        ...(customer === null || customer === "" ? {} : { customer }),
        ...(action === null || action === "" ? {} : { action }),
        ...(actor === null ? {} : { actor }),
      },
    });
  const rows = async (): Promise<(string | number | null)[][]> => {
    const entries = await allPages((before: number | null) => askAudit(filter, before), {
      rows: (page) => page.entries,
      next: (page) => page.next,
    });
    return entries.map((one) => [
      one.seq,
      one.at,
      kindName(one.kind, t),
      one.kind,
      one.actorName,
      one.actingForName,
      one.actionId,
      one.title,
      one.partnerName,
      one.text,
      JSON.stringify(one.facts),
      one.hash,
    ]);
  };
  const heading = [
    t("seq"),
    t("when"),
    t("kind"),
    t("code"),
    t("who"),
    t("inPlaceOf"),
    t("action"),
    t("action"),
    t("customer"),
    t("text"),
    t("facts"),
    t("hash"),
  ];
  return (
    <Screen wide title={t("title")} lead={t("lead")} tools={<CsvButton name="audit" heading={heading} rows={rows} />}>
      <div className="mb-5">
        <ChainState />
      </div>
      <AuditFilterBar key={JSON.stringify(filter)} filter={filter} kinds={state?.kinds ?? []} onFilter={onFilter} />
      <Loaded query={list} lines={12}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          return (
            <>
              {entries.length === 0 ? (
                <Empty icon="note" title={t("none")}>
                  {t("noneLead")}
                </Empty>
              ) : (
                <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card">
                  {entries.map((entry) => (
                    <AuditRow key={entry.seq} entry={entry} onActor={(actor) => onFilter({ ...filter, actor })} />
                  ))}
                </ul>
              )}
              {list.hasNextPage && (
                <div className="mt-4 flex justify-center">
                  <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                    {t("further")}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
    </Screen>
  );
}
