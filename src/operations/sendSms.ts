import type { OperationDefinition } from "./definition.ts";
import { final } from "./outcome.ts";

/** Sends an SMS through the configured gateway. */
export const sendSms: OperationDefinition<"send_sms"> = {
  type: "send_sms",
  repeatable: () => false,
  contacts: "sms",
  token: (actionId) => actionId,
  async run(inputs, { actionId }, { sms }) {
    if (sms === undefined) return final("No SMS gateway is configured, so nothing was sent.");
    return sms.send({ actionId, to: inputs.to, body: inputs.body });
  },
  async lookUp(inputs, { actionId, since }, { sms }) {
    return sms === undefined ? { kind: "not_found" } : sms.lookUp({ actionId, to: inputs.to, since });
  },
};
