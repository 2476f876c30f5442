import { approveAction, cancelAction, editAction, rejectAction, recallAction } from "#src/actions/index.ts";
import { getActionByIdOrThrow } from "#src/db/access/autonomousActions.ts";
import { withTransaction } from "#src/db/index.ts";
import { mintLink } from "#src/notifications/tokens.ts";
import { delegate } from "#src/people/index.ts";
import { decide, view, type Linked, type World } from "./world.ts";

/** A link or a code that was brought after the action had been decided by another way. */
export interface Ending {
  readonly name: string;
  /** It decided all the same. */
  readonly accepted: boolean;
  /** Whoever brought it was told what was decided, and by whom. */
  readonly told: boolean;
}

type Reached = Awaited<ReturnType<World["reached"]>>;

interface Case {
  readonly name: string;
  readonly end: (world: World, reached: Reached) => Promise<unknown>;
  /** Which of the two is brought after it; both where it was neither of them that decided. */
  readonly bring?: "link" | "code";
  /** What stands decided then, and by whom; null where the approval was taken back, so that another version waits. */
  readonly says: { readonly what: string; readonly by: string; readonly inPlaceOf?: string } | null;
}

const inApp = (world: World, { actionId, fingerprint }: Reached) => ({
  ctx: { ...world.ctx, actor: `user:${world.bruno.userId}` as const },
  input: { actionId, fingerprint, channel: "in_app" as const },
});
const no = { decision: "reject", reason: "Paid in cash." } as const;

const CASES: readonly Case[] = [
  {
    name: "rejected in the inbox",
    end: (world, reached) => {
      const { ctx, input } = inApp(world, reached);
      return rejectAction({ ctx, input: { ...input, reason: no.reason } });
    },
    says: { what: "rejected", by: "bruno" },
  },
  { name: "approved in the inbox", end: (world, reached) => approveAction(inApp(world, reached)), says: { what: "approved", by: "bruno" } },
  {
    name: "approved and cancelled",
    end: async (world, reached) => {
      const { ctx, input } = inApp(world, reached);
      await approveAction({ ctx, input });
      await cancelAction({ ctx, input: { actionId: input.actionId, reason: no.reason } });
    },
    says: { what: "cancelled", by: "bruno" },
  },
  {
    name: "approved and taken back",
    end: async (world, reached) => {
      const { ctx, input } = inApp(world, reached);
      await approveAction({ ctx, input: { ...input, undoable: true } });
      await recallAction({ ctx, input: { actionId: input.actionId, fingerprint: input.fingerprint } });
    },
    says: null,
  },
  {
    name: "edited",
    end: (world, reached) => {
      const { ctx, input } = inApp(world, reached);
      const edit = { type: "send_email" as const, subject: "Another subject" };
      return editAction({ ctx, input: { actionId: input.actionId, fingerprint: input.fingerprint, edit } });
    },
    says: { what: "edited", by: "bruno" },
  },
  {
    name: "rejected by a colleague's link",
    end: async (world, reached) => decide(world, await linkOf(world, reached, null), { cookie: world.bruno.cookie, ...no }),
    says: { what: "rejected", by: "bruno" },
  },
  {
    name: "approved by the link of a stand-in",
    end: async (world, reached) => decide(world, await linkOf(world, reached, world.carla.userId), { cookie: world.bruno.cookie }),
    says: { what: "approved", by: "bruno", inPlaceOf: "carla" },
  },
  {
    name: "approved by one's own code",
    bring: "link",
    end: (world, { code }) => world.receive(world.anna.phone, `YES ${code}`),
    says: { what: "approved", by: "anna" },
  },
  {
    name: "rejected by one's own link",
    bring: "code",
    end: (world, reached) => decide(world, reached, { cookie: world.anna.cookie, ...no }),
    says: { what: "rejected", by: "anna" },
  },
];

/** Every way for an action to be decided elsewhere, and then the link and the code about it, with a yes and with a no. */
export async function decidedElsewhere(world: World): Promise<readonly Ending[]> {
  const now = world.ctx.clock.now();
  await delegate({
    ctx: { ...world.ctx, actor: `user:${world.carla.userId}` },
    input: { toUser: world.bruno.userId, startsAt: now, endsAt: new Date(now.getTime() + 86_400_000) },
  });
  const endings: Ending[] = [];
  for (const { name, end, bring, says } of CASES) {
    await world.clear();
    const reached = await world.reached();
    await end(world, reached);
    const before = await world.decisions(reached.actionId);
    if (bring !== "code") endings.push({ name: `${name}, then the link`, ...(await byLink(world, reached, before, says)) });
    if (bring !== "link") endings.push({ name: `${name}, then the code`, ...(await byCode(world, reached, before, says)) });
  }
  return endings;
}

async function byLink(world: World, reached: Reached, before: number, says: Case["says"]): Promise<Omit<Ending, "name">> {
  const { cookie } = world.anna;
  const answers = [await decide(world, reached, { cookie }), await decide(world, reached, { cookie, ...no })];
  const { body } = await view(world, reached.token, cookie);
  const accepted = answers.some(({ status }) => status === 200) || (await world.decisions(reached.actionId)) !== before;
  const { what, by, inPlaceOf } = (body["decided"] ?? {}) as { what?: string; by?: string; inPlaceOf?: string | null };
  const told =
    says === null
      ? body["state"] === "changed" && body["decided"] === null
      : what === says.what && by === says.by && (inPlaceOf ?? undefined) === says.inPlaceOf;
  return { accepted, told };
}

async function byCode(world: World, reached: Reached, before: number, says: Case["says"]): Promise<Omit<Ending, "name">> {
  const told: boolean[] = [];
  for (const word of ["YES", "NO"]) {
    await world.receive(world.anna.phone, `${word} ${reached.code}`);
    const sent = world.sms.length;
    await world.notify();
    const answer = world.sms.slice(sent).find(({ body }) => body.includes("That code is over"))?.body ?? "";
    const named = says === null ? [] : [says.by, says.inPlaceOf ?? "", says.what === "edited" ? "changed" : says.what];
    told.push(answer !== "" && named.every((one) => answer.includes(one)));
  }
  return { accepted: (await world.decisions(reached.actionId)) !== before, told: told.every(Boolean) };
}

/** A link of a colleague about the same, in their own name or in the place of who is away. */
async function linkOf(world: World, reached: Reached, forUser: string | null): Promise<Linked> {
  const { secret } = await withTransaction(world.ctx, async (inner) =>
    mintLink(inner, { userId: world.bruno.userId, forUser }, await getActionByIdOrThrow(inner, reached.actionId)),
  );
  return { ...reached, token: secret };
}
