import { z } from "zod";
import { hasCode } from "#src/lib/errors.ts";
import { odooError } from "./errors.ts";
import { exchange, type HttpLimits } from "./http.ts";

/** Which Odoo this is. */
export interface Release {
  readonly major: number;
  /** As the server says it, such as `19.0` or `saas~18.3`. */
  readonly version: string;
}

/** `[19, 0, 0, "final", 0, ""]`; on the SaaS the first is text, `["saas~18", 3, …]`. */
const versionInfo = z.tuple([z.union([z.int(), z.string()])], z.unknown());
const webVersion = z.object({ version: z.string(), version_info: versionInfo });
const clientVersion = z.object({ result: z.object({ server_version: z.string(), server_version_info: versionInfo }) });

/**
 * Asks the server for its release, without a key. `/web/version` is there from 19 (`404` with a page on 14);
 * `/web/webclient/version_info` is on 14 and 19.
 */
export async function detectRelease(url: string, limits: HttpLimits): Promise<Release> {
  const what = "say its release";
  try {
    const answer = await exchange({ method: "GET", url: `${url}/web/version`, what }, limits);
    const parsed = webVersion.safeParse(answer.json);
    if (parsed.success) return release(parsed.data.version, parsed.data.version_info[0]);
  } catch (error) {
    if (!hasCode(error, "odoo_bad_answer")) throw error;
  }
  const answer = await exchange(
    { method: "POST", url: `${url}/web/webclient/version_info`, body: { jsonrpc: "2.0", method: "call", params: {} }, what },
    limits,
  );
  const parsed = clientVersion.safeParse(answer.json);
  if (parsed.success) return release(parsed.data.result.server_version, parsed.data.result.server_version_info[0]);
  throw odooError("odoo_bad_answer", `${new URL(url).origin} answered, but not as an Odoo server does.`, { effect: "none" });
}

function release(version: string, first: number | string): Release {
  const major = typeof first === "number" ? first : Number(/\d+/.exec(first)?.[0] ?? Number.NaN);
  if (!Number.isInteger(major)) throw odooError("odoo_bad_answer", "Odoo gave a release that cannot be read.", { effect: "none" });
  return { major, version };
}
