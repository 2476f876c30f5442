import { approveAction, editAction } from "#src/actions/index.ts";
import { decide, view, type Linked, type World } from "./world.ts";

export interface Trial {
  readonly name: string;
  readonly accepted: boolean;
}

/** As many at one moment by one link: one transition, and everybody else hears that it has decided. */
export async function clickAtOnce(world: World, many: number): Promise<{ transitions: number; accepted: number; told: number }> {
  const link = await world.linked("medium");
  const answers = await Promise.all(Array.from({ length: many }, () => decide(world, link, { cookie: world.anna.cookie })));
  return {
    transitions: await world.decisions(link.actionId),
    accepted: answers.filter(({ status }) => status === 200).length,
    told: answers.filter(({ status, body }) => status === 409 && (body["error"] as { code?: string }).code === "conflict").length,
  };
}

/** Two people by two links and by the inbox at one moment: the first word stands, and the others hear whose it was. */
export async function firstWins(world: World): Promise<{ transitions: number; told: number }> {
  const link = await world.linked("medium");
  const inApp = {
    ctx: { ...world.ctx, actor: `user:${world.bruno.userId}` as const },
    input: { actionId: link.actionId, fingerprint: link.fingerprint, channel: "in_app" as const },
  };
  const ended = await Promise.allSettled([approveAction(inApp), decide(world, link, { cookie: world.anna.cookie })]);
  const later = await view(world, link.token, world.anna.cookie);
  const status = later.body["state"];
  return {
    transitions: await world.decisions(link.actionId),
    told: ended.length === 2 && (status === "used" || status === "decided") ? 1 : 0,
  };
}

/** Everything that a link must not decide by. */
export async function refusedLinks(world: World, rounds: number): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const { name, risk = "medium", play } of CASES) {
      const link = await world.linked(risk);
      const before = await world.decisions(link.actionId);
      const { status } = await play(world, link);
      const after = await world.decisions(link.actionId);
      world.present();
      const allowed = name.startsWith("replayed") || name.startsWith("decided") ? 1 : 0;
      trials.push({ name, accepted: status === 200 || after - before > allowed });
    }
  }
  return trials;
}

interface Case {
  readonly name: string;
  readonly risk?: "low" | "medium" | "high" | "critical";
  readonly play: (world: World, link: Linked) => Promise<{ readonly status: number }>;
}

const other = (text: string): string => (text.endsWith("A") ? `${text.slice(0, -1)}B` : `${text.slice(0, -1)}A`);

const CASES: readonly Case[] = [
  {
    name: "expired",
    play: (world, link) => {
      world.advance(25 * 60);
      return decide(world, link, { cookie: world.anna.cookie });
    },
  },
  {
    name: "replayed",
    play: async (world, link) => {
      await decide(world, link, { cookie: world.anna.cookie });
      return decide(world, link, { cookie: world.anna.cookie });
    },
  },
  {
    name: "replayed with another answer",
    play: async (world, link) => {
      await decide(world, link, { cookie: world.anna.cookie });
      return decide(world, link, { cookie: world.anna.cookie, decision: "reject", reason: "No." });
    },
  },
  { name: "a colleague's session", play: (world, link) => decide(world, link, { cookie: world.bruno.cookie }) },
  { name: "a session of another organisation", play: (world, link) => decide(world, link, { cookie: world.foreign.cookie }) },
  {
    name: "a colleague's session with the code",
    risk: "low",
    play: async (world, link) => {
      const code = String((await view(world, link.token)).body["code"]);
      return decide(world, link, { cookie: world.bruno.cookie, code });
    },
  },
  {
    name: "edited since",
    play: async (world, link) => {
      await editAction({
        ctx: { ...world.ctx, actor: `user:${world.bruno.userId}` },
        input: { actionId: link.actionId, fingerprint: link.fingerprint, edit: { type: "send_email", subject: "Another subject" } },
      });
      return decide(world, link, { cookie: world.anna.cookie });
    },
  },
  {
    name: "edited since, with the new fingerprint",
    play: async (world, link) => {
      const { fingerprint } = await editAction({
        ctx: { ...world.ctx, actor: `user:${world.bruno.userId}` },
        input: { actionId: link.actionId, fingerprint: link.fingerprint, edit: { type: "send_email", subject: "Another subject" } },
      });
      return decide(world, { ...link, fingerprint }, { cookie: world.anna.cookie });
    },
  },
  {
    name: "decided in the inbox before",
    play: async (world, link) => {
      const ctx = { ...world.ctx, actor: `user:${world.bruno.userId}` as const };
      await approveAction({ ctx, input: { actionId: link.actionId, fingerprint: link.fingerprint, channel: "in_app" } });
      return decide(world, link, { cookie: world.anna.cookie });
    },
  },
  {
    name: "wrong fingerprint",
    play: (world, link) => decide(world, { ...link, fingerprint: "0".repeat(64) }, { cookie: world.anna.cookie }),
  },
  {
    name: "another action's fingerprint",
    play: async (world, link) => {
      const { fingerprint } = await world.propose("medium");
      return decide(world, { ...link, fingerprint }, { cookie: world.anna.cookie });
    },
  },
  { name: "an altered token", play: (world, link) => decide(world, { ...link, token: other(link.token) }, { cookie: world.anna.cookie }) },
  {
    name: "the token under another organisation's name",
    play: (world, link) => {
      const token = link.token.replace(/^[^.]+/, Buffer.from("org-foreign", "utf8").toString("base64url"));
      return decide(world, { ...link, token }, { cookie: world.foreign.cookie });
    },
  },
  { name: "no session", play: (world, link) => decide(world, link) },
  {
    name: "no session, with a code, above low risk",
    play: async (world, link) => decide(world, link, { code: String((await view(world, link.token)).body["code"]) }),
  },
  {
    name: "a sign-in that is not fresh, at high risk",
    risk: "high",
    play: (world, link) => {
      world.advance(11);
      return decide(world, link, { cookie: world.anna.cookie });
    },
  },
  {
    name: "the right code after three wrong ones",
    risk: "low",
    play: async (world, link) => {
      const code = String((await view(world, link.token)).body["code"]);
      for (let tries = 0; tries < 3; tries++) await decide(world, link, { code: code === "0000" ? "1111" : "0000" });
      return decide(world, link, { code });
    },
  },
];

/** What a link does decide by; each has to work, or the refusals above would prove nothing. */
export async function acceptedLinks(world: World): Promise<number> {
  const low = await world.linked("low");
  const code = String((await view(world, low.token)).body["code"]);
  const answers = [
    await decide(world, low, { code }),
    await decide(world, await world.linked("medium"), { cookie: world.anna.cookie }),
    await decide(world, await world.linked("high"), { cookie: await world.signIn(world.anna.userId) }),
    await decide(world, await world.linked("medium"), { cookie: world.anna.cookie, decision: "reject", reason: "No." }),
  ];
  return answers.filter(({ status }) => status === 200).length;
}
