import { AiCooError } from "#src/lib/errors.ts";
import { publishMovedHead } from "#src/main/auditHeads.ts";
import { recoverAttempts } from "#src/main/execution.ts";
import { lockRestored, readRestore, unlockRestored, type RestoreStatus } from "#src/main/restore.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { shortId } from "../render/action.ts";
import { moment } from "../render/moment.ts";

export interface RestoreOptions extends GlobalOptions {
  readonly reason: string;
}

function reasonOf({ reason }: RestoreOptions): string {
  const text = reason.trim();
  if (text !== "" && text.length <= 1000) return text;
  throw new AiCooError("invalid_input", "The reason is empty or longer than 1000 characters, so nothing was changed.", {
    next: 'Say it in a sentence: --reason "…". It is kept in the audit for ever, so name no person in it.',
  });
}

/** `ai-coo restore status`: whether the database was restored from a backup, and what waits for a person because of it. */
export async function restoreStatusCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice({ ...options, withoutHeads: true }, output, async ({ ctx }) => show(await readRestore(ctx), output));
}

/** `ai-coo restore look-up`: asks the other side now about all that waits, which a running worker does within a minute. */
export async function restoreLookUpCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office, ctx }) => {
    output.progress("asking the other side about what waits");
    await recoverAttempts(office.context("system:ai-coo"), office.executorRuntime());
    output.progressDone();
    await show(await readRestore(ctx), output);
  });
}

/** `ai-coo restore lock`: a person says that a backup was restored, where nothing published shows it. */
export async function restoreLockCommand(options: RestoreOptions, output: Output): Promise<void> {
  const reason = reasonOf(options);
  await withBackOffice({ ...options, withoutHeads: true }, output, async ({ office, ctx }) => {
    await lockRestored(ctx, { reason, published: null });
    // said already where the file cannot be used; the lock stands
    await publishMovedHead(ctx, office.config).catch((error: unknown) => {
      if (office.headsUnreadable === null) throw error;
    });
    await show(await readRestore(ctx), output);
  });
}

/** `ai-coo restore unlock`: a person has looked; what is approved runs again. */
export async function restoreUnlockCommand(options: RestoreOptions, output: Output): Promise<void> {
  const reason = reasonOf(options);
  await withBackOffice(options, output, async ({ office, ctx }) => {
    await unlockRestored(ctx, { reason });
    await publishMovedHead(ctx, office.config);
    await show(await readRestore(ctx), output);
  });
}

async function show(status: RestoreStatus, output: Output): Promise<void> {
  output.result(status);
  const { restore, inDoubt, held } = status;
  if (restore === null) return output.line("No restore from a backup was noticed here.");
  const { bold, red, green } = output.colours;
  const line = (name: string, text: string): void => output.line(`${bold(name.padEnd(10))} ${text}`);
  line("noticed", moment(restore.noticed_at));
  const lost = restore.published_seq === null ? "" : `entries ${restore.chain_seq + 1} to ${restore.published_seq} of the audit, `;
  line("lost", `${lost}all that happened ${restore.lost_since === null ? "" : `since ${moment(restore.lost_since)}`}`);
  line("look-ups", restore.looked_up_at === null ? red("not done yet") : `done ${moment(restore.looked_up_at)}`);
  line("found", `${restore.found} happened after the backup and are recorded now`);
  line("in doubt", `${inDoubt.length}${list(inDoubt)}`);
  line("held", `${held.length}${list(held)}`);
  line("left", `${restore.left} run when it is unlocked: they cannot happen twice`);
  line("locked", restore.unlocked_at === null ? red("yes, nothing runs") : green(`unlocked ${moment(restore.unlocked_at)}`));
  if (restore.unlocked_at === null) {
    output.line();
    output.line("In doubt: look whether it was sent, then `ai-coo actions resolve <id> sent|again|give-up`.");
    output.line("Held: they wait for approval and may have been approved and done; look, then release or reject them.");
    output.line('Then `ai-coo restore unlock --reason "…"`. Actions proposed after the backup are not in the database at all.');
  }
}

const SHOWN = 10;
const list = (ids: readonly string[]): string =>
  ids.length === 0 ? "" : `  ${ids.slice(0, SHOWN).map(shortId).join(" ")}${ids.length > SHOWN ? " …" : ""}`;
