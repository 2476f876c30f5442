import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { allPages, askFollowUps, followUpsQuery } from "../api/screens.ts";
import { FollowUpRow } from "../components/followUps/FollowUpRow.tsx";
import { CsvButton } from "../components/screen/CsvButton.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { RightsNote } from "../components/screen/rights.tsx";
import { Screen } from "../components/screen/Screen.tsx";
import { Tabs } from "../components/screen/Tabs.tsx";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/States.tsx";
import { useSay } from "../i18n/useSay.ts";

/** What actions scheduled for later. */
export function FollowUpsPage() {
  const t = useTranslations("followUps");
  const screen = useTranslations("screen");
  const [view, setView] = useState<"scheduled" | "all">("scheduled");
  const status = view === "scheduled" ? view : null;
  const say = useSay();
  const list = useInfiniteQuery(followUpsQuery(status));
  const save = async (): Promise<(string | null)[][]> => {
    const all = await allPages((cursor: string | null) => askFollowUps(status, cursor), {
      rows: (page) => page.followUps,
      next: (page) => page.nextCursor,
    });
    return all.map((one) => [
      screen(`types.${one.actionType}`),
      t(`context.${one.contextType}`, { id: String(one.contextId) }),
      one.scheduledFor,
      t(`status.${one.status}`),
      one.reason === null ? null : say(one.reason),
    ]);
  };
  return (
    <Screen
      title={t("title")}
      lead={t("lead")}
      tools={<CsvButton name="follow-ups" heading={[t("what"), t("about"), t("when"), t("statusHead"), t("reason")]} rows={save} />}
    >
      <RightsNote right="decide" />
      <Tabs
        label={t("views")}
        current={view}
        onChoose={setView}
        tabs={[
          { name: "scheduled", label: t("scheduled") },
          { name: "all", label: t("all") },
        ]}
      />
      <Loaded query={list}>
        {({ pages }) => {
          const followUps = pages.flatMap((page) => page.followUps);
          if (followUps.length === 0)
            return (
              <Empty icon="clock" title={t("none")}>
                {t("noneLead")}
              </Empty>
            );
          return (
            <>
              <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card">
                {followUps.map((followUp) => (
                  <FollowUpRow key={followUp.followUpId} followUp={followUp} />
                ))}
              </ul>
              {list.hasNextPage && (
                <div className="mt-4 flex justify-center">
                  <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                    {screen("loadMore")}
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
