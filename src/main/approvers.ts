import { withTransaction } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { listApprovers, registerPhone } from "#src/notifications/index.ts";
import type { BackOffice } from "./backOffice.ts";

/**
 * Registers the number from which a member decides by SMS, on the word of whoever runs AI COO.
 * Errors: `not_found` for who may not decide here, `invalid_input`, `conflict`.
 */
export async function registerApproverPhone(
  office: BackOffice,
  input: { readonly email: string; readonly phone: string },
): Promise<string> {
  const ctx = office.context("user:command-line");
  const email = input.email.trim().toLowerCase();
  const approvers = await withTransaction(ctx, (inner) => listApprovers(inner, { timezone: "UTC" }));
  const found = approvers.find((approver) => approver.email === email);
  if (found === undefined) {
    throw new AiCooError("not_found", "Nobody with this mail address may decide here, so no number was registered.", {
      next: "Name a member with the role approver, admin or owner.",
    });
  }
  return registerPhone(ctx, found.userId, input.phone);
}
