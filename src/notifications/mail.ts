import { oneLine } from "#src/lib/words.ts";
import type { ActionText } from "./actionText.ts";
import { html, type Html } from "./html.ts";
import type { Approver } from "./people.ts";
import type { ActsFor } from "./standIns.ts";
import { momentFor, wordsOf, type Words } from "./words.ts";

/** A mail without its envelope. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** In whose name it can be decided, and the address for that; without one where no public address is known. */
interface Way {
  /** Null: the person's own. */
  readonly actsFor: ActsFor | null;
  readonly url: string | null;
}

/** An action with the ways in which this person may decide it. */
export interface Listed {
  readonly action: ActionText;
  readonly ways: readonly Way[];
}

export type MailKind = "approval" | "escalation" | "digest";

/** The mail about one action, whole, or a list of several. `more` are left out of the list. */
export function composeApprovalMail(
  person: Approver,
  kind: MailKind,
  listed: readonly Listed[],
  { more, inboxUrl }: { readonly more: number; readonly inboxUrl: string | null },
): MailText {
  const words = wordsOf(person.settings.language);
  const [first] = listed;
  if (first !== undefined && listed.length + more === 1 && kind !== "digest") return whole(person, kind, first, words);
  return list(person, kind, listed, { more, inboxUrl, words });
}

/** What a person gets who wants to see whether mail reaches them. */
export function composeTestMail(person: Approver): MailText {
  const words = wordsOf(person.settings.language);
  const said = [words.hello(person.name), words.testText];
  return {
    subject: words.test,
    text: `${said.join("\n\n")}\n`,
    html: page(words, html`${said.map((one) => html`<p>${one}</p>`)}`, person.settings.language),
  };
}

function whole(person: Approver, kind: MailKind, { action, ways }: Listed, words: Words): MailText {
  const { title, about, risk, riskReasons, why, effect, facts, changes, contacts, hours, edited, message, expiresAt } = action;
  const intro = kind === "escalation" ? words.again : words.asks;
  const until = words.until(momentFor(expiresAt, { language: person.settings.language, timezone: person.timezone }));
  const acting = actingIn(person, [{ action, ways }], words);
  const linked = ways.flatMap(({ actsFor, url }) => (url === null ? [] : [{ label: labelOf(actsFor, words), url }]));
  const quoted = message === null ? [] : message.body.split("\n").map((one) => `> ${one}`);
  const text = [
    words.hello(person.name),
    "",
    intro,
    "",
    ...acting.flatMap((one) => [one, ""]),
    `${title}: ${about}`,
    `(${risk}) ${until}`,
    ...(edited === null ? [] : [edited]),
    "",
    `${words.why}: ${why}`,
    `${words.effect}: ${effect}`,
    "",
    `${words.contacts}: ${contacts.length === 0 ? words.nobody : contacts.join(", ")}`,
    ...(hours === null ? [] : [`${words.when}: ${hours}`]),
    ...section(words.changes, dashed(changes)),
    ...section(words.facts, dashed(facts)),
    ...section(words.raised, dashed(riskReasons)),
    ...section(words.message, [
      ...(message?.subject === null || message?.subject === undefined ? [] : [`> ${words.subject}: ${message.subject}`, ">"]),
      ...quoted,
      ...(message?.isCut === true ? [words.cut] : []),
    ]),
    "",
    ...(linked.length === 0 ? [words.noLink] : [...linked.flatMap(({ label, url }) => [`${label}:`, url, ""]), words.byLink]),
    "",
    "-- ",
    words.footer,
    "",
  ].join("\n");
  const items = (lines: readonly string[]): Html =>
    html`<ul style="margin:4px 0 0;padding-left:20px">
      ${lines.map((one) => html`<li>${one}</li>`)}
    </ul>`;
  const listPart = (name: string, lines: readonly string[]): Html | "" => (lines.length === 0 ? "" : part(name, items(lines)));
  const body = html`<p>${words.hello(person.name)}</p>
    <p>${intro}</p>
    ${acting.map((one) => html`<p>${one}</p>`)}
    <h1 style="font-size:20px;line-height:1.3;margin:20px 0 4px">${title}</h1>
    <p style="margin:0 0 4px;font-weight:600">${about}</p>
    <p class="quiet" style="margin:0 0 16px">${risk} · ${until}</p>
    ${edited === null ? "" : html`<p style="margin:0 0 16px">${edited}</p>`}
    ${linked.length === 0 ? html`<p>${words.noLink}</p>` : linked.map(({ label, url }) => button(url, label))}
    ${part(words.why, html`<p style="margin:4px 0 0">${why}</p>`)} ${part(words.effect, html`<p style="margin:4px 0 0">${effect}</p>`)}
    ${part(words.contacts, contacts.length === 0 ? html`<p style="margin:4px 0 0">${words.nobody}</p>` : items(contacts))}
    ${hours === null ? "" : part(words.when, html`<p style="margin:4px 0 0">${hours}</p>`)} ${listPart(words.changes, changes)}
    ${message === null ? "" : part(words.message, messageBox(message, words))} ${listPart(words.facts, facts)}
    ${listPart(words.raised, riskReasons)} ${linked.length === 0 ? "" : html`<p class="quiet" style="margin:20px 0 0">${words.byLink}</p>`}`;
  const subject = oneLine(kind === "escalation" ? words.oneAgain(`${title}: ${about}`) : words.one(`${title}: ${about}`), 150);
  return { subject, text, html: page(words, body, person.settings.language) };
}

