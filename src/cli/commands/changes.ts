import { readFileSync } from "node:fs";
import { editAction, findActionId, getAction, snoozeAction, undoAction, unsnoozeAction, type ActionEdit } from "#src/actions/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { SafeOperation } from "#src/protocol/index.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { shortId, statusWords } from "../render/action.ts";
import { moment } from "../render/moment.ts";

export interface EditOptions extends GlobalOptions {
  readonly subject?: string;
  readonly body?: string;
  readonly bodyFile?: string;
  readonly date?: string;
  readonly assign?: string;
  readonly removeCc?: readonly string[];
  readonly fingerprint?: string;
}

/** What each operation calls the things that the options name; what it lacks cannot be edited. */
const FIELDS = {
  send_email: { subject: "subject", body: "body_text", removeCc: "remove_cc" },
  send_sms: { body: "body" },
  create_odoo_task: { subject: "name", body: "description", date: "date_deadline", assign: "user_ids" },
  update_odoo_stage: { body: "reason" },
  log_odoo_activity: { subject: "summary", body: "note", date: "date_deadline" },
  create_internal_note: { body: "body" },
  schedule_follow_up: { date: "scheduled_for" },
} as const satisfies Record<SafeOperation, Partial<Record<Part, string>>>;

type Part = "subject" | "body" | "date" | "assign" | "removeCc";

const OPTION = { subject: "--subject", body: "--body", date: "--date", assign: "--assign", removeCc: "--remove-cc" } as const;

/** `ai-coo actions edit <id> --subject … --body-file …`: another version, which needs an approval of its own. */
export async function editCommand(reference: string, options: EditOptions, output: Output): Promise<void> {
  const parts = partsOf(options);
  await withBackOffice(options, output, async ({ ctx }) => {
    const actionId = await findActionId({ ctx, input: { reference } });
    const { fingerprint, status, safeOperation } = await getAction({ ctx, input: { actionId } });
    const result = await editAction({
      ctx,
      input: {
        actionId,
        fingerprint: options.fingerprint ?? fingerprint,
        ...(status === "pending_approval" || status === "approved" ? { status } : {}),
        edit: editOf(safeOperation, parts),
      },
    });
    output.result(result);
    output.line(
      `${output.colours.green("edited")} ${shortId(actionId)}: ${result.fields.join(", ")}. It is now version ${result.version}.`,
    );
    output.line(
      output.colours.dim(
        `It waits for approval: ai-coo actions show ${shortId(actionId)}, then ai-coo actions approve ${shortId(actionId)}`,
      ),
    );
  });
}

type Parts = Readonly<Partial<Record<Part, unknown>>>;

function partsOf({ subject, body, bodyFile, date, assign, removeCc }: EditOptions): Parts {
  if (body !== undefined && bodyFile !== undefined) throw wrong("--body and --body-file say the same thing", "Use one of them.");
  const text = bodyFile === undefined ? body : read(bodyFile);
  const parts: Parts = {
    ...(subject === undefined ? {} : { subject }),
    ...(text === undefined ? {} : { body: orNone(text) }),
    ...(date === undefined ? {} : { date: orNone(date) }),
    ...(assign === undefined ? {} : { assign: idsOf(assign) }),
    ...(removeCc === undefined ? {} : { removeCc }),
  };
  if (Object.keys(parts).length > 0) return parts;
  throw wrong(
    "nothing was named to be changed",
    `Use some of ${Object.values(OPTION).join(", ")}; --body-file reads the text from a file.`,
  );
}

/** The edit as the verb takes it; whether its values are right is the verb's to say. */
function editOf(operation: SafeOperation, parts: Parts): ActionEdit {
  const fields: Partial<Record<Part, string>> = FIELDS[operation];
  const edit: Record<string, unknown> = { type: operation };
  for (const part of Object.keys(parts) as Part[]) {
    const field = fields[part];
    if (field === undefined) {
      const known = (Object.keys(fields) as Part[]).map((name) => OPTION[name]).join(", ");
      throw wrong(`${OPTION[part]} means nothing for ${operation}`, `It takes ${known}.`);
    }
    edit[field] = parts[part];
  }
  return edit as ActionEdit;
}

/** `none` takes away what an action can do without. */
const orNone = (text: string): string | null => (text === "none" ? null : text);

function idsOf(text: string): number[] {
  const ids = text === "none" ? [] : text.split(",").map(Number);
  if (ids.every((id) => Number.isInteger(id) && id > 0)) return ids;
  throw wrong(`"${text}" is no list of users`, "Give the ids of users in Odoo, as 7 or 7,9, or none.");
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw wrong(`${file} cannot be read`, "Name a text file.");
  }
}

function wrong(why: string, next: string): AiCooError {
  return new AiCooError("invalid_input", `The action was not changed: ${why}.`, { next });
}

export interface SnoozeOptions extends GlobalOptions {
  readonly until: string;
  readonly extend?: boolean;
}

/** `ai-coo actions snooze <id> --until 4h`: it waits, with its approval. */
export async function snoozeCommand(reference: string, options: SnoozeOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const actionId = await findActionId({ ctx, input: { reference } });
    const until = momentOf(options.until, ctx.clock.now());
    const result = await snoozeAction({ ctx, input: { actionId, until, extend: options.extend === true } });
    output.result(result);
    output.line(`${shortId(actionId)} is ${statusWords(result.status)} and waits until ${moment(result.notBefore ?? until)}`);
    if (result.version > 1 && result.status === "pending_approval" && options.extend === true) {
      output.line(output.colours.dim(`It lives until ${moment(result.expiresAt)}; a longer life needs a new approval.`));
    }
  });
}

/** `ai-coo actions unsnooze <id>` */
export async function unsnoozeCommand(reference: string, options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const actionId = await findActionId({ ctx, input: { reference } });
    const result = await unsnoozeAction({ ctx, input: { actionId } });
    output.result(result);
    const wait = result.notBefore === null ? "is put off no longer" : `waits until ${moment(result.notBefore)}, as it did before`;
    output.line(`${shortId(actionId)} is ${statusWords(result.status)} and ${wait}`);
  });
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `4h` from now, or a moment as it is. */
function momentOf(text: string, now: Date): string {
  const match = /^(\d{1,4})([mhd])$/.exec(text);
  if (match === null) return text;
  return new Date(now.getTime() + Number(match[1]) * UNITS[match[2] as keyof typeof UNITS]).toISOString();
}

/** `ai-coo actions undo <id> --reason "…"`: another action takes back what this one wrote in Odoo. */
export async function undoCommand(reference: string, options: GlobalOptions & { readonly reason: string }, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const actionId = await findActionId({ ctx, input: { reference } });
    const { fingerprint } = await getAction({ ctx, input: { actionId } });
    const result = await undoAction({ ctx, input: { actionId, fingerprint, reason: options.reason, channel: "cli" } });
    output.result(result);
    const { actionId: undoId, status, approvals } = result.undo;
    output.line(`Action ${shortId(undoId)} takes ${shortId(actionId)} back; it is ${statusWords(status)}.`);
    output.line(
      output.colours.dim(
        status === "approved"
          ? "A running AI COO executes it within seconds, if the record still stands as it was left; `ai-coo run` does it here and now."
          : `It has ${approvals.given} of ${approvals.needed} approvals.`,
      ),
    );
  });
}
