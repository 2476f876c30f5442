/** The address of a record's form, which every release from 14 on understands; null where Odoo is not on the web. */
export function recordUrl(odooUrl: string | null, model: string, id: number): string | null {
  if (odooUrl === null || !/^https?:\/\//.test(odooUrl)) return null;
  return `${odooUrl.replace(/\/+$/, "")}/web#id=${id}&model=${encodeURIComponent(model)}&view_type=form`;
}
