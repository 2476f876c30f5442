import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import type { ActionProtocol, ActionStatus, ExternalEffect, SendEmailInputs, SendSmsInputs } from "#src/protocol/index.ts";
import { smsSize } from "#src/protocol/sms.ts";
import { isTerminal } from "#src/protocol/transitions.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { formatLanguage } from "../../ui/format.ts";
import { Section } from "../../ui/Section.tsx";

interface ExternalEffectsPreviewProps {
  readonly action: ActionProtocol;
  readonly status: ActionStatus;
  /** Where the message's HTML is shown in a document that can run and load nothing. */
  readonly htmlUrl: string;
}

/** Everyone who gets contacted and every byte of what they get; never a summary. */
export function ExternalEffectsPreview({ action, status, htmlUrl }: ExternalEffectsPreviewProps) {
  const t = useTranslations("action");
  const { operation, external_effects: effects } = action;
  if (operation.type === "send_email") {
    return (
      <Section title={t(`title.${sentTitle(status)}`)} aside={t("recipients", { count: effects.length })}>
        <Email inputs={operation.inputs} effects={effects} htmlUrl={htmlUrl} />
      </Section>
    );
  }
  if (operation.type === "send_sms") {
    return (
      <Section title={t(`title.${sentTitle(status)}`)} aside={t("smsParts", { count: smsSize(operation.inputs.body).segments })}>
        <Sms inputs={operation.inputs} effects={effects} />
      </Section>
    );
  }
  return (
    <Section title={t("title.contacted")}>
      {effects.length === 0 ? (
        <p className="flex items-center gap-2 text-ink-soft">
          <Icon name="shield" className="size-4 text-good" /> {t("nobodyContacted")}
        </p>
      ) : (
        <Recipients effects={effects} />
      )}
    </Section>
  );
}

function sentTitle(status: ActionStatus): "sent" | "mayBeSent" | "wouldBeSent" | "isSent" {
  if (status === "completed") return "sent";
  if (status === "needs_attention") return "mayBeSent";
  return isTerminal(status) ? "wouldBeSent" : "isSent";
}

function Email({ inputs, effects, htmlUrl }: { inputs: SendEmailInputs; effects: readonly ExternalEffect[]; htmlUrl: string }) {
  const t = useTranslations("action");
  const addressed = (role: ExternalEffect["recipient_role"]): readonly ExternalEffect[] =>
    effects.filter((effect) => effect.recipient_role === role);
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-1 bg-sunken px-3 py-2.5">
        <Row name={t("to")}>
          <Addresses effects={addressed("to")} />
        </Row>
        {addressed("cc").length > 0 && (
          <Row name={t("cc")}>
            <Addresses effects={addressed("cc")} />
          </Row>
        )}
        {inputs.reply_to !== undefined && <Row name={t("replyTo")}>{inputs.reply_to}</Row>}
        <Row name={t("subject")}>
          <span className="font-medium">{inputs.subject}</span>
        </Row>
        <Row name={t("language")}>{formatLanguage(inputs.language)}</Row>
        {inputs.attach_invoice_ids.length > 0 && (
          <Row name={t("attached")}>
            <span className="inline-flex items-center gap-1">
              <Icon name="paperclip" className="size-3.5" /> {t("invoicesAttached", { count: inputs.attach_invoice_ids.length })}
            </span>
          </Row>
        )}
      </dl>
      <Body text={inputs.body_text} language={inputs.language} htmlUrl={inputs.body_html === undefined ? null : htmlUrl} />
    </div>
  );
}

function Body({ text, language, htmlUrl }: { text: string; language: string; htmlUrl: string | null }) {
  const t = useTranslations("action");
  const plain = <PlainBody text={text} language={language} />;
  if (htmlUrl === null) return <div className="border-t border-line">{plain}</div>;
  return (
    <Tabs
      label={t("howShown")}
      tabs={[
        { name: t("plainText"), panel: plain },
        {
          name: t("asItArrives"),
          // an empty sandbox: no script, no form, no navigation; the answer's own policy loads nothing from elsewhere
          panel: (
            <iframe
              title={t("frameTitle")}
              sandbox=""
              src={htmlUrl}
              className="block w-full bg-paper"
              style={{ height: heightFor(text) }}
            />
          ),
        },
      ]}
    />
  );
}

function PlainBody({ text, language }: { text: string; language: string }) {
  return (
    <div
      lang={language}
      className="max-h-[60rem] overflow-y-auto px-4 py-3.5 break-words whitespace-pre-wrap text-base"
      data-testid="message-body"
    >
      {text}
    </div>
  );
}

function Sms({ inputs, effects }: { inputs: SendSmsInputs; effects: readonly ExternalEffect[] }) {
  return (
    <div className="space-y-3">
      <Recipients effects={effects} />
      <p className="max-w-md rounded-2xl rounded-bl-sm bg-sunken px-4 py-3 text-base whitespace-pre-wrap" data-testid="message-body">
        {inputs.body}
      </p>
    </div>
  );
}

function Recipients({ effects }: { effects: readonly ExternalEffect[] }) {
  const t = useTranslations("action");
  return (
    <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-y-1">
      {effects.map((effect) => (
        <Row key={`${effect.recipient_role} ${effect.recipient}`} name={effect.recipient_role === "to" ? t("to") : t("cc")}>
          {effect.recipient}
        </Row>
      ))}
    </dl>
  );
}

function Addresses({ effects }: { effects: readonly ExternalEffect[] }) {
  const t = useTranslations("action");
  return (
    <ul>
      {effects.map((effect) => (
        <li key={effect.recipient} className="break-all">
          {effect.recipient}{" "}
          <span className="text-2xs whitespace-nowrap text-ink-faint">{t("contact", { id: String(effect.recipient_partner_id) })}</span>
        </li>
      ))}
    </ul>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** A frame that nothing may look into cannot be measured; its text says about how high it is. */
function heightFor(text: string): string {
  const lines = text.split("\n").reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), 0);
  return `${Math.min(60, Math.max(18, 8 + lines * 1.5))}rem`;
}
