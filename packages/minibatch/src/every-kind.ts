/**
 * Gives the tables the kinds that are not the core's, and trainings their habits. Doors that have every kind import
 * this file; `minibatch/core` does not.
 */

import { checkWeightsInSlices } from "./data/check-weights.ts";
import { addHabitFields } from "./habits/add-habits.ts";
import { planHabits } from "./habits/plan-habits.ts";
import { addInitializers } from "./initializers/initializers.ts";
import { moreInitializers } from "./initializers/more-initializers.ts";
import { addLayers } from "./layers/layers.ts";
import { moreLayers } from "./layers/more-layers.ts";
import { lossOptions } from "./losses/loss-options.ts";
import { addLosses } from "./losses/losses.ts";
import { moreLosses } from "./losses/more-losses.ts";
import { kernelsOf } from "./model/kernels-of.ts";
import { checkStepWeights } from "./train/check-step-weights.ts";
import { addToTrainers } from "./train/create-trainer.ts";
import { openCustomLoss } from "./train/custom-loss.ts";
import { addOwnLoss } from "./train/own-loss.ts";
import { addHabits } from "./train/plan-training.ts";
import { openStart } from "./train/warm-start.ts";
import { addWeighing } from "./train/weighing.ts";

addInitializers(moreInitializers);
addLayers(moreLayers);
addHabitFields();
addHabits(planHabits);
addLosses(moreLosses, lossOptions);
addOwnLoss(openCustomLoss);
addToTrainers({ openStart, kernelsOf });
addWeighing({ check: checkWeightsInSlices, checkStep: checkStepWeights });
