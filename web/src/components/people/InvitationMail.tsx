import { useTranslations } from "use-intl/react";
import type { PeopleView } from "#src/api/type.ts";
import { Said } from "../../ui/Said.tsx";

/** Whether the mail of an invitation went out; where it did not, why, and that the link is to be handed on. */
export function InvitationMail({ mail }: Pick<PeopleView["invitations"][number], "mail">) {
  const t = useTranslations("accounts");
  if (mail === null) return null;
  const isNotSent = mail.state === "failed" || mail.state === "dropped";
  return (
    <span className={`block text-xs ${isNotSent ? "text-bad" : "text-ink-faint"}`}>
      {t(`invitationMail.${mail.state}`)}
      {mail.reason !== null && (
        <span className="text-ink-faint">
          {" "}
          <Said of={mail.reason} />
        </span>
      )}
    </span>
  );
}

/** How often the page asks again while a mail is on its way, in milliseconds; otherwise it does not. */
export const whileMailed = (people: PeopleView | undefined): number | false =>
  people?.invitations.some(({ mail }) => mail?.state === "waiting" || mail?.state === "sending") === true ? 5_000 : false;
