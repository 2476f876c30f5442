import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { CommitmentChange, Sequence } from "#src/api/type.ts";
import { useChange } from "../../api/changesOf.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import { Choice, Field } from "../screen/Field.tsx";

interface RecordDialogProps {
  readonly partnerId: number;
  readonly name: string;
  /** The debt that it is about. */
  readonly debt: Pick<Sequence, "companyId" | "currency"> | null;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onRecorded: (change: CommitmentChange) => void;
}

type Kind = "promise" | "dispute" | "stop";

/** Records a promise, a dispute, or that the reminders are stopped. */
export function RecordDialog({ partnerId, name, debt, open, onClose, onRecorded }: RecordDialogProps) {
  const t = useTranslations("customers");
  const change = useChange<CommitmentChange>([["customers"], ["actions"], ["outreach"]]);
  const [kind, setKind] = useState<Kind>("promise");
  const [until, setUntil] = useState("");
  const [amount, setAmount] = useState("");
  const [note, setNote] = useState("");
  const close = (): void => {
    change.reset();
    onClose();
  };
  const isIncomplete = kind === "promise" ? until === "" : note.trim() === "";
  const save = (): void =>
    change.mutate(
      {
        path: `/customers/${partnerId}/commitments`,
        body: {
          kind,
          partnerName: name,
          ...(debt === null ? {} : { companyId: debt.companyId, currency: debt.currency }),
          ...(until === "" || kind === "dispute" ? {} : { until }),
          ...(amount === "" || kind === "stop" ? {} : { amount: Number(amount) }),
          ...(note.trim() === "" ? {} : { note: note.trim() }),
        },
      },
      {
        onSuccess: (answer) => {
          onRecorded(answer);
          close();
        },
      },
    );
  return (
    <ConfirmDialog
      open={open}
      onClose={close}
      title={t("recordTitle", { name })}
      verb={t("recordVerb")}
      busy={change.isPending}
      disabled={isIncomplete}
      error={change.error}
      onConfirm={save}
    >
      <p>{t("recordLead")}</p>
      <Choice label={t("recordKind")} value={kind} onChange={({ target }) => setKind(target.value as Kind)}>
        <option value="promise">{t("kind.promise")}</option>
        <option value="dispute">{t("kind.dispute")}</option>
        <option value="stop">{t("kind.stop")}</option>
      </Choice>
      {kind !== "dispute" && (
        <Field
          label={kind === "promise" ? t("recordUntil") : t("stopUntil")}
          type="date"
          value={until}
          onChange={({ target }) => setUntil(target.value)}
        />
      )}
      {kind !== "stop" && (
        <Field
          label={debt === null ? t("recordAmount") : `${t("recordAmount")}, ${debt.currency}`}
          type="number"
          min="0.01"
          step="any"
          inputMode="decimal"
          value={amount}
          onChange={({ target }) => setAmount(target.value)}
        />
      )}
      <TextArea label={kind === "promise" ? t("recordNoteOptional") : t("recordNote")} value={note} onChange={setNote} maxLength={1000} />
    </ConfirmDialog>
  );
}
