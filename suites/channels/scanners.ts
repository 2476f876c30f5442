import { decide, ORIGIN, post, view, type Linked, type World } from "./world.ts";

export interface ScannerFigures {
  readonly links: number;
  readonly scannerRequests: number;
  readonly scannerForms: number;
  readonly scannerDecisions: number;
  /** The person's own click, after all of them. */
  readonly clicksThatWorked: number;
  /** Answers without the headers that keep a link to itself. */
  readonly leaks: number;
}

const RISKS = ["low", "medium", "high"] as const;
const CODES = ["", "0000", "1234", "9999"] as const;

/**
 * What stands between a mailbox and its owner: programs that ask for every link, again and again, follow where it leads, run the
 * page's own requests, and press every button, without a session. After all of it the person clicks.
 */
export async function playScanners(world: World, links: number): Promise<ScannerFigures> {
  const count = { requests: 0, forms: 0, decisions: 0, clicks: 0, leaks: 0 };
  for (let round = 0; round < links; round++) {
    const link = await world.linked(RISKS[round % RISKS.length]!);
    await follow(world, link, count);
    await runPage(world, link, count);
    count.decisions += await world.decisions(link.actionId);
    const clicked = await decide(world, link, {
      cookie: world.anna.cookie,
      ...(round % 2 === 0 ? {} : { decision: "reject", reason: "Not now." }),
    });
    if (clicked.status === 200 && (await world.decisions(link.actionId)) === 1) count.clicks += 1;
  }
  return {
    links,
    scannerRequests: count.requests,
    scannerForms: count.forms,
    scannerDecisions: count.decisions,
    clicksThatWorked: count.clicks,
    leaks: count.leaks,
  };
}

/** Asks for the address as it stands in the mail and with the token put where a rewriting gateway may put it. */
async function follow(world: World, { url, token }: Linked, count: Record<"requests" | "forms" | "leaks", number>): Promise<void> {
  const path = new URL(url).pathname;
  const places = [path, `${path}?token=${token}`, `${path}/${token}`, `${path}%23${token}`];
  for (const place of places) {
    for (const method of ["HEAD", "OPTIONS", ...Array.from({ length: place === path ? 10 : 1 }, () => "GET")]) {
      let next: string | null = place;
      for (let hops = 0; next !== null && hops < 5; hops++) {
        const answer: Response = await world.app.request(next, { method, headers: { "user-agent": "SafeLinks/1.0" } });
        count.requests += 1;
        if (answer.headers.get("referrer-policy") !== "no-referrer") count.leaks += 1;
        const location: string | null = answer.headers.get("location");
        next = location === null ? null : new URL(location, ORIGIN).pathname;
        if (method === "GET") await submitForms(world, await answer.text(), place, count);
      }
    }
  }
}

/** Sends every form of a page, with what stands in its fields, by every method. */
async function submitForms(world: World, page: string, place: string, count: Record<"requests" | "forms", number>): Promise<void> {
  for (const [form] of page.matchAll(/<form[\s\S]*?<\/form>/gi)) {
    const action = /action="([^"]*)"/i.exec(form)?.[1] ?? place;
    await world.app.request(action, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ decision: "approve" }).toString(),
    });
    count.forms += 1;
    count.requests += 1;
  }
}

/** What a scanner does that runs the page's script: it looks, and presses every button, with whatever it puts into the fields. */
async function runPage(world: World, link: Linked, count: Record<"requests" | "forms", number>): Promise<void> {
  for (let times = 0; times < 3; times++) {
    await view(world, link.token);
    count.requests += 1;
  }
  for (const decision of ["approve", "reject"] as const) {
    for (const code of CODES) {
      await decide(world, link, { decision, reason: "scanned", ...(code === "" ? {} : { code }) });
      count.forms += 1;
    }
    // the same buttons in the shape of a form, and without saying where the page is from
    await world.app.request("/api/decision-links/decide", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ token: link.token, fingerprint: link.fingerprint, decision, reason: "scanned" }).toString(),
    });
    await post(world, `/api/ai-coo/actions/${link.actionId}/${decision}`, { fingerprint: link.fingerprint, reason: "scanned" });
    count.forms += 2;
  }
  count.requests += 2 * (CODES.length + 2);
}
