import type { Observer } from "../observer.ts";
import { activityObserver } from "./activity.ts";
import { dealObserver } from "./deal.ts";
import { debtObserver } from "./debt.ts";
import { followUpObserver } from "./followUp.ts";
import { messageObserver } from "./messages.ts";
import { projectObserver } from "./project.ts";
import { replyObserver } from "./replies.ts";
import { stageMoveObserver } from "./stageMove.ts";
import { taskObserver } from "./task.ts";
import { undoObserver } from "./undo.ts";

/** Everything that is looked at after an effect. Each says itself which actions concern it; most actions concern several. */
export const OBSERVERS = {
  debt: debtObserver,
  replies: replyObserver,
  messages: messageObserver,
  deal: dealObserver,
  stageMove: stageMoveObserver,
  task: taskObserver,
  activity: activityObserver,
  project: projectObserver,
  followUp: followUpObserver,
  undo: undoObserver,
} as const satisfies Record<string, Observer>;
