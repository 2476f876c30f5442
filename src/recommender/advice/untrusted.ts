/**
 * Facts for a prompt, inside a fence that they cannot close: what comes from Odoo is data, whatever it says. JSON keeps
 * every value in quotes, and no tag can begin or end in it.
 */
export function fenced(facts: unknown): string {
  const json = JSON.stringify(facts, null, 1).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026");
  return `<facts>\n${json}\n</facts>`;
}
