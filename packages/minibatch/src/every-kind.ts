/**
 * Gives the tables the kinds that are not the core's, and trainings their habits. Doors that have every kind import
 * this file; `minibatch/core` does not.
 */

import { checkWeightsInSlices } from "./data/check-weights.ts";
import { addHabitFields } from "./habits/add-habits.ts";
import { planHabits } from "./habits/plan-habits.ts";
import { addLayers } from "./layers/layers.ts";
import { moreLayers } from "./layers/more-layers.ts";
import { addLosses } from "./losses/losses.ts";
import { moreLosses } from "./losses/more-losses.ts";
import { weighClasses } from "./train/class-weights.ts";
import { addStart } from "./train/create-trainer.ts";
import { addHabits } from "./train/plan-training.ts";
import { openStart } from "./train/warm-start.ts";
import { addWeighing } from "./train/weighing.ts";

addLayers(moreLayers);
addHabitFields();
addHabits(planHabits);
addStart(openStart);
addLosses(moreLosses);
addWeighing({ check: checkWeightsInSlices, weighClasses });
