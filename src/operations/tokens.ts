/**
 * What effects carry to the outside so that they can be found again: functions of the action's id alone, so
 * that a worker that starts after a crash computes the same.
 */

/** The key of a record made through `load()`; Odoo knows it as the external id `ai_coo.<key>`. */
export const recordKey = (actionId: string): string => actionId;

/** The Message-ID of a mail and the `message_id` of a note. */
export const messageIdOf = (actionId: string): string => `<${actionId}@ai-coo>`;

/** The `message_id` of the note that a reminder leaves on one of its invoices. */
export const invoiceNoteId = (actionId: string, invoiceId: number): string => `<${actionId}.${invoiceId}@ai-coo>`;
