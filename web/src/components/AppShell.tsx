import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import type { SessionView } from "#src/api/type.ts";
import { request } from "../api/client.ts";
import { useLiveUpdates } from "../api/live.ts";
import { alertsQuery, countsQuery, notChasedQuery } from "../api/queries.ts";
import { countOf } from "../api/views.ts";
import { Button } from "../ui/Button.tsx";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { Logo } from "../ui/Logo.tsx";
import { AccountBanner } from "./account/AccountBanner.tsx";
import { StopBanner, StopControl } from "./EmergencyStop.tsx";

/** Navigation at the left, at the bottom on a phone; the page beside it. */
export function AppShell({ session, children }: { readonly session: SessionView; readonly children: ReactNode }) {
  useLiveUpdates();
  const { data: counts } = useQuery(countsQuery);
  const { data: alerts } = useQuery(alertsQuery);
  const { data: notChased } = useQuery(notChasedQuery);
  const waiting = counts === undefined ? 0 : countOf("pending", counts.counts) + countOf("attention", counts.counts);
  useEffect(() => {
    document.title = waiting === 0 ? "AI COO" : `(${waiting}) AI COO`;
  }, [waiting]);
  const fresh = alerts?.alerts.filter((alert) => alert.status === "new").length ?? 0;
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-surface focus:px-3 focus:py-2"
      >
        Skip to the content
      </a>
      <nav
        aria-label="Main"
        className="order-last flex shrink-0 border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] md:order-first md:w-52 md:flex-col md:border-t-0 md:border-r md:px-3 md:py-4"
      >
        <div className="mb-5 hidden items-center gap-2.5 px-2 md:flex">
          <Logo />
          <span className="min-w-0">
            <span className="block leading-4 font-semibold">AI COO</span>
            <span className="block truncate text-2xs text-ink-faint">{session.organisation.name}</span>
          </span>
        </div>
        <Item to="/" icon="inbox" label="Inbox" count={waiting} />
        <Item to="/alerts" icon="bell" label="Alerts" count={fresh} />
        <Item to="/not-chased" icon="pause" label="Not chased" count={notChased?.customers.length ?? 0} quiet />
        <div className="contents md:mt-auto md:flex md:flex-col">{session.mayStop && <StopControl />}</div>
        <div className="hidden items-center gap-2 border-t border-line pt-3 md:flex">
          <Link to="/account" className="min-w-0 flex-1 rounded-md px-2 hover:bg-hover">
            <span className="block truncate text-xs font-medium">{session.name}</span>
            <span className="block truncate text-2xs text-ink-faint capitalize">{session.role}</span>
          </Link>
          <SignOut />
        </div>
      </nav>
      <div id="content" className="flex min-h-0 min-w-0 flex-1 flex-col">
        <StopBanner mayStop={session.mayStop} />
        <AccountBanner session={session} />
        {children}
      </div>
    </div>
  );
}

interface ItemProps {
  readonly to: LinkProps["to"];
  readonly icon: IconName;
  readonly label: string;
  readonly count: number;
  /** A count that asks for nothing. */
  readonly quiet?: boolean;
}

function Item({ to, icon, label, count, quiet = false }: ItemProps) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: true, includeSearch: false }}
      className="flex flex-1 flex-col items-center gap-0.5 py-2 text-2xs font-medium text-ink-faint -outline-offset-2 hover:text-ink aria-[current=page]:text-ink md:mb-0.5 md:flex-none md:flex-row md:gap-2.5 md:rounded-md md:px-2 md:py-1.5 md:text-sm md:hover:bg-hover md:aria-[current=page]:bg-hover"
    >
      <Icon name={icon} className="size-5 md:size-4" />
      <span className="md:flex-1">{label}</span>
      {count > 0 && (
        <span
          className={`hidden rounded-full px-1.5 text-2xs tabular-nums md:inline ${quiet ? "text-ink-faint" : "bg-accent text-on-accent"}`}
        >
          {count}
        </span>
      )}
    </Link>
  );
}

function SignOut() {
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => request("/auth/sign-out", { method: "POST" }),
    // nothing of this person may stay on the screen
    onSuccess: () => client.clear(),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <Button look="quiet" size="small" busy={signOut.isPending} onClick={() => signOut.mutate()} aria-label="Sign out" title="Sign out">
      <Icon name="exit" />
    </Button>
  );
}
