import { editAction } from "#src/actions/index.ts";
import { unlockSms } from "#src/notifications/index.ts";
import type { Trial } from "./links.ts";
import { post, type Proposed, type World } from "./world.ts";

type Coded = Proposed & { readonly code: string };

interface Case {
  readonly name: string;
  readonly play: (world: World, coded: Coded) => Promise<unknown>;
  /** Words that were taken before what must not be. */
  readonly taken?: number;
}

const wrong = (code: string): string => String((Number(code) + 1) % 10_000).padStart(4, "0");
const STRANGER = "+33698765432";

/** What is no decision, whatever stands in it: each with the code that would decide. */
const TEXTS: readonly ((code: string) => string)[] = [
  (code) => `please YES ${code}`,
  (code) => `YES ${code} please`,
  (code) => `YES ${code} NO ${code}`,
  (code) => `"YES ${code}"`,
  (code) => `YES ${code}.`,
  (code) => `> YES ${code}`,
  (code) => `YES${code}`,
  (code) => `YES-${code}`,
  (code) => `YES\u00a0${code}`,
  (code) => `YES ${code}0`,
  (code) => `YES 0${code}`,
  (code) => `Y ${code}`,
  (code) => `OK ${code}`,
  (code) => code,
  (code) => `${code} YES`,
  (code) => `YES ${code}\n\nOn Monday AI COO wrote: NO ${code}`,
  (code) => `Subject: YES ${code}`,
  (code) => `ＹＥＳ ${code}`,
  (code) => `YES ${code.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))}`,
  (code) => `YES ${code.slice(0, 3)}`,
  () => "YES",
  () => "NO",
  () => "",
];

/** Words that mean "write to me no more"; with a code beside them too they decide nothing. */
const STOPS = ["STOP", "stop", "ARRET", "CANCEL", "END", "QUIT", "UNSUBSCRIBE", "STOP NO", "NO STOP"];

const CASES: readonly Case[] = [
  { name: "a wrong code", play: (world, { code }) => world.receive(world.anna.phone, `YES ${wrong(code)}`) },
  {
    name: "the right code after three wrong ones",
    play: async (world, { code }) => {
      for (let tries = 1; tries <= 3; tries++)
        await world.receive(world.anna.phone, `YES ${String((Number(code) + tries * 7) % 10_000).padStart(4, "0")}`);
      await world.receive(world.anna.phone, `YES ${code}`);
    },
  },
  { name: "another number", play: (world, { code }) => world.receive(STRANGER, `YES ${code}`) },
  { name: "a colleague's number", play: (world, { code }) => world.receive(world.bruno.phone, `YES ${code}`) },
  {
    name: "replayed",
    taken: 1,
    play: async (world, { code }) => {
      await world.receive(world.anna.phone, `YES ${code}`);
      await world.receive(world.anna.phone, `YES ${code}`);
      await world.receive(world.anna.phone, `NO ${code}`);
    },
  },
  {
    name: "delivered again by the provider",
    taken: 1,
    play: async (world, { code }) => {
      const id = `again-${code}-${Math.random()}`;
      await Promise.all(Array.from({ length: 8 }, () => world.receive(world.anna.phone, `YES ${code}`, id)));
    },
  },
  {
    name: "sent many times at one moment",
    taken: 1,
    play: (world, { code }) => Promise.all(Array.from({ length: 20 }, () => world.receive(world.anna.phone, `YES ${code}`))),
  },
  {
    name: "expired",
    play: async (world, { code }) => {
      world.advance(25 * 60);
      await world.receive(world.anna.phone, `YES ${code}`);
    },
  },
  {
    name: "edited since",
    play: async (world, { actionId, fingerprint, code }) => {
      const ctx = { ...world.ctx, actor: `user:${world.bruno.userId}` as const };
      await editAction({ ctx, input: { actionId, fingerprint, edit: { type: "send_email", subject: "Another subject" } } });
      await world.receive(world.anna.phone, `YES ${code}`);
    },
  },
  {
    name: "what the page's link takes, the code of the SMS",
    play: (world, { fingerprint, code }) => post(world, "/api/decision-links/decide", { token: code, fingerprint, decision: "approve" }),
  },
];

/** Everything that an SMS must not decide by. */
export async function refusedReplies(world: World): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const { name, play, taken = 0 } of CASES) {
    await world.clear();
    const coded = await world.coded();
    await play(world, coded);
    const decisions = await world.decisions(coded.actionId);
    world.present();
    trials.push({ name, accepted: decisions > taken });
    await unlockSms(world.ctx, world.anna.userId);
  }
  // one code for all of these: whatever stands around it, it neither decides nor is used up or counted as wrong
  await world.clear();
  const coded = await world.coded();
  const texts = [...TEXTS.map((text) => text(coded.code)), ...STOPS.flatMap((stop) => [stop, `${stop} ${coded.code}`])];
  for (const text of texts) {
    await world.receive(world.anna.phone, text);
    trials.push({ name: `SMS ${JSON.stringify(text)}`, accepted: (await world.decisions(coded.actionId)) > 0 });
  }
  await world.receive(world.anna.phone, `YES ${coded.code}`);
  trials.push({ name: "the code was worth nothing after them", accepted: (await world.decisions(coded.actionId)) !== 1 });
  return trials;
}

/** What an SMS does decide by. */
export async function acceptedReplies(world: World): Promise<number> {
  let accepted = 0;
  for (const text of ["YES", "NO", "yes", " Yes "]) {
    await world.clear();
    const coded = await world.coded("low");
    await world.receive(world.anna.phone, `${text} ${coded.code}`);
    if ((await world.decisions(coded.actionId)) === 1) accepted += 1;
  }
  return accepted;
}
