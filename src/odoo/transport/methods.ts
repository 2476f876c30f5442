import { AiCooError } from "#src/lib/errors.ts";

/** One call of a model's method, by argument names. */
export interface OdooCall {
  readonly model: string;
  readonly method: MethodName;
  /** The records it is called on; left out for methods of the model. */
  readonly ids?: readonly number[];
  readonly args?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

interface MethodSpec {
  readonly kind: "read" | "write";
  /**
   * Parameters in the order of Odoo's signature, with their defaults. JSON-RPC sends them by position,
   * because their names differ between releases (`search_count` has `args` in 14 and `domain` in 19).
   */
  readonly params: readonly (readonly [name: string, otherwise: unknown])[];
}

/** Every method of Odoo that the product can call at all. Only reads are ever tried twice. */
export const METHODS = {
  search_read: {
    kind: "read",
    params: [
      ["domain", []],
      ["fields", null],
      ["offset", 0],
      ["limit", null],
      ["order", null],
    ],
  },
  search_count: { kind: "read", params: [["domain", []]] },
  fields_get: {
    kind: "read",
    params: [
      ["allfields", null],
      ["attributes", null],
    ],
  },
  read_group: {
    kind: "read",
    params: [
      ["domain", []],
      ["fields", []],
      ["groupby", []],
    ],
  },
  formatted_read_group: {
    kind: "read",
    params: [
      ["domain", []],
      ["groupby", []],
      ["aggregates", []],
    ],
  },
  context_get: { kind: "read", params: [] },
  check_object_reference: {
    kind: "read",
    params: [
      ["module", null],
      ["xml_id", null],
    ],
  },
  load: {
    kind: "write",
    params: [
      ["fields", []],
      ["data", []],
    ],
  },
  write: { kind: "write", params: [["vals", {}]] },
  // Its parameters are keyword-only in every release.
  message_post: { kind: "write", params: [] },
} as const satisfies Record<string, MethodSpec>;

export type MethodName = keyof typeof METHODS;

/** Which methods a credential may call, and on which models: `*` for every model. */
export type AllowList = Readonly<Partial<Record<MethodName, "*" | readonly string[]>>>;

/** The reader's credential: nothing on it can change anything. */
export const READER_CALLS: AllowList = {
  search_read: "*",
  search_count: "*",
  fields_get: "*",
  read_group: "*",
  formatted_read_group: "*",
  context_get: ["res.users"],
};

/**
 * The models on which a note may be posted: those the product's actions are about. Odoo asks for the right to
 * change the record: on `project.project` only project administrators have it.
 */
const NOTED_MODELS = ["account.move", "crm.lead", "project.project", "project.task", "res.partner", "sale.order"] as const;

/** The writer's credential: the few effects the operations have, and the look-ups that go with them. */
export const WRITER_CALLS: AllowList = {
  load: ["project.task", "mail.activity"],
  write: ["crm.lead", "project.task"],
  message_post: NOTED_MODELS,
  check_object_reference: ["ir.model.data"],
  search_read: ["mail.message"],
  fields_get: ["project.task", "mail.activity"],
};

/** Refuses, before anything is sent, a call that the credential is not for. */
export function assertAllowed(allowed: AllowList, call: Pick<OdooCall, "model" | "method">): void {
  const models = allowed[call.method];
  if (models === "*" || models?.includes(call.model)) return;
  throw new AiCooError(
    "forbidden",
    `AI COO does not call ${call.method} on ${call.model} with this credential, so nothing was sent to Odoo.`,
    {
      next: "This is a limit of AI COO itself, not of Odoo's access rights; an operation asked for more than it is meant to do.",
      details: { model: call.model, method: call.method, effect: "none" },
    },
  );
}

/** The arguments as JSON-RPC's `execute_kw` takes them: by position where the order is fixed, the rest by name. */
export function positional(call: OdooCall): { readonly args: readonly unknown[]; readonly kwargs: Readonly<Record<string, unknown>> } {
  const { params }: MethodSpec = METHODS[call.method];
  const given = { ...call.args };
  const args: unknown[] = call.ids === undefined ? [] : [call.ids];
  const last = params.findLastIndex(([name]) => name in given);
  for (const [name, otherwise] of params.slice(0, last + 1)) {
    args.push(name in given ? given[name] : otherwise);
    delete given[name];
  }
  return { args, kwargs: call.context === undefined ? given : { ...given, context: call.context } };
}
