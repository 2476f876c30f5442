import type { OperationDefinition } from "./definition.ts";
import { final } from "./outcome.ts";

/** Sends the exact SMS that was approved. What `repeatable` and the look-up can say is the transport's to know. */
export const sendSms: OperationDefinition<"send_sms"> = {
  type: "send_sms",
  repeatable: ({ sms }) => sms?.repeatable ?? false,
  contacts: "sms",
  token: (actionId) => actionId,
  async run(inputs, { actionId }, { sms, clock }) {
    if (sms === undefined) return final("No SMS gateway is configured, so nothing was sent.");
    return sms.send({ actionId, to: inputs.to, body: inputs.body, date: clock.now() });
  },
  async lookUp(inputs, { actionId, since }, { sms }) {
    return sms === undefined ? { kind: "not_found" } : sms.lookUp({ actionId, to: inputs.to, body: inputs.body, since });
  },
};
