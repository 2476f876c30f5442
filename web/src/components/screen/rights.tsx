import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { sessionQuery } from "../../api/queries.ts";
import { Button, type ButtonProps } from "../../ui/Button.tsx";

type Right = "decide" | "govern";

/** Why the reader may not do something; null when they may. */
export function useRefusal(right: Right): string | null {
  const t = useTranslations("screen");
  const { data } = useQuery(sessionQuery);
  if (data === undefined) return t("loadingRights");
  if (right === "decide") return data.mayDecide ? null : t("mayNotDecide");
  return data.mayStop ? null : t("mayNotGovern");
}

interface GuardedButtonProps extends ButtonProps {
  readonly right: Right;
}

/** A control that stays in sight for who may not use it, with the reason. */
export function GuardedButton({ right, disabled, children, ...rest }: GuardedButtonProps) {
  const refusal = useRefusal(right);
  return (
    <Button {...rest} disabled={disabled === true || refusal !== null} {...(refusal === null ? {} : { title: refusal })}>
      {children}
    </Button>
  );
}

/** Says once on a screen why its controls cannot be used; nothing for who may. */
export function RightsNote({ right }: { readonly right: Right }): ReactNode {
  const refusal = useRefusal(right);
  const { data } = useQuery(sessionQuery);
  if (refusal === null || data === undefined) return null;
  return <p className="mb-4 rounded-md bg-sunken px-3 py-2 text-xs text-ink-soft">{refusal}</p>;
}
