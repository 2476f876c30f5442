import { displayName } from "../engine/env.ts";
import { bool, char, datetime, html, many2many, many2one, on14, on19, resId, selection, type Selection } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";
import { num, text } from "../engine/values.ts";
import type { Release } from "../types.ts";

export const MESSAGE_TYPES: Readonly<Record<Release, Selection>> = {
  14: [
    ["email", "Email"],
    ["comment", "Comment"],
    ["notification", "System notification"],
    ["user_notification", "User Specific Notification"],
    ["snailmail", "Snailmail"],
    ["sms", "SMS"],
  ],
  19: [
    ["email", "Incoming Email"],
    ["comment", "Comment"],
    ["email_outgoing", "Outgoing Email"],
    ["notification", "System notification"],
    ["auto_comment", "Automated Targeted Notification"],
    ["out_of_office", "Out-of-office Message"],
    ["user_notification", "User Specific Notification"],
    ["snailmail", "Snailmail"],
    ["sms", "SMS"],
  ],
};

export const mailMessage = defineModel({
  name: "mail.message",
  label: "Message",
  order: "id desc",
  recName: "record_name",
  displayName: (env, row) => text(row, "subject") || (num(row, "res_id") ? displayName(env, text(row, "model"), num(row, "res_id")) : ""),
  fields: {
    subject: char("Subject"),
    date: datetime("Date"),
    body: html("Contents", { default: "" }),
    model: char("Related Document Model"),
    res_id: resId("Related Document ID", { index: true }),
    record_name: char("Message Record Name", {
      compute: (env, row) =>
        num(row, "res_id") && text(row, "model") ? displayName(env, text(row, "model"), num(row, "res_id")) || false : false,
      stored: true,
    }),
    message_type: selection("Type", (env) => MESSAGE_TYPES[env.release], { required: true, default: "email" }),
    subtype_id: many2one("Subtype", "mail.message.subtype"),
    mail_activity_type_id: many2one("Mail Activity Type", "mail.activity.type"),
    is_internal: bool("Employee Only"),
    email_from: char("From"),
    author_id: many2one("Author", "res.partner", { index: true }),
    partner_ids: many2many("Recipients", "res.partner"),
    notified_partner_ids: many2many("Partners with Need Action", "res.partner"),
    parent_id: many2one("Parent Message", "mail.message"),
    message_id: char("Message-Id", { index: true, readonly: true }),
    reply_to: char("Reply-To"),
    incoming_email_to: on19(char("Emails To")),
    outgoing_email_to: on19(char("Outgoing Email To")),
    channel_ids: on14(many2many("Channels", "mail.message.subtype")),
    tracking_value_ids: many2many("Tracking values", "mail.message.subtype", { groups: "Role / Administrator" }),
  },
});

export const mailMessageSubtype = defineModel({
  name: "mail.message.subtype",
  label: "Message subtypes",
  order: "name, id",
  fields: {
    name: char("Message Type", { required: true }),
    description: char("Description"),
    internal: bool("Internal Only"),
    default: bool("Default", { default: true }),
    hidden: bool("Hidden"),
    res_model: char("Model"),
  },
});
