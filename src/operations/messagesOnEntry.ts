import type { OdooReader } from "#src/odoo/read/index.ts";

/** Where the stages of each kind of record stand. */
const STAGES_OF = { "crm.lead": "crm.stage", "project.task": "project.task.type" } as const;
const TEMPLATES = new Set(["mail.template", "sms.template"]);

/** Whether Odoo itself writes to people when a record enters a stage. */
export type StageEntry =
  | { readonly kind: "silent" }
  /** It has a template: a mail, a request for a rating, or an SMS goes out on entry. */
  | { readonly kind: "writes"; readonly name: string }
  /** It is not there, or may not be seen: on 19 a stage of nobody's project is somebody's own. */
  | { readonly kind: "unseen" };

/**
 * Reads what Odoo sends on entry, from whichever templates the stages of this release can carry (14: mail and rating;
 * 19: SMS as well; tried with the restricted user on both). What an automation of the company sends cannot be seen.
 */
export async function messagesOnEntry(
  reader: Pick<OdooReader, "fields" | "read">,
  model: keyof typeof STAGES_OF,
  stageId: number,
): Promise<StageEntry> {
  const stages = STAGES_OF[model];
  const fields = await reader.fields(stages);
  const templates = [...fields].filter(([, { relation }]) => relation !== undefined && TEMPLATES.has(relation)).map(([name]) => name);
  const [stage] = await reader.read(stages, [stageId], ["name", ...templates]);
  if (stage === undefined) return { kind: "unseen" };
  // an empty link is `false`
  if (templates.some((field) => Array.isArray(stage[field]))) return { kind: "writes", name: String(stage["name"]) };
  return { kind: "silent" };
}
