import { useQuery } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { asApiError } from "../api/client.ts";
import { sessionQuery } from "../api/queries.ts";
import { AppShell } from "../components/AppShell.tsx";
import { SignedOut } from "../components/SignedOut.tsx";
import { Failure, Skeleton } from "../ui/States.tsx";

/** Everything behind the sign-in. */
export function SignedIn() {
  const session = useQuery(sessionQuery);
  if (session.isPending) return <Skeleton lines={6} />;
  if (session.isError && asApiError(session.error).code === "unauthenticated") return <SignedOut />;
  if (session.data === undefined) return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  return (
    <AppShell session={session.data}>
      <Outlet />
    </AppShell>
  );
}
