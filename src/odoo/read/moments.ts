/** A moment as Odoo's domains take it: UTC, to the second, `2026-03-02 09:00:00`. */
export const odooMoment = (moment: Date): string => moment.toISOString().slice(0, 19).replace("T", " ");

/** Odoo's text of a moment, which is UTC, in ISO 8601: `2026-03-02T09:00:00Z`. */
export const isoMoment = (text: string): string => `${text.slice(0, 19).replace(" ", "T")}Z`;
