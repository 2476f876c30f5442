import { editAction } from "#src/actions/index.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { withTransaction } from "#src/db/index.ts";
import { mintLink } from "#src/notifications/tokens.ts";
import type { E2eProduct, ProposeOptions } from "./product.ts";

const BY_MAIL = { required: true, channels: ["in_app" as const, "email" as const], min_approvals: 1 };

/** An action that may be decided by mail, and where the link in the mail to this person leads, below the product's address. */
export async function proposedByMail(
  product: Pick<E2eProduct, "context" | "propose">,
  userId: string,
  parts: ProposeOptions["parts"],
  /** What the person makes of its subject before the mail leaves; left as proposed where absent. */
  subject?: string,
): Promise<{ readonly actionId: string; readonly link: string }> {
  const { actionId, fingerprint } = await product.propose({ parts: parts ?? {}, overrides: { approval: BY_MAIL } });
  if (subject !== undefined) {
    await editAction({ ctx: product.context(`user:${userId}`), input: { actionId, fingerprint, edit: { type: "send_email", subject } } });
  }
  const { secret } = await withTransaction(product.context(), async (inner) =>
    mintLink(inner, { userId, forUser: null }, await getActionByIdOrThrow(inner, actionId)),
  );
  return { actionId, link: `/decide#${secret}` };
}
