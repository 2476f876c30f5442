import { escapeHtml, sanitize } from "../engine/coerce.ts";
import { displayName, type Env, existing, idOf, linked, modelOf, nowText, rowOf } from "../engine/env.ts";
import { valueError } from "../engine/errors.ts";
import { bool, type Field, one2many } from "../engine/fields.ts";
import { guard } from "../engine/methods.ts";
import type { Args, Method } from "../engine/model.ts";
import { asText, ref, type Row, text } from "../engine/values.ts";
import { MESSAGE_TYPES } from "./mailMessage.ts";

/** What a model with a chatter has. */
export function threadFields(model: string): Record<string, Field> {
  return {
    message_ids: one2many("Messages", "mail.message", "res_id", {
      compute: (env, row) =>
        messagesOf(env, model, row.id)
          .map((message) => message.id)
          .toReversed(),
    }),
    message_follower_ids: one2many("Followers", "mail.followers", "res_id", {
      compute: (env, row) => followersOf(env, model, row.id).map((follower) => follower.id),
    }),
    message_is_follower: bool("Is Follower", {
      compute: (env, row) =>
        followersOf(env, model, row.id).some(
          (follower) => ref(follower, "partner_id") === ref(existing(env, "res.users", env.uid), "partner_id"),
        ),
    }),
    message_needaction: bool("Action Needed", { compute: () => false }),
  };
}

export const threadMethods = (model: string): Record<string, Method> => ({
  message_post: {
    onRecords: true,
    rest: true,
    writes: true,
    params: [
      "body?",
      "subject?",
      "message_type?",
      "email_from?",
      "author_id?",
      "parent_id?",
      "subtype_xmlid?",
      "subtype_id?",
      "partner_ids?",
    ],
    run: (env, ids, args, rest) => messagePost(env, model, ids, args, rest),
  },
  message_subscribe: {
    onRecords: true,
    writes: true,
    params: ["partner_ids?", "subtype_ids?"],
    run: (env, ids, args) => {
      guard(env, model, ids, "write");
      for (const id of ids) subscribe(env, model, id, Array.isArray(args["partner_ids"]) ? (args["partner_ids"] as number[]) : []);
      return true;
    },
  },
});

const followersOf = (env: Env, model: string, id: number): Row[] =>
  linked(env, "mail.followers", "res_id", id).filter((follower) => follower["res_model"] === model);

/** Makes partners followers of a record, once each. */
export function subscribe(env: Env, model: string, id: number, partners: readonly number[]): void {
  const known = new Set(followersOf(env, model, id).map((follower) => ref(follower, "partner_id")));
  for (const partner of partners)
    if (!known.has(partner)) env.store.insert("mail.followers", { res_model: model, res_id: id, partner_id: partner });
}

export const messagesOf = (env: Env, model: string, id: number): Row[] =>
  linked(env, "mail.message", "res_id", id).filter((message) => message["model"] === model);

const KNOWN_EXTRAS = [
  "message_id",
  "body_is_html",
  "attachment_ids",
  "email_layout_xmlid",
  "is_internal",
  "reply_to",
  "tracking_value_ids",
  "mail_auto_delete",
  "date",
  "incoming_email_to",
  "outgoing_email_to",
];

function messagePost(env: Env, model: string, ids: readonly number[], args: Args, rest: Args): unknown {
  if (ids.length !== 1) throw valueError(`Expected singleton: ${model}(${ids.join(", ")})`);
  const id = ids[0] ?? 0;
  guard(env, model, [id], "write");
  const unknown = env.release === 19 ? Object.keys(rest).find((name) => !KNOWN_EXTRAS.includes(name)) : undefined;
  if (unknown) throw valueError(`Those values are not supported when posting or notifying: ${unknown}`);
  const type = args["message_type"] ?? "notification";
  if (!MESSAGE_TYPES[env.release].some(([key]) => key === type))
    throw valueError(`Wrong value for mail.message.message_type: '${asText(type)}'`);
  const body = asText(args["body"]);
  const isHtml = env.release === 14 || rest["body_is_html"] === true;
  const partners = Array.isArray(args["partner_ids"]) ? (args["partner_ids"] as number[]) : [];
  const note = addMessage(env, model, id, {
    body: body === "" ? "" : sanitize(env, isHtml ? body : escapeHtml(body)),
    message_type: asText(type),
    subtype: subtypeOf(env, args),
    partners,
    ...(typeof args["subject"] === "string"
      ? { subject: args["subject"] }
      : partners.length > 0 && type === "notification"
        ? { subject: (env.release === 14 ? "Re: " : "") + displayName(env, model, id) }
        : {}),
    ...(typeof rest["message_id"] === "string" ? { messageId: rest["message_id"] } : {}),
    ...(typeof args["author_id"] === "number" ? { author: args["author_id"] } : {}),
    ...(typeof args["email_from"] === "string" ? { emailFrom: args["email_from"] } : {}),
  });
  // Whoever writes follows from then on, unless told otherwise.
  if (type === "comment" && env.context["mail_create_nosubscribe"] !== true) subscribe(env, model, id, [ref(note, "author_id")]);
  return env.release === 19 ? [note.id] : note.id;
}

