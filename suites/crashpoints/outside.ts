import { ManualClock } from "#src/lib/clock.ts";
import { startSimulator, type Release, type Simulator } from "#simulator/index.ts";
import { startSmtp2go, type Smtp2go } from "#simulator/mail/smtp2go.ts";
import { startSmtpSink, type SmtpSink } from "#simulator/mail/smtpSink.ts";
import { startSmsGateway } from "#simulator/sms/gateway.ts";
import type { SmsStandIn } from "#simulator/sms/standIn.ts";
import { NOW } from "../support/stage.ts";
import type { Job } from "./workerChild.ts";

export type MailKind = Job["mail"]["kind"];

/** Everything outside the product, in the suite's own process: it is never killed, and keeps what reached it. */
export interface Outside extends AsyncDisposable {
  readonly release: Release;
  /** The time outside, moved on with the workers'. */
  readonly clock: ManualClock;
  readonly simulator: Simulator;
  readonly smtp2go: Smtp2go;
  readonly sink: SmtpSink;
  readonly sms: SmsStandIn;
  /** The project of every task. */
  readonly project: number;
  readonly stage: { readonly from: number; readonly to: number };
  doors(mail: MailKind): Pick<Job, "odoo" | "mail" | "sms">;
}

export async function openOutside(release: Release): Promise<Outside> {
  const clock = new ManualClock(NOW);
  const now = (): Date => clock.now();
  const [simulator, smtp2go, sink, sms] = await Promise.all([
    startSimulator({ release, company: "empty", now }),
    startSmtp2go({ now }),
    startSmtpSink(),
    startSmsGateway({ now }),
  ]);
  const { url, database, login, apiKey, company, inspect } = simulator;
  const stageOf = (name: string): number => inspect.records("crm.stage", [["name", "=", name]])[0]!.id;
  return {
    release,
    clock,
    simulator,
    smtp2go,
    sink,
    sms,
    project: Number(company.call("project.project", "create", [{ name: "Collections" }])),
    stage: { from: stageOf("Qualified"), to: stageOf("Won") },
    doors: (mail) => ({
      odoo: { url, database, login, apiKey },
      mail: mail === "smtp" ? { kind: "smtp", url: sink.url } : { kind: "smtp2go", baseUrl: smtp2go.url, apiKey: smtp2go.apiKey },
      sms: { url: sms.url, apiKey: sms.apiKey },
    }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([simulator.stop(), smtp2go.stop(), sink.stop(), sms.stop()]);
    },
  };
}
