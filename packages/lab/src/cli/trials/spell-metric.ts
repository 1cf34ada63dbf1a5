/** A figure's name for a reader, as an experiment's file writes it: `validation-accuracy`. Documents, exports and stores have `validationAccuracy`; both are read. */
export function spellMetric(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The name in the store, from either spelling. */
export function storedMetric(name: string): string {
  return name.replaceAll(/(?<=[A-Za-z0-9])-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
