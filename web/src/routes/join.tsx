import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { post } from "../api/accounts.ts";
import { Field } from "../components/account/Field.tsx";
import { SignedOut } from "../components/SignedOut.tsx";
import { Button } from "../ui/Button.tsx";
import { Failure, InlineError, Skeleton } from "../ui/States.tsx";

interface Invitation {
  readonly organisation: string;
  readonly email: string;
  readonly role: "viewer" | "approver" | "admin" | "owner";
  readonly invitedBy: string;
  readonly signedInAs: string | null;
}

/** Where the link of an invitation leads. Opening it takes nothing. */
export function Join() {
  const t = useTranslations("accounts");
  const person = useTranslations("person");
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "");
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const look = useQuery({ queryKey: ["invitation"], queryFn: () => post<Invitation>("/invitations/look", { token }), retry: false });
  const join = useMutation({
    mutationFn: async ({ email, signedInAs }: Invitation) => {
      if (signedInAs === email) return post("/invitations/accept", { token });
      await post("/invitations/accept", { token, account: { name, password } });
      return post("/auth/sign-in/email", { email, password });
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      await navigate({ to: "/", search: { view: "pending" }, replace: true });
    },
  });
  if (look.isPending) return <Skeleton lines={4} />;
  if (look.data === undefined) return <Failure error={look.error} />;
  const { organisation, email, role, invitedBy, signedInAs } = look.data;
  const isOther = signedInAs !== null && signedInAs !== email;
  return (
    <SignedOut title={t("joinTitle", { organisation })}>
      <p className="text-ink-soft">{t("joinLead", { name: invitedBy, email, role: person(`roles.${role}`) })}</p>
      {isOther && <p className="rounded-md bg-warn-wash px-3 py-2 text-xs text-warn">{t("joinOther", { email: signedInAs })}</p>}
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          join.mutate(look.data);
        }}
      >
        {signedInAs === null && (
          <>
            <Field label={t("name")} value={name} onText={setName} autoComplete="name" required />
            <Field
              label={t("newPassword")}
              hint={t("passwordHint")}
              type="password"
              minLength={12}
              value={password}
              onText={setPassword}
              autoComplete="new-password"
              required
            />
          </>
        )}
        {join.isError && <InlineError error={join.error} />}
        <div className="flex">
          <Button type="submit" look="primary" size="large" grow busy={join.isPending} disabled={isOther}>
            {signedInAs === email ? t("joinAs", { email }) : t("joinNew")}
          </Button>
        </div>
      </form>
      {signedInAs === null && <p className="text-xs text-ink-faint">{t("joinHave")}</p>}
    </SignedOut>
  );
}
