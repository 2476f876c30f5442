/** Where an Odoo is and who may do what there: the restricted user of the product, and the administrator of the tests. */
export interface OdooTarget {
  readonly url: string;
  readonly database: string;
  readonly login: string;
  readonly apiKey: string;
  readonly adminLogin: string;
  readonly adminApiKey: string;
}

export class OdooFaultError extends Error {
  readonly exception: string;

  constructor(exception: string, message: string) {
    super(`${exception}: ${message}`);
    this.exception = exception;
  }
}

/**
 * Odoo's own JSON-RPC as its administrator, to make what tests need: every method of every model. Shares no
 * code with the product, and works on 14 and 19.
 */
export class OdooAdmin {
  readonly target: OdooTarget;
  #user: Promise<number> | undefined;

  constructor(target: OdooTarget) {
    this.target = target;
  }

  async call(
    model: string,
    method: string,
    args: readonly unknown[] = [],
    kwargs: Readonly<Record<string, unknown>> = {},
  ): Promise<unknown> {
    const { database, adminLogin, adminApiKey } = this.target;
    this.#user ??= this.#service("common", "login", [database, adminLogin, adminApiKey]) as Promise<number>;
    return this.#service("object", "execute_kw", [database, await this.#user, adminApiKey, model, method, args, kwargs]);
  }

  async create(model: string, values: Readonly<Record<string, unknown>>, context: Readonly<Record<string, unknown>> = {}): Promise<number> {
    return (await this.call(model, "create", [values], { context })) as number;
  }

  async read(model: string, domain: readonly unknown[], fields: readonly string[] = ["id"]): Promise<Record<string, unknown>[]> {
    return (await this.call(model, "search_read", [domain, fields], { order: "id" })) as Record<string, unknown>[];
  }

  /** The first id that matches; an error when there is none. */
  async find(model: string, domain: readonly unknown[]): Promise<number> {
    const [row] = await this.read(model, domain);
    if (row === undefined) throw new Error(`no ${model} matches ${JSON.stringify(domain)}`);
    return row["id"] as number;
  }

  /** The database id behind an external id. */
  async ref(externalId: string): Promise<number> {
    const [module, name] = externalId.split(".");
    const [, id] = (await this.call("ir.model.data", "check_object_reference", [module, name])) as [string, number];
    return id;
  }

  async #service(service: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const response = await fetch(`${this.target.url}/jsonrpc`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", method: "call", id: 7, params: { service, method, args } }),
    });
    const answer = (await response.json()) as { result?: unknown; error?: { data: { name: string; message: string } } };
    if (answer.error !== undefined) throw new OdooFaultError(answer.error.data.name, answer.error.data.message);
    return answer.result ?? null;
  }
}
