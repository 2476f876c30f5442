import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import type { Operation } from "#src/protocol/index.ts";
import { Section } from "../../ui/Section.tsx";
import { formatDay, formatMoment } from "../../ui/format.ts";

/** What is written into Odoo, complete, for the operations that write there. */
export function OperationPreview({ operation }: { readonly operation: Operation }) {
  const t = useTranslations("action.written");
  switch (operation.type) {
    case "send_email":
    case "send_sms":
      return null;
    case "create_odoo_task": {
      const { name, description, date_deadline, priority, project_id, user_ids } = operation.inputs;
      return (
        <Written title={t("task")} heading={name} text={description}>
          <Fact name={t("due")}>{date_deadline === undefined ? null : formatDay(date_deadline)}</Fact>
          <Fact name={t("priority")}>{priority === "0" ? null : t("important")}</Fact>
          <Fact name={t("project")}>{project_id === undefined ? null : `#${project_id}`}</Fact>
          <Fact name={t("for")}>{user_ids.length === 0 ? null : user_ids.map((id) => t("user", { id: String(id) })).join(", ")}</Fact>
        </Written>
      );
    }
    case "log_odoo_activity": {
      const { summary, note, date_deadline, user_id, res_model, res_id } = operation.inputs;
      return (
        <Written title={t("activity")} heading={summary} text={note}>
          <Fact name={t("due")}>{formatDay(date_deadline)}</Fact>
          <Fact name={t("for")}>{user_id === undefined ? t("whoever") : t("user", { id: String(user_id) })}</Fact>
          <Fact name={t("on")}>{`${res_model} #${res_id}`}</Fact>
        </Written>
      );
    }
    case "create_internal_note":
      return (
        <Written title={t("note")} text={operation.inputs.body}>
          <Fact name={t("on")}>{`${operation.inputs.model} #${operation.inputs.record_id}`}</Fact>
        </Written>
      );
    case "update_odoo_stage":
      return (
        <Written title={t("stageNote")} text={operation.inputs.reason}>
          <Fact name={t("on")}>{`${operation.inputs.model} #${operation.inputs.record_id}`}</Fact>
        </Written>
      );
    case "schedule_follow_up":
      return (
        <Written title={t("followUp")}>
          <Fact name={t("when")}>{formatMoment(operation.inputs.scheduled_for)}</Fact>
          <Fact name={t("about")}>{`${operation.inputs.context_type} #${operation.inputs.context_id}`}</Fact>
        </Written>
      );
  }
}

interface WrittenProps {
  readonly title: string;
  readonly heading?: string;
  readonly text?: string | undefined;
  readonly children: ReactNode;
}

function Written({ title, heading, text, children }: WrittenProps) {
  return (
    <Section title={title}>
      <div className="overflow-hidden rounded-lg border border-line">
        <dl className="flex flex-wrap gap-x-6 gap-y-1 bg-sunken px-3 py-2.5">{children}</dl>
        {(heading !== undefined || text !== undefined) && (
          <div className="border-t border-line px-4 py-3 text-base break-words whitespace-pre-wrap">
            {heading !== undefined && <p className="font-medium">{heading}</p>}
            {text !== undefined && <p className={heading === undefined ? "" : "mt-1.5 text-ink-soft"}>{text}</p>}
          </div>
        )}
      </div>
    </Section>
  );
}

function Fact({ name, children }: { name: string; children: string | null }) {
  if (children === null) return null;
  return (
    <div className="flex gap-2">
      <dt className="text-ink-faint">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
