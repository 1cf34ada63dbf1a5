/** Whether less or more of a figure is better: losses "min", accuracies "max". */
export type Goal = "min" | "max";
