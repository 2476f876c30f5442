import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import { isView, type View } from "../api/views.ts";
import { Empty, Failure } from "../ui/States.tsx";
import { Alerts } from "./alerts.tsx";
import { Inbox } from "./inbox.tsx";
import { NotChasedPage } from "./notChased.tsx";
import { SignedIn } from "./root.tsx";

const root = createRootRoute({
  errorComponent: ({ error }) => <Failure error={error} onRetry={() => window.location.reload()} />,
  notFoundComponent: NoSuchPage,
});

function NoSuchPage() {
  const t = useTranslations("common");
  return (
    <Empty icon="inbox" title={t("noSuchPage")}>
      <Link to="/" search={{ view: "pending" }} className="text-accent-ink underline">
        {t("openInbox")}
      </Link>
    </Empty>
  );
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./signIn.tsx"), "SignIn"),
});
const app = createRoute({ getParentRoute: () => root, id: "app", component: SignedIn });

interface InboxSearch {
  readonly view?: View;
  readonly action?: string;
}

const inbox = createRoute({
  getParentRoute: () => app,
  path: "/",
  validateSearch: ({ view, action }): InboxSearch => ({
    ...(isView(view) ? { view } : {}),
    ...(typeof action === "string" ? { action } : {}),
  }),
  component: Inbox,
});
const notifications = createRoute({
  getParentRoute: () => app,
  path: "/notifications",
  component: lazyRouteComponent(() => import("./notifications.tsx"), "Notifications"),
});
// outside of the sign-in: the page itself says what deciding takes
const decide = createRoute({
  getParentRoute: () => root,
  path: "/decide",
  component: lazyRouteComponent(() => import("./decide.tsx"), "Decide"),
});
const join = createRoute({
  getParentRoute: () => root,
  path: "/join",
  component: lazyRouteComponent(() => import("./join.tsx"), "Join"),
});
const people = createRoute({
  getParentRoute: () => app,
  path: "/people",
  component: lazyRouteComponent(() => import("./people.tsx"), "People"),
});
const account = createRoute({
  getParentRoute: () => app,
  path: "/account",
  component: lazyRouteComponent(() => import("./account.tsx"), "Account"),
});
const keys = createRoute({
  getParentRoute: () => app,
  path: "/keys",
  component: lazyRouteComponent(() => import("./keys.tsx"), "Keys"),
});
const alerts = createRoute({ getParentRoute: () => app, path: "/alerts", component: Alerts });
const notChased = createRoute({ getParentRoute: () => app, path: "/not-chased", component: NotChasedPage });

export const router = createRouter({
  routeTree: root.addChildren([signIn, join, decide, app.addChildren([inbox, alerts, notChased, notifications, people, account, keys])]),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
