import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import { speakOnScreens } from "../i18n/spoken.ts";
import { filtersOf, isView, type Filters, type View } from "../api/views.ts";
import { Empty, Failure } from "../ui/States.tsx";
import { Inbox } from "./inbox.tsx";
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

/** A screen beside the inbox: a file of its own, and the words that the inbox does without, loaded when it is opened. */
function screen<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => (await Promise.all([load(), speakOnScreens()]))[0];
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(
    screen(() => import("./signIn.tsx")),
    "SignIn",
  ),
});
const app = createRoute({ getParentRoute: () => root, id: "app", component: SignedIn });

interface InboxSearch extends Filters {
  readonly view?: View;
  readonly action?: string;
}

const inbox = createRoute({
  getParentRoute: () => app,
  path: "/",
  validateSearch: ({ view, action, ...found }): InboxSearch => ({
    ...filtersOf(found),
    ...(isView(view) ? { view } : {}),
    ...(typeof action === "string" ? { action } : {}),
  }),
  component: Inbox,
});
const notifications = createRoute({
  getParentRoute: () => app,
  path: "/notifications",
  component: lazyRouteComponent(
    screen(() => import("./notifications.tsx")),
    "Notifications",
  ),
});
// outside of the sign-in: the page itself says what deciding takes
const decide = createRoute({
  getParentRoute: () => root,
  path: "/decide",
  component: lazyRouteComponent(
    screen(() => import("./decide.tsx")),
    "Decide",
  ),
});
const join = createRoute({
  getParentRoute: () => root,
  path: "/join",
  component: lazyRouteComponent(
    screen(() => import("./join.tsx")),
    "Join",
  ),
});
const people = createRoute({
  getParentRoute: () => app,
  path: "/people",
  component: lazyRouteComponent(
    screen(() => import("./people.tsx")),
    "People",
  ),
});
const account = createRoute({
  getParentRoute: () => app,
  path: "/account",
  component: lazyRouteComponent(
    screen(() => import("./account.tsx")),
    "Account",
  ),
});
const keys = createRoute({
  getParentRoute: () => app,
  path: "/keys",
  component: lazyRouteComponent(
    screen(() => import("./keys.tsx")),
    "Keys",
  ),
});

const alerts = createRoute({
  getParentRoute: () => app,
  path: "/alerts",
  component: lazyRouteComponent(
    screen(() => import("./alerts.tsx")),
    "Alerts",
  ),
});
const overview = createRoute({
  getParentRoute: () => app,
  path: "/overview",
  component: lazyRouteComponent(
    screen(() => import("./overview.tsx")),
    "OverviewPage",
  ),
});
const outreach = createRoute({
  getParentRoute: () => app,
  path: "/outreach",
  component: lazyRouteComponent(
    screen(() => import("./outreach.tsx")),
    "OutreachPage",
  ),
});

interface CustomersSearch {
  /** The one that is opened, by its id in Odoo. */
  readonly customer?: number;
}

const customers = createRoute({
  getParentRoute: () => app,
  path: "/customers",
  validateSearch: ({ customer }): CustomersSearch => (typeof customer === "number" ? { customer } : {}),
  component: lazyRouteComponent(
    screen(() => import("./customers.tsx")),
    "CustomersPage",
  ),
});
const notChased = createRoute({
  getParentRoute: () => app,
  path: "/not-chased",
  component: lazyRouteComponent(
    screen(() => import("./notChased.tsx")),
    "NotChasedPage",
  ),
});
const followUps = createRoute({
  getParentRoute: () => app,
  path: "/follow-ups",
  component: lazyRouteComponent(
    screen(() => import("./followUps.tsx")),
    "FollowUpsPage",
  ),
});
const guardrails = createRoute({
  getParentRoute: () => app,
  path: "/guardrails",
  component: lazyRouteComponent(
    screen(() => import("./guardrails.tsx")),
    "GuardrailsPage",
  ),
});

interface AuditSearch {
  readonly kind?: string;
  readonly customer?: string;
  readonly action?: string;
  readonly actor?: string;
}

/** What stands in an address may be read as a number where it is one. */
const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;

const audit = createRoute({
  getParentRoute: () => app,
  path: "/audit",
  validateSearch: (search): AuditSearch => {
    const [kind, customer, action, actor] = ["kind", "customer", "action", "actor"].map((name) => textOf(search[name]));
    return {
      ...(kind === undefined ? {} : { kind }),
      ...(customer === undefined ? {} : { customer }),
      ...(action === undefined ? {} : { action }),
      ...(actor === undefined ? {} : { actor }),
    };
  },
  component: lazyRouteComponent(
    screen(() => import("./audit.tsx")),
    "AuditPage",
  ),
});
const connections = createRoute({
  getParentRoute: () => app,
  path: "/connections",
  component: lazyRouteComponent(
    screen(() => import("./connections.tsx")),
    "ConnectionsPage",
  ),
});
const model = createRoute({
  getParentRoute: () => app,
  path: "/model",
  component: lazyRouteComponent(
    screen(() => import("./model.tsx")),
    "ModelPage",
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    join,
    decide,
    app.addChildren([
      inbox,
      overview,
      alerts,
      outreach,
      customers,
      notChased,
      followUps,
      guardrails,
      audit,
      connections,
      model,
      notifications,
      people,
      account,
      keys,
    ]),
  ]),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
