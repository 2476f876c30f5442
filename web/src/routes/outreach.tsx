import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import type { OutreachContact, OutreachPlan } from "#src/api/type.ts";
import { allPages, askOutreach, outreachQuery, plansQuery } from "../api/screens.ts";
import { firstOf, lastOf, monthName, monthOf, shifted, todayIn } from "../components/outreach/days.ts";
import { ContactRow, PlanRow } from "../components/outreach/Entries.tsx";
import { MonthGrid } from "../components/outreach/MonthGrid.tsx";
import { CsvButton } from "../components/screen/CsvButton.tsx";
import { Choice } from "../components/screen/Field.tsx";
import { Loaded } from "../components/screen/Loaded.tsx";
import { Panel, Screen } from "../components/screen/Screen.tsx";
import { formatLocale } from "../i18n/locale.ts";
import { Button } from "../ui/Button.tsx";
import { formatDay } from "../ui/format.ts";
import { Folded } from "../ui/Folded.tsx";
import { Icon } from "../ui/Icon.tsx";

type Channel = "email" | "sms" | null;

/** Who was contacted and who will be, by day. */
export function OutreachPage() {
  const t = useTranslations("outreach");
  const screen = useTranslations("screen");
  const plans = useQuery(plansQuery);
  const timezone = plans.data?.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const today = todayIn(timezone);
  const [month, setMonth] = useState(() => monthOf(today));
  const [day, setDay] = useState<string | null>(null);
  const [channel, setChannel] = useState<Channel>(null);
  const span = { from: firstOf(month), to: lastOf(month), channel };
  const contacts = useInfiniteQuery(outreachQuery(span));
  const fits = (plan: OutreachPlan): boolean => channel === null || plan.channel === null || plan.channel === channel;
  const all = (plans.data?.plans ?? []).filter(fits);
  const ofMonth = all.filter((plan) => plan.day !== null && plan.day >= span.from && plan.day <= span.to);
  const go = (by: number): void => {
    setMonth(by === 0 ? monthOf(today) : shifted(month, by));
    setDay(null);
  };
  return (
    <Screen wide title={t("title")} lead={t("lead")} tools={<OutreachCsv span={span} plans={ofMonth} />}>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Panel>
          <div className="mb-3 flex flex-wrap items-end justify-between gap-3">
            <div className="flex items-center gap-1">
              <Button size="small" look="quiet" aria-label={t("previous")} title={t("previous")} onClick={() => go(-1)}>
                <Icon name="back" />
              </Button>
              <Button size="small" onClick={() => go(0)}>
                {t("today")}
              </Button>
              <Button size="small" look="quiet" aria-label={t("next")} title={t("next")} onClick={() => go(1)}>
                <Icon name="back" className="size-4 rotate-180" />
              </Button>
              <h2 className="ml-1 text-sm font-semibold capitalize">{monthName(month, formatLocale())}</h2>
            </div>
            <div className="w-36">
              <Choice
                label={t("channel")}
                value={channel ?? ""}
                onChange={({ target }) => setChannel(target.value === "email" || target.value === "sms" ? target.value : null)}
              >
                <option value="">{t("allChannels")}</option>
                <option value="email">{t("email")}</option>
                <option value="sms">{t("sms")}</option>
              </Choice>
            </div>
          </div>
          <MonthGrid
            month={month}
            today={today}
            contacted={new Map(contacts.data?.pages[0]?.days.map((one) => [one.day, one.contacts]) ?? [])}
            planned={countsOf(ofMonth)}
            chosen={day}
            onChoose={(chosen) => setDay(chosen === day ? null : chosen)}
          />
          <p className="mt-2 text-2xs text-ink-faint">{t("zone", { zone: timezone.replaceAll("_", " ") })}</p>
        </Panel>
        <div className="space-y-4">
          {day !== null && (
            <div className="flex items-center justify-between">
              <h2 className="text-sm font-semibold">{t("onDay", { day: formatDay(day) })}</h2>
              <Button size="small" look="quiet" onClick={() => setDay(null)}>
                {t("wholeMonth")}
              </Button>
            </div>
          )}
          <Loaded query={plans} lines={4}>
            {({ more }) => {
              const shown = ofMonth.filter((plan) => day === null || plan.day === day);
              return (
                <List title={t("planned")} count={shown.length} none={t("nonePlanned")} note={more ? t("more") : undefined}>
                  {shown.map((plan) => (
                    <PlanRow key={`${plan.kind} ${plan.id}`} plan={plan} />
                  ))}
                </List>
              );
            }}
          </Loaded>
          <Loaded query={contacts} lines={4}>
            {({ pages }) => {
              const shown = pages.flatMap((page) => page.contacts).filter((contact) => day === null || dayIn(contact, timezone) === day);
              return (
                <List title={t("contacted")} count={shown.length} none={t("noneContacted")}>
                  {shown.map((contact) => (
                    <ContactRow key={contact.id} contact={contact} />
                  ))}
                </List>
              );
            }}
          </Loaded>
          {contacts.hasNextPage && (
            <Button busy={contacts.isFetchingNextPage} onClick={() => void contacts.fetchNextPage()}>
              {screen("loadMore")}
            </Button>
          )}
          <Undated plans={all.filter((plan) => plan.day === null)} />
        </div>
      </div>
    </Screen>
  );
}