function list(
  person: Approver,
  kind: MailKind,
  listed: readonly Listed[],
  { more, inboxUrl, words }: { readonly more: number; readonly inboxUrl: string | null; readonly words: Words },
): MailText {
  const count = listed.length + more;
  const { language } = person.settings;
  const subject = kind === "digest" ? words.digest(count) : kind === "escalation" ? words.manyAgain(count) : words.many(count);
  const intro = kind === "escalation" ? words.again : words.asksMany;
  const until = (moment: Date): string => words.until(momentFor(moment, { language, timezone: person.timezone }));
  const acting = actingIn(person, listed, words);
  const isLinked = listed.some(({ ways }) => ways.some(({ url }) => url !== null));
  const text = [
    words.hello(person.name),
    "",
    intro,
    "",
    ...acting.flatMap((one) => [one, ""]),
    ...listed.flatMap(({ action, ways }) => [
      `* ${action.title}: ${action.about}`,
      `  (${action.risk}) ${until(action.expiresAt)}`,
      ...ways.flatMap(({ actsFor, url }) =>
        url === null ? [] : [actsFor === null ? `  ${url}` : `  ${words.inPlaceOf(actsFor.name)}: ${url}`],
      ),
      "",
    ]),
    ...(more === 0 ? [] : [words.more(more), ""]),
    ...(inboxUrl === null ? [words.noLink] : [`${words.inbox}: ${inboxUrl}`]),
    ...(isLinked ? ["", words.byLink] : []),
    "",
    "-- ",
    words.footer,
    "",
  ].join("\n");
  const row = ({ action, ways }: Listed): Html => {
    const title = `${action.title}: ${action.about}`;
    const own = ways.find(({ actsFor, url }) => actsFor === null && url !== null);
    const name = own === undefined ? html`${title}` : html`<a href="${own.url ?? ""}" style="color:inherit">${title}</a>`;
    const others = ways.flatMap(({ actsFor, url }) =>
      actsFor === null || url === null ? [] : [html`<br /><a href="${url}" style="color:inherit">${words.lookFor(actsFor.name)}</a>`],
    );
    return html`<li style="margin:0 0 12px">
      <span style="font-weight:600">${name}</span><br /><span class="quiet">${action.risk} · ${until(action.expiresAt)}</span>${others}
    </li>`;
  };
  const body = html`<p>${words.hello(person.name)}</p>
    <p>${intro}</p>
    ${acting.map((one) => html`<p>${one}</p>`)}
    <h1 style="font-size:20px;line-height:1.3;margin:20px 0 12px">${subject}</h1>
    <ul style="margin:0;padding-left:20px">
      ${listed.map(row)}
    </ul>
    ${more === 0 ? "" : html`<p>${words.more(more)}</p>`}
    ${inboxUrl === null ? html`<p>${words.noLink}</p>` : button(inboxUrl, words.inbox)}
    ${isLinked ? html`<p class="quiet" style="margin:20px 0 0">${words.byLink}</p>` : ""}`;
  return { subject, text, html: page(words, body, language) };
}

const labelOf = (actsFor: ActsFor | null, words: Words): string => (actsFor === null ? words.look : words.lookFor(actsFor.name));

/** For whom they act in it, a sentence each. */
function actingIn({ settings: { language }, timezone }: Approver, listed: readonly Listed[], words: Words): string[] {
  const seats = listed.flatMap(({ ways }) => ways.map(({ actsFor }) => actsFor));
  const others = new Map(seats.flatMap((one) => (one === null ? [] : [[one.userId, one] as const])));
  return [...others.values()].map(({ name, until }) => words.actsFor(name, momentFor(until, { language, timezone })));
}

const dashed = (lines: readonly string[]): string[] => lines.map((one) => `- ${one}`);

const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ["", `${title}:`, ...lines]);

const part = (title: string, body: Html): Html =>
  html`<h2 class="quiet" style="font-size:13px;margin:20px 0 0;font-weight:600">${title}</h2>
    ${body}`;

function messageBox({ subject, body, isCut }: NonNullable<ActionText["message"]>, words: Words): Html {
  const about = subject === null ? "" : html`<p style="margin:0 0 8px;font-weight:600">${words.subject}: ${subject}</p>`;
  const rest = isCut ? html`<p class="quiet">${words.cut}</p>` : "";
  return html`<div class="box" style="margin:6px 0 0;padding:12px 14px;border-radius:8px">
    ${about}
    <div style="white-space:pre-wrap;overflow-wrap:anywhere">${body}</div>
    ${rest}
  </div>`;
}

/** A link that looks like a button. */
export const button = (url: string, label: string): Html =>
  html`<p style="margin:20px 0 0">
    <a class="button" href="${url}" style="display:inline-block;padding:12px 20px;border-radius:8px;font-weight:600;text-decoration:none"
      >${label}</a
    >
  </p>`;

/** Loads nothing: its look is its own, for light and for dark readers, and it stays readable where styles are taken out. */
export function page({ footer }: { readonly footer: string }, body: Html, language: string): string {
  const style = html`:root{color-scheme:light dark} body{margin:0;padding:24px 16px;background:#f6f6f7;color:#1b1d22;font:15px/1.55
  -apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif} main{max-width:600px;margin:0
  auto;padding:24px;border-radius:12px;background:#fff} .quiet{color:#5b616e}.box{background:#f3f4f6}.button{background:#1b1d22;color:#fff}
  @media(max-width:480px){body{padding:0}main{border-radius:0;padding:20px 16px}}
  @media(prefers-color-scheme:dark){body{background:#111216;color:#e8e9ec}main{background:#1a1c21}.quiet{color:#a3a8b4}.box{background:#24262d}.button{background:#e8e9ec;color:#111216}}`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>AI COO</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          ${body}
          <p class="quiet" style="margin:28px 0 0;font-size:13px">${footer}</p>
        </main>
      </body>
    </html> `.text;
}
