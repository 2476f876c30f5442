import { oneLine } from "#src/lib/words.ts";
import type { Role } from "#src/people/rights.ts";
import { html, visible } from "./html.ts";
import { button, page, type MailText } from "./mail.ts";
import type { NotificationLanguage } from "./settings.ts";
import { momentFor } from "./words.ts";

const en = {
  subject: (organisation: string): string => `You are invited to ${organisation}`,
  hello: "Hello,",
  invites: (who: string, organisation: string): string =>
    `${who} invites you to AI COO, which proposes what ${organisation} could do next and does it once somebody says yes.`,
  role: {
    viewer: "You would see everything, and decide nothing.",
    approver: "You would decide about what is proposed.",
    admin: "You would decide about what is proposed, and look after people and what is allowed.",
    owner: "You would own the organisation, and may do everything.",
  } satisfies Record<Role, string>,
  join: "Join",
  until: (moment: string): string =>
    `The link is good once, until ${moment}. Opening it takes nothing. It is yours alone: do not pass it on.`,
  footer:
    "You get this mail, and no other one, because somebody wrote down your address to invite you. If you do not know why, do nothing.",
};

const fr: typeof en = {
  subject: (organisation) => `Vous êtes invité à rejoindre ${organisation}`,
  hello: "Bonjour,",
  invites: (who, organisation) =>
    `${who} vous invite à rejoindre AI COO, qui propose ce que ${organisation} pourrait faire et le fait une fois que quelqu’un a dit oui.`,
  role: {
    viewer: "Vous verriez tout, sans rien décider.",
    approver: "Vous décideriez de ce qui est proposé.",
    admin: "Vous décideriez de ce qui est proposé, et vous occuperiez des personnes et de ce qui est permis.",
    owner: "L’organisation serait la vôtre : vous pourriez tout faire.",
  },
  join: "Rejoindre",
  until: (moment) => `Le lien sert une fois, jusqu’au ${moment}. L’ouvrir n’engage à rien. Il n’est que pour vous : ne le transmettez pas.`,
  footer:
    "Vous recevez ce message, et aucun autre, parce que quelqu’un a saisi votre adresse pour vous inviter. Si vous ne savez pas pourquoi, ne faites rien.",
};

const WORDS = { en, fr } as const satisfies Record<NotificationLanguage, typeof en>;

/** The mail to somebody who is invited: whose it is, what they would be, and the link. */
export function composeInvitationMail(about: {
  readonly organisation: string;
  readonly invitedBy: string;
  readonly role: Role;
  readonly url: string;
  readonly expiresAt: Date;
  readonly language: NotificationLanguage;
  /** Of the organisation: of the invited person none is known. */
  readonly timezone: string;
}): MailText {
  const { role, url, expiresAt, language } = about;
  const [organisation, invitedBy] = [about.organisation, about.invitedBy].map((name) => visible(oneLine(name, 100))) as [string, string];
  const words = WORDS[language];
  const said = [words.hello, words.invites(invitedBy, organisation), words.role[role]];
  const until = words.until(momentFor(expiresAt, about));
  return {
    subject: oneLine(words.subject(organisation), 150),
    text: [...said, `${words.join}:\n${url}`, until, `-- \n${words.footer}\n`].join("\n\n"),
    html: page(
      words,
      html`${said.map((one) => html`<p>${one}</p>`)} ${button(url, words.join)}
        <p class="quiet">${until}</p>`,
      language,
    ),
  };
}
