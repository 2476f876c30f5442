import type { ArrivingCall, Fault, Faults, FaultTarget } from "../types.ts";

interface Armed {
  readonly target: FaultTarget;
  readonly fault: Fault;
  left: number;
}

interface Hold {
  readonly target: FaultTarget;
  readonly when: "before_commit" | "after_commit";
  left: number;
  readonly arrive: () => void;
  readonly released: Promise<void>;
}

export interface ActiveFaults extends Faults {
  /** The faults that this call meets, each used up by one. */
  take(call: ArrivingCall): readonly Fault[];
  /** Waits where a test holds this call open. */
  pause(model: string, method: string, when: "before_commit" | "after_commit"): Promise<void>;
  /** Lets everybody go who still waits. */
  release(): void;
}

const meets = (target: FaultTarget, model: string, method: string): boolean =>
  (target.model ?? model) === model && (target.method ?? method) === method;

export function faults(): ActiveFaults {
  let armed: Armed[] = [];
  let holds: Hold[] = [];
  const releases = new Set<() => void>();
  let strike: (call: ArrivingCall) => readonly Fault[] = () => [];
  return {
    decide: (next) => {
      strike = next;
    },
    add: ({ model, method, times, ...fault }) => {
      const entry: Armed = {
        target: { ...(model === undefined ? {} : { model }), ...(method === undefined ? {} : { method }) },
        fault,
        left: times ?? 1,
      };
      armed.push(entry);
      return {
        remaining: () => entry.left,
        remove: () => {
          armed = armed.filter((one) => one !== entry);
        },
      };
    },
    hold: ({ when, times, ...target }) => {
      const reached = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      releases.add(released.resolve);
      holds.push({ target, when, left: times ?? 1, arrive: reached.resolve, released: released.promise });
      return { reached: reached.promise, release: released.resolve };
    },
    take: (call) => {
      const met = armed.filter((entry) => entry.left > 0 && meets(entry.target, call.model, call.method));
      for (const entry of met) entry.left -= 1;
      return [...met.map((entry) => entry.fault), ...strike(call)];
    },
    pause: async (model, method, when) => {
      for (const hold of holds.filter((one) => one.left > 0 && one.when === when && meets(one.target, model, method))) {
        hold.left -= 1;
        hold.arrive();
        await hold.released;
      }
    },
    release: () => {
      for (const resolve of releases) resolve();
    },
    clear: () => {
      armed = [];
      strike = () => [];
      for (const resolve of releases) resolve();
      holds = [];
    },
  };
}
