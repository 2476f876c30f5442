import { createHmac } from "node:crypto";

export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
}

/** Twilio's signature of a posted form: the address, then each field's name and value by name, HMAC-SHA1 under the auth token. */
export function twilioSignatureOf(authToken: string, url: string, fields: Readonly<Record<string, string>>): string {
  const hmac = createHmac("sha1", authToken);
  hmac.update(url);
  for (const name of Object.keys(fields).toSorted()) {
    hmac.update(name);
    hmac.update(fields[name]!);
  }
  return hmac.digest("base64");
}

/** An SMS that a number of the account received, as Twilio posts it to `url`. */
export function twilioReceived(
  account: TwilioAccount,
  url: string,
  sms: {
    readonly sid: string;
    readonly from: string;
    readonly to: string;
    readonly body: string;
    readonly optOutType?: "STOP" | "START" | "HELP";
  },
) {
  return delivery(account, url, {
    ToCountry: "FR",
    SmsMessageSid: sms.sid,
    NumMedia: "0",
    SmsSid: sms.sid,
    SmsStatus: "received",
    Body: sms.body,
    To: sms.to,
    NumSegments: "1",
    MessageSid: sms.sid,
    AccountSid: account.accountSid,
    From: sms.from,
    ApiVersion: "2010-04-01",
    ...(sms.optOutType === undefined ? {} : { OptOutType: sms.optOutType }),
  });
}

/** What became of an SMS of the account, as Twilio posts it to `url`. */
export function twilioStatus(
  account: TwilioAccount,
  url: string,
  sms: { readonly sid: string; readonly to: string; readonly from: string; readonly status: string; readonly errorCode?: number },
) {
  return delivery(account, url, {
    ...(sms.errorCode === undefined ? {} : { ErrorCode: String(sms.errorCode) }),
    SmsSid: sms.sid,
    SmsStatus: sms.status,
    MessageStatus: sms.status,
    To: sms.to,
    MessageSid: sms.sid,
    AccountSid: account.accountSid,
    From: sms.from,
    ApiVersion: "2010-04-01",
  });
}

function delivery(account: TwilioAccount, url: string, fields: Readonly<Record<string, string>>) {
  const init = {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": twilioSignatureOf(account.authToken, url, fields),
    },
    body: new URLSearchParams(fields).toString(),
  } satisfies RequestInit;
  return { url, init };
}