function Undated({ plans }: { readonly plans: readonly OutreachPlan[] }) {
  const t = useTranslations("outreach");
  if (plans.length === 0) return null;
  return (
    <section className="rounded-xl border border-line bg-surface pb-2 shadow-card">
      <h2 className="border-b border-line px-4 py-2.5 text-sm font-semibold">
        {t("undated")} <span className="font-normal text-ink-faint tabular-nums">{plans.length}</span>
      </h2>
      <p className="border-b border-line px-4 py-2 text-xs text-ink-faint">{t("undatedLead")}</p>
      <Folded items={plans} first={5}>
        {(plan) => <PlanRow key={`${plan.kind} ${plan.id}`} plan={plan} />}
      </Folded>
    </section>
  );
}

interface ListProps {
  readonly title: string;
  readonly count: number;
  readonly none: string;
  readonly note?: string | undefined;
  readonly children: ReactNode;
}

function List({ title, count, none, note, children }: ListProps) {
  return (
    <section className="overflow-hidden rounded-xl border border-line bg-surface shadow-card">
      <h2 className="border-b border-line px-4 py-2.5 text-sm font-semibold">
        {title} {count > 0 && <span className="font-normal text-ink-faint tabular-nums">{count}</span>}
      </h2>
      {note !== undefined && <p className="border-b border-line px-4 py-2 text-xs text-ink-faint">{note}</p>}
      {count === 0 ? <p className="px-4 py-4 text-ink-faint">{none}</p> : <ul className="divide-y divide-line">{children}</ul>}
    </section>
  );
}

/** The file holds what was sent in the month, also beyond what is loaded, and what is planned in it. */
function OutreachCsv({
  span,
  plans,
}: {
  readonly span: { from: string; to: string; channel: Channel };
  readonly plans: readonly OutreachPlan[];
}) {
  const t = useTranslations("outreach");
  const screen = useTranslations("screen");
  const rows = async (): Promise<(string | number | null)[][]> => {
    const contacts = await allPages((cursor: string | null) => askOutreach(span, cursor), {
      rows: (page) => page.contacts,
      next: (page) => page.nextCursor,
    });
    return [
      ...plans.map((plan) => [
        plan.at ?? plan.day,
        plan.partnerName,
        plan.partnerId,
        "",
        plan.channel,
        plan.actionType === null ? "" : screen(`types.${plan.actionType}`),
        t(`kind.${plan.kind}`),
      ]),
      ...contacts.map((one) => [
        one.at,
        one.partnerName,
        one.partnerId,
        one.addresses.join(" "),
        one.channel,
        one.actionType === null ? "" : screen(`types.${one.actionType}`),
        t(`state.${one.state}`),
      ]),
    ];
  };
  const heading = [t("when"), t("customer"), t("customerId"), t("address"), t("channel"), t("what"), t("stateHead")];
  return <CsvButton name={`contacts-${span.from.slice(0, 7)}`} heading={heading} rows={rows} />;
}

function countsOf(plans: readonly OutreachPlan[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { day } of plans) if (day !== null) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}

const dayIn = ({ at }: OutreachContact, timezone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: timezone, dateStyle: "short" }).format(new Date(at)).slice(0, 10);
