import type { Takes } from "minibatch/describe";

/** Whether a field may hold `value`. */
export function takesValue(takes: Takes, value: unknown): boolean {
  switch (takes.type) {
    case "optional":
      return value === null || takesValue(takes.of, value);
    case "either":
      return takes.of.some((one) => takesValue(one, value));
    case "list":
      return Array.isArray(value) && value.length > 0 && value.every((item) => takesValue(takes.of, item));
    case "choice":
      return takes.names.some((name) => name === value);
    case "boolean":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string" && new RegExp(takes.pattern).test(value);
    case "number": {
      const { whole, atLeast = -Infinity, above = -Infinity, atMost = Infinity, below = Infinity } = takes;
      if (typeof value !== "number" || !Number.isFinite(value)) return false;
      if (whole && !Number.isSafeInteger(value)) return false;
      return value >= atLeast && value > above && value <= atMost && value < below;
    }
    default:
      throw new TypeError(`Cannot check a field of type ${takes.type}: a field of data has none such`);
  }
}
