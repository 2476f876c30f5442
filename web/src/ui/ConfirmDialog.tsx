import { lazy, Suspense, useState } from "react";
import type { ConfirmDialogProps } from "./ConfirmPopup.tsx";

const ConfirmPopup = lazy(async () => ({ default: (await import("./ConfirmPopup.tsx")).ConfirmPopup }));

/**
 * The one way to confirm what cannot be taken back. Enter in a field of it confirms too. It is loaded when it is first asked for:
 * who reads confirms nothing.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [asked, setAsked] = useState(props.open);
  if (props.open && !asked) setAsked(true);
  return asked ? (
    <Suspense>
      <ConfirmPopup {...props} />
    </Suspense>
  ) : null;
}
