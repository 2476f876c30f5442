import type { BrowserContext, Page } from "@playwright/test";

/** What was heard: each is one of the things that must not happen. */
export interface Heard {
  readonly ran: string[];
  readonly loads: string[];
  readonly reports: string[];
}

/** Listens to everything that a context's pages do that they must not; `own` is the only origin they may ask. */
export async function listenTo(context: BrowserContext, own: string | null): Promise<Heard> {
  const heard: Heard = { ran: [], loads: [], reports: [] };
  await context.exposeBinding("__ran", (_source, what?: string) => void heard.ran.push(what ?? "script"));
  await context.exposeBinding("__reported", (_source, what: string) => void heard.reports.push(what));
  await context.addInitScript(`
    document.addEventListener("securitypolicyviolation", (event) => window.__reported(event.violatedDirective + " " + event.blockedURI));
  `);
  await context.route(
    (url) => (own === null || url.origin !== own) && url.protocol.startsWith("http"),
    async (route) => {
      heard.loads.push(route.request().url());
      await route.abort();
    },
  );
  const listen = (page: Page): void => {
    page.on("dialog", (dialog) => {
      heard.ran.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("console", (message) => {
      if (/Content Security Policy|Blocked script execution/i.test(message.text())) heard.reports.push(message.text());
    });
  };
  context.on("page", listen);
  return heard;
}
