/** A worker whose thread ends in the ways in which one can: for the pool's tests. */

import type { Task } from "study";
import { serveTasks } from "../src/training/serve-tasks.ts";
import { defineTaskKind } from "../src/training/task-table.ts";

export interface DyingTask extends Task {
  readonly kind: "dying";
  /** `exit` and `throw`: in the middle of the task; `later`: when it has ended well; `no`: not at all */
  readonly dies: "exit" | "throw" | "later" | "no";
}

const dying = defineTaskKind<DyingTask, string, unknown>({
  kind: "dying",
  estimateSeconds: () => 0,
  async execute({ dies }) {
    if (dies === "no") return "well";
    if (dies === "later") {
      setTimeout(() => {
        throw new Error("too late");
      }, 20);
      return "well";
    }
    if (dies === "exit") process.exit(7);
    if (dies === "throw") {
      setTimeout(() => {
        throw new Error("out of the blue");
      });
    }
    return new Promise<never>(() => {});
  },
});

serveTasks({ dying });
