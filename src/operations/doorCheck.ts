import type { Answer } from "./http.ts";
import { printable } from "./printable.ts";

/** Whether a way to the outside can be used, said so that a person knows what to mend. Nothing is sent by finding out. */
export type DoorCheck =
  | { readonly ok: true; readonly sentence: string }
  | { readonly ok: false; readonly sentence: string; readonly next: string };

/** What a harmless question to a provider says about the configured account. `words` are the provider's own. */
export function doorOf(
  provider: string,
  answer: Answer,
  about: { readonly words: string | undefined; readonly secrets: readonly string[]; readonly setting: string; readonly permission: string },
): DoorCheck {
  const { words, secrets, setting, permission } = about;
  if (answer.kind !== "answered") {
    return {
      ok: false,
      sentence: `${provider} does not answer: ${printable(answer.reason, secrets)}.`,
      next: "Check the configured address, and that this computer reaches it.",
    };
  }
  const said = printable(words ?? "", secrets) || `HTTP ${answer.status}`;
  const { status } = answer;
  if (status >= 200 && status < 300) return { ok: true, sentence: `${provider} knows the account.` };
  if (status === 429) {
    return { ok: false, sentence: `${provider} asks to slow down: ${said}.`, next: "Wait a minute or two and test again." };
  }
  if (status === 401 || status === 403 || (status === 400 && /permission|api.?key|auth/i.test(said))) {
    return {
      ok: false,
      sentence: `${provider} refuses the account: ${said}.`,
      next: `Check ${setting}, and that it may ${permission}.`,
    };
  }
  if (status >= 300 && status < 400) {
    return { ok: false, sentence: `${provider}'s address points elsewhere (HTTP ${status}).`, next: "Correct the configured address." };
  }
  if (status >= 500) {
    return {
      ok: false,
      sentence: `${provider} is in trouble itself: ${said}.`,
      next: "Wait and test again; the provider has a page that says how it is.",
    };
  }
  return { ok: false, sentence: `${provider} refuses the question: ${said}.`, next: "Check the configured address and account." };
}
