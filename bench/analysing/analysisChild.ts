/**
 * A process of its own, so that its memory is nobody else's. `analyse` runs the analysis of finances. `bare` sends the
 * requests in the file that it is given once more, each after the answer to the one before, and `at_once` as many at once
 * as a connection of the product does; both parse the answers and throw them away. `invoices` reads every open invoice.
 * Each is done twice, and the second time counts.
 */
import { readFileSync } from "node:fs";
import { analysisSettingsSchema, analyzeFinancials, EMPTY_MEMORY } from "#src/analyzers/index.ts";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import type { RecordedRequest } from "./recorder.ts";

const AT_ONCE = 4;
const INVOICES_PER_PAGE = 1000;
const [mode, url = "", database = "", login = "", apiKey = "", now = "", file = ""] = process.argv.slice(2);

async function analyse(): Promise<number> {
  const odoo = connectOdoo({ url, database, login, apiKey });
  const settings = analysisSettingsSchema.parse({ freshness: { enabled: false } });
  const analysis = await analyzeFinancials({ reader: odoo.reader, now: new Date(now), settings, memory: EMPTY_MEMORY });
  await odoo.close();
  return analysis.overdueCustomers.length + analysis.notChased.length;
}

/** Records and sums in the answers of the last round. */
let rows = 0;

async function repeat(requests: readonly RecordedRequest[], atOnce: number): Promise<number> {
  rows = 0;
  await mapWithLimit(requests, atOnce, async ({ method, path, headers, body }) => {
    const { host: _host, "content-length": _length, connection: _connection, ...kept } = headers;
    const answer = await fetch(`${url}${path}`, { method, headers: kept as Record<string, string>, ...(body === "" ? {} : { body }) });
    const parsed = JSON.parse(await answer.text()) as unknown;
    if (Array.isArray(parsed)) rows += parsed.length;
  });
  return requests.length;
}

/** As anybody would: page after page over JSON-2, with the fields that a reminder needs. */
async function readInvoices(): Promise<number> {
  const headers = { "content-type": "application/json", authorization: `bearer ${apiKey}`, "x-odoo-database": database };
  const fields = ["name", "partner_id", "commercial_partner_id", "currency_id", "amount_residual", "invoice_date_due", "payment_state"];
  const open = [
    ["move_type", "=", "out_invoice"],
    ["state", "=", "posted"],
    ["payment_state", "in", ["not_paid", "partial"]],
  ];
  for (let last = 0, found = 0; ;) {
    const body = JSON.stringify({ domain: [["id", ">", last], ...open], fields, order: "id", limit: INVOICES_PER_PAGE });
    const answer = await fetch(`${url}/json/2/account.move/search_read`, { method: "POST", headers, body });
    const rows = (await answer.json()) as { readonly id: number }[];
    found += rows.length;
    if (rows.length < INVOICES_PER_PAGE) return found;
    last = rows.at(-1)!.id;
  }
}

const requests = mode === "bare" || mode === "at_once" ? (JSON.parse(readFileSync(file, "utf8")) as RecordedRequest[]) : [];
const work = (): Promise<number> =>
  mode === "analyse" ? analyse() : mode === "invoices" ? readInvoices() : repeat(requests, mode === "bare" ? 1 : AT_ONCE);
// once before it is measured, as in a worker that has run for an hour: the first time most goes into loading and compiling
await work();
const began = performance.now();
const found = await work();
const milliseconds = Math.round(performance.now() - began);
// in kilobytes, whatever the platform counts in
process.stdout.write(`${JSON.stringify({ milliseconds, megabytes: Math.round(process.resourceUsage().maxRSS / 1024), found, rows })}\n`);
