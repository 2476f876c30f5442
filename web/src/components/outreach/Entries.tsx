import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl/react";
import type { OutreachContact, OutreachPlan } from "#src/api/type.ts";
import { formatDay, formatMoment } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Pill } from "../../ui/Pill.tsx";
import { useSay } from "../../i18n/useSay.ts";

const STATE_TONES = { sent: "good", unknown: "warn", reserved: "accent" } as const;
const KIND_TONES = { approved: "accent", pending: "neutral", reminder: "neutral", follow_up: "neutral" } as const;

/** Somebody who was contacted. */
export function ContactRow({ contact }: { readonly contact: OutreachContact }) {
  const t = useTranslations("outreach");
  const screen = useTranslations("screen");
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon name={contact.channel === "sms" ? "phone" : "mail"} className="mt-0.5 size-4 text-ink-faint" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
          <span className="min-w-0 font-medium break-words">
            {contact.partnerName ?? screen("unknownCustomer", { id: String(contact.partnerId) })}
          </span>
          <Pill tone={STATE_TONES[contact.state]}>{t(`state.${contact.state}`)}</Pill>
        </div>
        <p className="text-xs text-ink-faint">
          {formatMoment(contact.at)}
          {contact.actionType !== null && `, ${screen(`types.${contact.actionType}`)}`}
          {contact.level !== null && `, ${t("level", { level: contact.level })}`}
        </p>
        <p className="text-xs break-all text-ink-soft">{contact.addresses.join(", ")}</p>
        {contact.title !== null && <ToAction id={contact.actionId} view="done" />}
      </div>
    </li>
  );
}

/** Somebody who will be contacted, or may be. */
export function PlanRow({ plan }: { readonly plan: OutreachPlan }) {
  const t = useTranslations("outreach");
  const screen = useTranslations("screen");
  const say = useSay();
  const name = plan.partnerName ?? (plan.partnerId === null ? t("someone") : screen("unknownCustomer", { id: String(plan.partnerId) }));
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon
        name={plan.kind === "follow_up" ? "clock" : plan.channel === "sms" ? "phone" : "mail"}
        className="mt-0.5 size-4 text-ink-faint"
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
          <span className="min-w-0 font-medium break-words">{name}</span>
          <Pill tone={plan.held === null ? KIND_TONES[plan.kind] : "warn"}>{t(`kind.${plan.kind}`)}</Pill>
        </div>
        <p className="text-xs text-ink-faint">
          {plan.at !== null ? formatMoment(plan.at) : plan.day !== null ? formatDay(plan.day) : t("undated")}
          {plan.actionType !== null && `, ${screen(`types.${plan.actionType}`)}`}
          {plan.level !== null && `, ${t("level", { level: plan.level })}`}
        </p>
        {plan.held !== null && <p className="text-xs text-warn">{t("held", { reason: say(plan.held) })}</p>}
        {plan.actionId !== null && <ToAction id={plan.actionId} view={plan.kind === "pending" ? "pending" : "underway"} />}
      </div>
    </li>
  );
}

function ToAction({ id, view }: { readonly id: string; readonly view: "pending" | "underway" | "done" }) {
  const screen = useTranslations("screen");
  return (
    <Link to="/" search={{ view, action: id }} className="text-xs text-accent-ink underline">
      {screen("openAction")}
    </Link>
  );
}
