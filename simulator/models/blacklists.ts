import { bool, char } from "../engine/fields.ts";
import { defineModel } from "../engine/model.ts";

export const mailBlacklist = defineModel({
  name: "mail.blacklist",
  label: "Mail Blacklist",
  order: "id",
  recName: "email",
  fields: { email: char("Email Address", { required: true, index: true }), active: bool("Active", { default: true }) },
  hooks: {
    beforeCreate: (_env, draft) => {
      draft["email"] =
        String(draft["email"] || "")
          .trim()
          .toLowerCase() || false;
    },
  },
});

export const phoneBlacklist = defineModel({
  name: "phone.blacklist",
  label: "Phone Blacklist",
  order: "id",
  recName: "number",
  fields: { number: char("Phone Number", { required: true, index: true }), active: bool("Active", { default: true }) },
});
