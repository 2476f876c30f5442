import type { Call, CallLog } from "../types.ts";

export interface RecordingCallLog extends CallLog {
  record(call: Omit<Call, "number">, writes: boolean): void;
}

const KEPT = 50_000;

/** Remembers what reached the server, the last calls only, so that a demo may run for weeks. */
export function callLog(): RecordingCallLog {
  let calls: { call: Call; writes: boolean }[] = [];
  let number = 0;
  const matching = (filter: Parameters<CallLog["all"]>[0] = {}): readonly Call[] =>
    calls
      .map(({ call }) => call)
      .filter(
        (call) =>
          (filter.model ?? call.model) === call.model &&
          (filter.method ?? call.method) === call.method &&
          (filter.login ?? call.login) === call.login,
      );
  return {
    record: (call, writes) => {
      number += 1;
      calls.push({ call: { number, ...call }, writes });
      if (calls.length > KEPT * 2) calls = calls.slice(-KEPT);
    },
    all: matching,
    count: (filter) => matching(filter).length,
    effects: () => calls.filter(({ call, writes }) => writes && call.outcome !== "error" && call.committed).map(({ call }) => call),
    clear: () => {
      calls = [];
    },
  };
}
