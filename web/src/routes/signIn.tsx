import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { request } from "../api/client.ts";
import { SignedOut } from "../components/SignedOut.tsx";
import { Button } from "../ui/Button.tsx";
import { InlineError } from "../ui/States.tsx";

/** The token stands behind the `#`: it never reaches a server's log, a proxy or a Referer header. */
function tokenOfLocation(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get("token");
}

/** The one-time link leads here. Opening it does nothing; the press of the button signs in. */
export function SignIn() {
  const [token] = useState(tokenOfLocation);
  const client = useQueryClient();
  const navigate = useNavigate();
  const signIn = useMutation({
    mutationFn: () => request("/auth/sign-in/link", { method: "POST", body: { token } }),
    onSuccess: async () => {
      await client.invalidateQueries();
      await navigate({ to: "/", search: { view: "pending" }, replace: true });
    },
  });
  if (token === null) return <SignedOut />;
  return (
    <SignedOut>
      <p className="mt-2 mb-5 text-ink-soft">This one-time link signs you in on this browser.</p>
      {signIn.isError && (
        <div className="mb-4">
          <InlineError error={signIn.error} />
        </div>
      )}
      <div className="flex gap-2">
        <Button look="primary" size="large" grow busy={signIn.isPending} onClick={() => signIn.mutate()}>
          Sign in
        </Button>
      </div>
      <p className="mt-4 text-xs text-ink-faint">
        Signed in already?{" "}
        <Link to="/" search={{ view: "pending" }} className="text-accent-ink underline">
          Open the inbox
        </Link>
      </p>
    </SignedOut>
  );
}
