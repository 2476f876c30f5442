import { useTranslations } from "use-intl/react";
import { useState } from "react";
import type { ActionDetail } from "#src/api/type.ts";
import { useDecisions } from "../../api/decisions.ts";
import { Button } from "../../ui/Button.tsx";
import { ReasonDialog } from "../ReasonDialog.tsx";
import { useSay } from "../../i18n/useSay.ts";

/** Lets an action go that a reply, a bounce or an opt-out holds; nothing where it is not held. */
export function Release({ detail, mayDecide }: { readonly detail: ActionDetail; readonly mayDecide: boolean }) {
  const t = useTranslations("inbox");
  const { release } = useDecisions(detail);
  const [isAsking, setIsAsking] = useState(false);
  const close = (): void => {
    setIsAsking(false);
    release.reset();
  };
  const say = useSay();
  const { holdReason: hold } = detail;
  if (hold === null) return null;
  return (
    <>
      <Button size="large" disabled={!mayDecide} onClick={() => setIsAsking(true)}>
        {t("releaseDots")}
      </Button>
      <ReasonDialog
        open={isAsking}
        onClose={close}
        title={t("releaseTitle")}
        lead={t("releaseLead", { why: say(hold) })}
        verb={t("release")}
        busy={release.isPending}
        error={release.error}
        onReason={(reason) => release.mutate({ reason, hold }, { onSuccess: close })}
      />
    </>
  );
}
