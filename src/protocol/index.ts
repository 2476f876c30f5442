/**
 * Action Protocol v1.1: the contract of every action the system may take.
 *
 * Terms, used with these meanings everywhere in the project:
 *
 * - **action**: one JSON document that holds everything an approver sees and everything the executor runs.
 * - **action type**: what an action is for (`send_invoice_reminder`); ten of them.
 * - **safe operation**: how an action acts on the outside (`send_email`); seven of them, the only effects there are.
 *   Every action type maps to exactly one.
 * - **operation**: a safe operation with its inputs: the exact bytes and ids that will be used.
 * - **proposed change**: one line of the diff: a field of a record, before and after.
 * - **affected records**: the records of one Odoo model that the action is about, and the customer they belong to.
 * - **evidence**: a fact read from Odoo that the reasoning rests on.
 * - **revalidation check**: a fact that must still hold right before the effect; its test is a **predicate**.
 * - **external effect**: somebody outside who gets contacted, with the beginning and the hash of what they get.
 * - **outreach**: contacting a person. **Scope key**: what an outreach is counted under, so that nobody is contacted twice.
 * - **approval**: a person's yes, bound to the **fingerprint** (SHA-256) of the action's **canonical form** (RFC 8785).
 * - **idempotency key**: names what an action does on a day; unique per organisation.
 * - **status**: where an action is on its way; it is kept beside the document, not in it.
 *
 * Everything here is pure: no clock, no I/O, no random ids; time and ids are arguments. A browser imports the single
 * files it needs (`actionCan.ts`, `transitions.ts`, `terms.ts`, `describe.ts`, `expiry.ts`, types of any): those do not
 * reach `node:crypto`, which `hash.ts` uses for SHA-256.
 */
export * from "./actionCan.ts";
export * from "./canonical.ts";
export * from "./checks.ts";
export * from "./defaults.ts";
export * from "./describe.ts";
export * from "./document.ts";
export * from "./effects.ts";
export * from "./expiry.ts";
export * from "./hash.ts";
export * from "./keys.ts";
export * from "./operations.ts";
export * from "./records.ts";
export * from "./rules.ts";
export * from "./scopes.ts";
export * from "./sms.ts";
export * from "./terms.ts";
export * from "./text.ts";
export * from "./transitions.ts";
export * from "./urgency.ts";
export * from "./validate.ts";
export * from "./values.ts";
