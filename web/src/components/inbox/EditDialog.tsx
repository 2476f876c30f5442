import { Dialog } from "@base-ui/react/dialog";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ActionDetail, ActionEdit } from "#src/api/type.ts";
import { useChanges } from "../../api/changes.ts";
import { Button } from "../../ui/Button.tsx";
import { InlineError } from "../../ui/States.tsx";
import { Field, type FieldKind } from "./Field.tsx";
import { editableFields, editOf } from "./editing.ts";

interface EditDialogProps {
  readonly detail: ActionDetail;
  readonly onClose: () => void;
}

/** What a person may change about an action, in a form made for its operation; saving makes a new version. */
export function EditDialog({ detail, onClose }: EditDialogProps) {
  const t = useTranslations("inbox");
  const common = useTranslations("common");
  const { edit } = useChanges(detail);
  const { operation } = detail.action;
  const fields = editableFields(operation);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(fields.map(({ name, value }) => [name, value])),
  );
  const [copies, setCopies] = useState<readonly string[]>(operation.type === "send_email" ? operation.inputs.cc : []);
  const change: ActionEdit | null = editOf(operation, values, copies);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && !edit.isPending && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/35 dark:bg-black/60" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[92dvh] overflow-y-auto rounded-t-2xl border border-line bg-surface p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] shadow-high outline-none sm:top-1/2 sm:bottom-auto sm:w-[40rem] sm:-translate-y-1/2 sm:rounded-xl">
          <form
            className="space-y-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (change !== null) edit.mutate(change, { onSuccess: onClose });
            }}
          >
            <div>
              <Dialog.Title className="text-[0.9375rem] font-semibold">{t("editing.title")}</Dialog.Title>
              <Dialog.Description className="mt-1 text-ink-soft">{t("editing.lead")}</Dialog.Description>
            </div>
            {fields.map(({ name, kind, label, most, optional }) => (
              <Field
                key={name}
                label={t(`editing.${label}`)}
                kind={kind satisfies FieldKind}
                most={most}
                required={!optional}
                value={values[name] ?? ""}
                onChange={(value) => setValues({ ...values, [name]: value })}
              />
            ))}
            {operation.type === "send_email" && operation.inputs.cc.length > 0 && (
              <fieldset>
                <legend className="mb-1 text-xs font-medium text-ink">{t("editing.copies")}</legend>
                {operation.inputs.cc.map((address) => (
                  <label key={address} className="flex items-center gap-2 py-0.5 break-all">
                    <input
                      type="checkbox"
                      checked={copies.includes(address)}
                      onChange={({ target }) => setCopies(target.checked ? [...copies, address] : copies.filter((one) => one !== address))}
                    />
                    {address}
                  </label>
                ))}
              </fieldset>
            )}
            {edit.isError && <InlineError error={edit.error} />}
            <div className="flex justify-end gap-2">
              <Button onClick={onClose} disabled={edit.isPending}>
                {common("goBack")}
              </Button>
              <Button type="submit" look="primary" busy={edit.isPending} disabled={change === null}>
                {t("editing.save")}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
