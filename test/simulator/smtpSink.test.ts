import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSmtpSink, type SmtpSink } from "#simulator/mail/smtpSink.ts";

let sink: SmtpSink;
beforeEach(async () => {
  sink = await startSmtpSink();
});
afterEach(() => sink.stop());

const send = (to: string) =>
  createTransport(sink.url).sendMail({
    from: "accounts@ours.example",
    to,
    subject: "Rappel de paiement",
    text: "Échéance dépassée",
    messageId: "<one@ai-coo>",
  });

test("keeps what it was sent", async () => {
  await send("claire@boulangerie.example");
  const [message] = sink.messages();
  expect(message).toMatchObject({ from: "accounts@ours.example", recipients: ["claire@boulangerie.example"] });
  expect(message?.mail).toMatchObject({ subject: "Rappel de paiement", messageId: "<one@ai-coo>" });
  expect(message?.mail.text).toContain("Échéance dépassée");
});

test("refuses as it is told to, as often as it is told to", async () => {
  sink.faults.add({ kind: "refuse", code: 550, message: "no such user", recipient: "gone@customer.example" });
  await expect(send("gone@customer.example")).rejects.toMatchObject({ responseCode: 550 });
  await send("gone@customer.example");
  expect(sink.messages()).toHaveLength(1);
});

test("a cut after the message keeps it; a cut before it does not", async () => {
  sink.faults.add({ kind: "drop_after_data" });
  await expect(send("a@customer.example")).rejects.toThrow("closed");
  expect(sink.messages()).toHaveLength(1);
  sink.faults.add({ kind: "drop_before_data" });
  await expect(send("a@customer.example")).rejects.toThrow("closed");
  expect(sink.messages()).toHaveLength(1);
});
