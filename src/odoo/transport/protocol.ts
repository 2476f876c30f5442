import type { OdooCall } from "./methods.ts";

/** Who calls. */
export interface Credential {
  readonly database: string;
  readonly login: string;
  readonly apiKey: string;
}

/** A way to call Odoo's methods over HTTP: one call, one attempt. */
export interface Protocol {
  /** The method's result as JSON gave it; a failure is an `odoo_*` error. */
  call(call: OdooCall): Promise<unknown>;
  /** The database id of the user that calls, where this way has to ask for it anyway. */
  readonly userId?: () => Promise<number>;
}

/** What a call does, in words that follow "refused to" or "could not". */
export function whatOf({ model, method }: OdooCall): string {
  switch (method) {
    case "search_read":
    case "search_count":
    case "read_group":
    case "formatted_read_group":
      return `read ${model}`;
    case "fields_get":
      return `list the fields of ${model}`;
    case "context_get":
      return "say who this key belongs to";
    case "check_object_reference":
      return "look up a record by its external id";
    case "load":
      return `create records of ${model}`;
    case "write":
      return `change ${model}`;
    case "message_post":
      return `post a note on ${model}`;
  }
}
