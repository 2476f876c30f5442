import { fitsSchema } from "./outputSchema.ts";
import type { MessageRequest, ModelAnswer, ModelAnswerer, ModelStep } from "./types.ts";

/** What the script says about the coming requests, and what it was wrong about. */
export class Script {
  #steps: ModelStep[] = [];
  #always: ModelAnswerer | undefined;
  #complaints: string[] = [];

  add(steps: readonly ModelStep[]): void {
    this.#steps.push(...steps);
  }

  answerAlways(answerer: ModelAnswerer): void {
    this.#always = answerer;
  }

  clear(): void {
    this.#steps = [];
    this.#always = undefined;
    this.#complaints = [];
  }

  /** Remembers why the test fails. */
  complain(sentence: string): void {
    this.#complaints.push(sentence);
  }

  /** What this request is answered; null where it was not expected, which is remembered. */
  async answer(request: MessageRequest): Promise<ModelAnswer | null> {
    const step = this.#steps.shift() ?? this.#always;
    const name = `Request ${request.number} (${summary(request)})`;
    try {
      if (step === undefined) throw new Error("came when nothing more was expected.");
      if ("refused" in step) throw new Error(`was expected to be refused with ${step.refused}, and there is nothing wrong with it.`);
      if ("expect" in step && (await step.expect(request)) === false) throw new Error("is not the one that was expected.");
      const answerer = "expect" in step ? step.answer : step;
      const answer = typeof answerer === "function" ? await answerer(request) : answerer;
      if (answer.kind === "json" && request.schema !== null && !fitsSchema(request.schema, answer.value))
        throw new Error(
          `is scripted to get an answer that no model held to its schema gives: ${JSON.stringify(answer.value)}. Use kind "text".`,
        );
      return answer;
    } catch (error) {
      this.#complaints.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  /** Takes note of a request that the API refuses; it is a fault of the test unless its turn had come to be refused so. */
  refused(number: number, status: number, message: string): void {
    const next = this.#steps[0];
    if (next !== undefined && "refused" in next && next.refused === status) this.#steps.shift();
    else this.#complaints.push(`Request ${number} is one that the API refuses with ${status}: ${message}`);
  }

  /** @throws with every complaint and every line of the script that no request came for. */
  assertAllExpected(): void {
    const unused = this.#steps.map((step) => `A request was expected and did not come; it was to get ${describe(step)}.`);
    const problems = [...this.#complaints, ...unused];
    this.clear();
    if (problems.length > 0)
      throw new Error(`The model was not asked as the script says:\n${problems.map((one) => `  - ${one}`).join("\n")}`);
  }
}

function summary({ model, said }: MessageRequest): string {
  const last = said.at(-1)?.text ?? "";
  return `${model}, "${last.length > 60 ? `${last.slice(0, 59)}…` : last}"`;
}

function describe(step: ModelStep): string {
  if (typeof step === "function") return "what a function answers";
  if ("refused" in step) return `the refusal ${step.refused}`;
  return "expect" in step ? describe(step.answer) : `an answer of kind "${step.kind}"`;
}
