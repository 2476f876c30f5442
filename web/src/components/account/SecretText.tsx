import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "../../ui/Button.tsx";

/** Something that is shown to be handed on or kept: a link, a key. */
export function SecretText({ lead, text }: { readonly lead: string; readonly text: string }) {
  const t = useTranslations("accounts");
  const [isCopied, setIsCopied] = useState(false);
  return (
    <div className="rounded-md bg-accent-wash px-3 py-2.5">
      <p className="text-xs text-ink-soft">{lead}</p>
      <div className="mt-1.5 flex items-center gap-2">
        <code className="min-w-0 flex-1 break-all text-xs text-ink">{text}</code>
        <Button size="small" onClick={() => void navigator.clipboard.writeText(text).then(() => setIsCopied(true))}>
          {isCopied ? t("copied") : t("copy")}
        </Button>
      </div>
    </div>
  );
}
