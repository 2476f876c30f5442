import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { post, setUpQuery } from "../api/accounts.ts";
import { PasswordSignIn } from "../components/account/PasswordSignIn.tsx";
import { isLinkKept } from "../components/decide/keptLink.ts";
import { SignedOut } from "../components/SignedOut.tsx";
import { Button } from "../ui/Button.tsx";
import { InlineError } from "../ui/States.tsx";

/** The token stands behind the `#`: it never reaches a server's log, a proxy or a Referer header. */
function tokenOfLocation(): string | null {
  return window.location.pathname === "/sign-in" ? new URLSearchParams(window.location.hash.slice(1)).get("token") : null;
}

/** The one-time link leads here. Opening it does nothing; the press of the button signs in. Without one: password or passkey. */
export function SignIn() {
  const t = useTranslations("accounts");
  const [token] = useState(tokenOfLocation);
  const client = useQueryClient();
  const navigate = useNavigate();
  const setUp = useQuery({ ...setUpQuery, enabled: token === null });
  const enter = async (): Promise<void> => {
    await client.invalidateQueries();
    if (window.location.pathname !== "/sign-in") return;
    // who came from a mailed link goes on deciding
    await navigate(isLinkKept() ? { to: "/decide", replace: true } : { to: "/", search: { view: "pending" }, replace: true });
  };
  const byLink = useMutation({ mutationFn: () => post("/auth/sign-in/link", { token }), onSuccess: enter });
  if (token === null && setUp.data?.needed === true) {
    return (
      <SignedOut title={t("setUpTitle")}>
        <p className="text-ink-soft">{t("setUpLead")}</p>
        <Command />
      </SignedOut>
    );
  }
  return (
    <SignedOut title={t("signedOut")}>
      {token === null ? (
        <>
          <PasswordSignIn onSignedIn={enter} />
          <p className="text-xs text-ink-faint">{t("lostAccess")}</p>
          <Command />
        </>
      ) : (
        <LinkSignIn {...byLink} onPress={() => byLink.mutate()} />
      )}
    </SignedOut>
  );
}

function Command() {
  return <pre className="overflow-x-auto rounded-md bg-sunken px-3 py-2 text-xs text-ink">npx ai-coo sign-in</pre>;
}

interface LinkSignInProps {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  readonly onPress: () => void;
}

function LinkSignIn({ isPending, isError, error, onPress }: LinkSignInProps) {
  const t = useTranslations("accounts");
  const words = useTranslations("common");
  return (
    <>
      {isError && <InlineError error={error} />}
      <div className="flex gap-2">
        <Button look="primary" size="large" grow busy={isPending} onClick={onPress}>
          {t("signIn")}
        </Button>
      </div>
      <p className="text-xs">
        <Link to="/" search={{ view: "pending" }} className="text-accent-ink underline">
          {words("openInbox")}
        </Link>
      </p>
    </>
  );
}
