import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy } from "react";
import { asApiError } from "../api/client.ts";
import { sessionQuery } from "../api/queries.ts";
import { AppShell } from "../components/AppShell.tsx";
import { speakOnScreens } from "../i18n/spoken.ts";
import { Failure, Skeleton } from "../ui/States.tsx";

/** Most who open the page are signed in, and load none of what it takes. */
const SignIn = lazy(async () => {
  const [{ SignIn: page }] = await Promise.all([import("./signIn.tsx"), speakOnScreens()]);
  return { default: page };
});

/** Everything behind the sign-in. */
export function SignedIn() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return <Skeleton lines={6} />;
  if (session.isError && asApiError(session.error).code === "unauthenticated") return <SignIn />;
  if (session.data === undefined) return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  return (
    <AppShell session={session.data}>
      <Outlet />
    </AppShell>
  );
}