function subtypeOf(env: Env, args: Args): number {
  if (typeof args["subtype_id"] === "number") return args["subtype_id"];
  const named = typeof args["subtype_xmlid"] === "string" ? idOf(env, args["subtype_xmlid"]) : 0;
  // Without a subtype (or with one that does not exist) 19 makes it a note; 14 leaves it empty.
  return named || (env.release === 19 ? idOf(env, "mail.mt_note") : 0);
}

export interface NewMessage {
  readonly body: string;
  readonly message_type: string;
  readonly subtype: number;
  readonly partners?: readonly number[];
  readonly subject?: string;
  readonly messageId?: string;
  readonly author?: number;
  readonly emailFrom?: string;
  readonly internal?: boolean;
  readonly activityType?: number;
}

/** Puts a message on a record's chatter; nothing is sent. */
export function addMessage(env: Env, model: string, id: number, message: NewMessage): Row {
  const user = existing(env, "res.users", env.uid);
  const author = message.author ?? ref(user, "partner_id");
  const partner = rowOf(env, "res.partner", author);
  const from = message.emailFrom ?? (partner ? `"${text(partner, "name")}" <${text(partner, "email")}>` : "");
  const number = env.store.table("mail.message").nextId;
  const now = nowText(env);
  return env.store.insert("mail.message", {
    model,
    res_id: id,
    body: message.body,
    message_type: message.message_type,
    subtype_id: message.subtype || false,
    partner_ids: message.partners ?? [],
    notified_partner_ids: message.partners ?? [],
    subject: message.subject ?? false,
    message_id:
      message.messageId ??
      `<${String(number).padStart(15, "0")}.${Math.floor(env.server.now().getTime() / 1000)}-openerp-${id}-${model}@simulator>`,
    author_id: author || false,
    email_from: from,
    reply_to: from,
    is_internal: message.internal ?? false,
    mail_activity_type_id: message.activityType ?? false,
    date: now,
    parent_id: false,
    create_uid: env.uid,
    create_date: now,
    write_uid: env.uid,
    write_date: now,
  });
}

/** What goes with a record that is deleted: its messages, activities and followers. */
export function removeChatter(env: Env, model: string, id: number): void {
  for (const message of messagesOf(env, model, id)) env.store.remove("mail.message", message.id);
  for (const kind of ["mail.activity", "mail.followers"]) {
    for (const row of linked(env, kind, "res_id", id)) if (row["res_model"] === model) env.store.remove(kind, row.id);
  }
}

/** The entry "… created" that opens a record's chatter, unless the context says not to. */
export function logCreation(env: Env, model: string, row: Row): void {
  if (env.context["mail_create_nolog"] === true || env.context["tracking_disable"] === true) return;
  addMessage(env, model, row.id, {
    body: `<p>${modelOf(env, model).label} created</p>`,
    message_type: "notification",
    subtype: idOf(env, "mail.mt_note"),
    internal: true,
  });
}

/** A change that Odoo tracks: an empty message with the subtype of the change. */
export function logTracking(env: Env, model: string, row: Row, subtypeXmlId: string): void {
  if (env.context["tracking_disable"] === true) return;
  addMessage(env, model, row.id, { body: "", message_type: "notification", subtype: idOf(env, subtypeXmlId) || idOf(env, "mail.mt_note") });
}
