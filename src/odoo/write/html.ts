/**
 * Plain text as the HTML that Odoo keeps: escaped, one paragraph, line breaks kept. Everything that comes
 * from people or a model goes through here, so it can never become markup in Odoo.
 */
export function plainTextAsHtml(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
  return `<p>${escaped.replaceAll(/\r\n|\r|\n/g, "<br>")}</p>`;
}
