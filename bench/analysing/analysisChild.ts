/**
 * A process of its own, so that its memory is nobody else's: `analyse` runs the analysis of finances, `bare` sends the
 * requests in the file that it is given once more, as many at once as a connection does, and throws the answers away.
 */
import { readFileSync } from "node:fs";
import { analysisSettingsSchema, analyzeFinancials, EMPTY_MEMORY } from "#src/analyzers/index.ts";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { connectOdoo } from "#src/odoo/connect.ts";
import type { RecordedRequest } from "./recorder.ts";

const AT_ONCE = 4;
const [mode, url = "", database = "", login = "", apiKey = "", now = "", file = ""] = process.argv.slice(2);

const began = performance.now();
let found = 0;
if (mode === "analyse") {
  const odoo = connectOdoo({ url, database, login, apiKey });
  const settings = analysisSettingsSchema.parse({ freshness: { enabled: false } });
  const analysis = await analyzeFinancials({ reader: odoo.reader, now: new Date(now), settings, memory: EMPTY_MEMORY });
  found = analysis.overdueCustomers.length + analysis.notChased.length;
  await odoo.close();
} else {
  const requests = JSON.parse(readFileSync(file, "utf8")) as RecordedRequest[];
  await mapWithLimit(requests, AT_ONCE, async ({ method, path, headers, body }) => {
    const { host: _host, "content-length": _length, connection: _connection, ...kept } = headers;
    const answer = await fetch(`${url}${path}`, { method, headers: kept as Record<string, string>, ...(body === "" ? {} : { body }) });
    JSON.parse(await answer.text());
  });
  found = requests.length;
}
const milliseconds = Math.round(performance.now() - began);
// in kilobytes, whatever the platform counts in
process.stdout.write(`${JSON.stringify({ milliseconds, megabytes: Math.round(process.resourceUsage().maxRSS / 1024), found })}\n`);
