/**
 * Gives the tables the kinds that are not the core's. Doors that have every kind import this file; `minibatch/core`
 * does not.
 */
import { addLayers } from "./layers/layers.ts";
import { moreLayers } from "./layers/more-layers.ts";

addLayers(moreLayers);
