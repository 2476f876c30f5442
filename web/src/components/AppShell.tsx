import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import type { SessionView } from "#src/api/type.ts";
import { request } from "../api/client.ts";
import { useLiveUpdates } from "../api/live.ts";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { Logo } from "../ui/Logo.tsx";
import { AccountBanner } from "./account/AccountBanner.tsx";
import { StopBanner, StopControl } from "./EmergencyStop.tsx";
import { NAVIGATION, ON_A_PHONE } from "./navigation/entries.ts";
import { More } from "./navigation/More.tsx";
import { NavLink, ThumbLink } from "./navigation/NavLink.tsx";
import { useNavCounts } from "./navigation/useNavCounts.ts";

/** Navigation at the left, at the bottom on a phone; the page beside it. */
export function AppShell({ session, children }: { readonly session: SessionView; readonly children: ReactNode }) {
  useLiveUpdates();
  const t = useTranslations("nav");
  const counts = useNavCounts();
  useEffect(() => {
    document.title = counts.inbox === 0 ? "AI COO" : `(${counts.inbox}) AI COO`;
  }, [counts.inbox]);
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded focus:bg-surface focus:px-3 focus:py-2"
      >
        {t("skip")}
      </a>
      <nav
        aria-label={t("main")}
        className="order-last flex shrink-0 border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] md:order-first md:w-52 md:flex-col md:border-t-0 md:border-r md:px-3 md:py-4"
      >
        <div className="mb-4 hidden items-center gap-2.5 px-2 md:flex">
          <Logo />
          <span className="min-w-0">
            <span className="block leading-4 font-semibold">AI COO</span>
            <span className="block truncate text-2xs text-ink-faint">{session.organisation.name}</span>
          </span>
        </div>
        <div className="-mx-1 hidden min-h-0 flex-1 overflow-y-auto px-1 pb-3 md:block">
          {NAVIGATION.map(({ label, entries }) => (
            <div key={label ?? "first"} className="mb-3">
              {label !== null && <p className="px-2 pb-1 text-2xs font-medium text-ink-faint">{t(label)}</p>}
              {entries.map((entry) => (
                <NavLink key={entry.label} entry={entry} counts={counts} />
              ))}
            </div>
          ))}
        </div>
        <div className="flex min-w-0 flex-[3] md:hidden">
          {ON_A_PHONE.map((entry) => (
            <ThumbLink key={entry.label} entry={entry} counts={counts} />
          ))}
        </div>
        <div className="contents md:flex md:flex-col">{session.mayStop && <StopControl />}</div>
        <div className="flex min-w-0 flex-1 md:hidden">
          <More counts={counts}>
            <Person session={session} />
          </More>
        </div>
        <div className="hidden border-t border-line pt-3 md:block">
          <Person session={session} />
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

/** Who is signed in, in which language they read, and the way out. */
function Person({ session }: { readonly session: SessionView }) {
  const t = useTranslations("person");
  return (
    <>
      <div className="flex items-center gap-2">
        <Link to="/account" className="min-w-0 flex-1 rounded-md px-2 hover:bg-hover">
          <span className="block truncate text-xs font-medium">{session.name}</span>
          <span className="block truncate text-2xs text-ink-faint">{session.role !== "key" && t(`roles.${session.role}`)}</span>
        </Link>
        <SignOut />
      </div>
      <div className="mt-2 px-2">
        <LanguageChoice />
      </div>
    </>
  );
}

function SignOut() {
  const t = useTranslations("nav");
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => request("/auth/sign-out", { method: "POST" }),
    // nothing of this person may stay on the screen: what is shown is asked anew, and answered with the sign-in
    onSettled: () => client.resetQueries(),
  });
  return (
    <Button
      look="quiet"
      size="small"
      busy={signOut.isPending}
      onClick={() => signOut.mutate()}
      aria-label={t("signOut")}
      title={t("signOut")}
    >
      <Icon name="exit" />
    </Button>
  );
}
