import { expect, test } from "vitest";
import { registerPhone } from "#src/notifications/index.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(1)>"'&\u202egnp`;

test("a mail shows the complete action as text, whatever stands in it, and loads nothing", async () => {
  const anna = await scene.join("Anna <b>");
  await scene.prefer(anna, { language: "fr" }, "Europe/Paris");
  const evidence = Array.from({ length: 23 }, (_, index) => ({ label: `Fact ${index}`, value: index }));
  await scene.propose(
    { evidence, risk_level: "high" },
    { text: HOSTILE.replace("\u202e", ""), line: "<b>Rappel</b>", partnerName: HOSTILE.slice(0, 40) },
  );
  await scene.notify();
  const [mail] = scene.mails;
  expect(mail!.language).toBe("fr");
  expect(mail!.html).not.toMatch(/<script|<img|<b>|<link|@import|url\(/i);
  expect(mail!.html).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
  expect(mail!.html.match(/ (?:href|src)="[^"]*"/g)!.every((one) => one.startsWith(' href="https://coo.example.com/decide#'))).toBe(true);
  expect(mail!.subject).toContain("À décider : Envoyer un rappel de facture");
  for (const part of ["billing@azure.example", "Le message, tel qu’il sera envoyé", "> ", "La voir et décider"])
    expect(mail!.text).toContain(part);
  // what the page says more of is counted, and when it goes out stands there
  for (const part of [mail!.text, mail!.html]) {
    expect(part).toContain("… et 3 autres sur la page.");
    expect(part).not.toContain("Fact 20");
    expect(part).toMatch(/Seulement entre \d\d:\d\d et \d\d:\d\d à /);
  }
  expect(`${mail!.html}${mail!.text}${mail!.subject}`).not.toContain("\u202e");
});

test("an SMS fits, says how to answer, and holds no code where an answer does not decide", async () => {
  const anna = await scene.join("Anna");
  await registerPhone(scene.ctx, anna, "+33612345678");
  await scene.prefer(anna, { risks: { medium: { email: false, sms: true }, high: { email: false, sms: true } } });
  await scene.propose({}, { partnerName: `Company ${"long ".repeat(50)}`.trim() });
  await scene.notify();
  expect(scene.sms[0]!.body.length).toBeLessThanOrEqual(320);
  expect(scene.sms[0]!.body).toMatch(/Answer YES (\d{4}) or NO \1 until/);
  await scene.propose({ risk_level: "high" });
  await scene.notify();
  await scene.propose({ approval: { required: true, channels: ["in_app", "email"], min_approvals: 1 } });
  await scene.notify();
  for (const { body } of scene.sms.slice(1)) expect(body).not.toMatch(/YES/);
  expect(scene.sms).toHaveLength(3);
});

test("nothing is sent to a number that its owner did not prove, nor to one of a customer", async () => {
  const anna = await scene.join("Anna");
  await scene.propose({}, { actionType: "send_deal_check_in", phone: "+33612345699" });
  await expect(registerPhone(scene.ctx, anna, "+33 6 12 34 56 99")).rejects.toMatchObject({ code: "invalid_input" });
  await expect(registerPhone(scene.ctx, anna, "0612345678")).rejects.toMatchObject({ code: "invalid_input" });
});
