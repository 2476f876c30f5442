import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { AuditFilter } from "../../api/screens.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice, Field } from "../screen/Field.tsx";
import { kindName } from "./auditWords.ts";

interface AuditFilterBarProps {
  readonly filter: AuditFilter;
  readonly kinds: readonly string[];
  readonly onFilter: (filter: AuditFilter) => void;
}

const GROUPS = [
  "action",
  "attempt",
  "follow_up",
  "outreach",
  "analysis",
  "switch",
  "guardrails",
  "rule",
  "settings",
  "suppression",
  "inbound",
  "alert",
  "commitment",
  "personal",
  "approver",
  "member",
  "invitation",
  "delegation",
  "key",
  "account",
] as const;
type Group = (typeof GROUPS)[number] | "other";

const groupOf = (kind: string): Group => GROUPS.find((group) => kind.startsWith(`${group}.`)) ?? "other";

/** Narrows the audit by what happened, who did it, and whom or what it concerns. */
export function AuditFilterBar({ filter, kinds, onFilter }: AuditFilterBarProps) {
  const t = useTranslations("audit");
  const [draft, setDraft] = useState(filter);
  const groups = Map.groupBy(kinds, groupOf);
  const set = (change: Partial<AuditFilter>): void => setDraft((before) => ({ ...before, ...change }));
  return (
    <form
      className="mb-4 grid grid-cols-2 items-end gap-3 lg:grid-cols-[1.3fr_1fr_1fr_1.6fr_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        onFilter(draft);
      }}
    >
      <Choice
        label={t("kind")}
        value={draft.kind ?? ""}
        onChange={({ target }) => set({ kind: target.value === "" ? null : target.value })}
      >
        <option value="">{t("allKinds")}</option>
        {[...groups].map(([group, of]) => (
          <optgroup key={group} label={t(`groups.${group}`)}>
            {of.length > 1 && <option value={of.join(",")}>{t(`groups.${group}`)}</option>}
            {of.map((kind) => (
              <option key={kind} value={kind}>
                {kindName(kind, t)}
              </option>
            ))}
          </optgroup>
        ))}
      </Choice>
      <Choice
        label={t("who")}
        value={draft.actor ?? ""}
        onChange={({ target }) => set({ actor: target.value === "" ? null : target.value })}
      >
        <option value="">{t("anybody")}</option>
        <option value="system:ai-coo">{t("onlySystem")}</option>
        {draft.actor !== null && draft.actor !== "system:ai-coo" && <option value={draft.actor}>{draft.actor}</option>}
      </Choice>
      <Field
        label={t("customer")}
        inputMode="numeric"
        pattern="[0-9]{1,10}"
        value={draft.customer ?? ""}
        onChange={({ target }) => set({ customer: target.value.trim() })}
      />
      <Field
        label={t("action")}
        pattern="[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
        value={draft.action ?? ""}
        onChange={({ target }) => set({ action: target.value.trim() })}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary">
          {t("filter")}
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            const nothing = { kind: null, customer: null, action: null, actor: null };
            setDraft(nothing);
            onFilter(nothing);
          }}
        >
          {t("clear")}
        </Button>
      </div>
    </form>
  );
}
