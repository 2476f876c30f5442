import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ButtonProps } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { TextArea } from "../ui/TextArea.tsx";

interface ReasonDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly lead: string;
  readonly verb: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onReason: (reason: string) => void;
  /** Whether it may be left empty. */
  readonly optional?: boolean;
  readonly label?: string;
  readonly placeholder?: string;
  readonly look?: ButtonProps["look"];
}

/** A confirmation that asks why; what is written is kept with the decision. */
export function ReasonDialog({ onReason, lead, optional = false, label, placeholder, look = "danger", ...rest }: ReasonDialogProps) {
  const t = useTranslations("common");
  const [reason, setReason] = useState("");
  const trimmed = reason.trim();
  return (
    <ConfirmDialog {...rest} look={look} disabled={trimmed === "" && !optional} onConfirm={() => onReason(trimmed)}>
      <p>{lead}</p>
      <TextArea
        label={label ?? t("why")}
        value={reason}
        onChange={setReason}
        maxLength={1000}
        placeholder={placeholder ?? t("whyExample")}
      />
    </ConfirmDialog>
  );
}
