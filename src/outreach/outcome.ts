import type { TxContext } from "#src/db/index.ts";

/** The contact was definitely not made: its window opens again and it stops counting against the caps. */
export async function releaseOutreach(
  _ctx: TxContext,
  _input: { readonly actionId: string; readonly reason: string },
): Promise<{ readonly changed: boolean }> {
  throw new Error("being built");
}

/** The contact was made. Also settles one whose outcome was unknown. */
export async function markOutreachSent(
  _ctx: TxContext,
  _input: { readonly actionId: string; readonly providerRef?: string },
): Promise<{ readonly changed: boolean }> {
  throw new Error("being built");
}

/** The contact may have been made: the window stays closed and it goes on counting. */
export async function markOutreachUnknown(_ctx: TxContext, _input: { readonly actionId: string }): Promise<{ readonly changed: boolean }> {
  throw new Error("being built");
}
