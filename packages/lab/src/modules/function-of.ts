import { InputError } from "../errors.ts";

type Exported = Readonly<Record<string, unknown>>;

/** What a module exports by this name, or its default export has. Throws InputError. */
export function functionOf(exported: Exported, name: "train" | "load", module: string): unknown {
  const { default: whole } = exported;
  const within = typeof whole === "object" && whole !== null ? (whole as Exported)[name] : undefined;
  const found = within ?? exported[name];
  if (typeof found === "function") return within === undefined ? found : found.bind(whole);
  const define =
    name === "train" ? "defineTraining({ async *train(inputs) {...} })" : "defineData({ load(options) {...} })";
  throw new InputError(
    `Cannot use the module ${module}: it exports ${found === undefined ? "no" : `${typeof found} as`} ${name}; ` +
      `write export default ${define}`,
  );
}
