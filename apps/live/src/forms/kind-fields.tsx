/** The fields of a kind, such as a layer's or an optimizer's: the first of them at once, the others behind "More". */
import type { FieldDescription, FieldDescriptions, TableName } from "minibatch/describe";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Kinds } from "../protocol/messages.ts";
import { valueAt } from "../state/draft.ts";
import { type ControlProps, type FormContext, sayName } from "./form-context.ts";

/** So many fields are seen at once where nobody says otherwise. */
const SHOWN = 3;

/** A name follows from the place; what can only be one value is no choice. */
const isForForm = ([name, { takes }]: readonly [string, FieldDescription]): boolean =>
  name !== "name" && takes.type !== "fixed" && takes.type !== "function" && takes.type !== "value";

export function KindFields({
  path,
  fields,
  shown = SHOWN,
  ...context
}: FormContext & {
  readonly path: ControlProps["path"];
  readonly fields: FieldDescriptions;
  readonly shown?: number;
}): JSX.Element {
  const { Field } = context;
  // fields have fields within them: most are never looked at, and all of them together block the page for a moment
  const [isOpen, setOpen] = useState(false);
  const all = Object.entries(fields).filter(isForForm);
  const draw = ([name, field]: readonly [string, FieldDescription]) => (
    <Field key={name} {...context} path={[...path, name]} name={name} field={field} />
  );
  const rest = all.slice(shown);
  return (
    <>
      <div class="fields">{all.slice(0, shown).map(draw)}</div>
      {rest.length > 0 && (
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>More ({rest.length})</summary>
          {isOpen && <div class="fields">{rest.map(draw)}</div>}
        </details>
      )}
    </>
  );
}

/** Which kind of a table, and the fields that it has. */
export function KindControl(props: ControlProps): JSX.Element | null {
  const { store, kinds, Field, path, field, value, id, describedBy, isWrong, name } = props;
  const { takes } = field;
  if (takes.type !== "kind") return null;
  const kind = kindOf(value);
  const names = Object.keys(kinds.library[takes.of]);
  const fields = fieldsOf(kinds, takes.of, kind, valueAt(store.draft.value, [...path, "flavour"]));
  return (
    <div class="kind">
      <select
        id={id}
        aria-describedby={describedBy}
        aria-invalid={isWrong}
        value={kind}
        onChange={({ currentTarget }) => store.edit(path, { kind: currentTarget.value })}
      >
        {names.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      {Object.entries(fields).some(isForForm) && (
        <fieldset aria-label={`${sayName(name)}: ${kind}`}>
          <KindFields store={store} kinds={kinds} Field={Field} path={path} fields={fields} />
        </fieldset>
      )}
    </div>
  );
}

/** A kind may stand by its bare name. */
export function kindOf(value: unknown): string {
  return typeof value === "string" ? value : String((value as { readonly kind?: unknown } | null)?.kind ?? "");
}

export function fieldsOf({ library }: Kinds, table: TableName, kind: string, flavour: unknown): FieldDescriptions {
  if (table === "optimizer") {
    const { flavours } = library.optimizer[kind as keyof Kinds["library"]["optimizer"]] ?? { flavours: {} };
    const own = Object.entries(flavours);
    return (own.find(([name]) => name === flavour) ?? own[0])?.[1] ?? {};
  }
  const described = library[table] as Readonly<Record<string, { readonly fields: FieldDescriptions }>>;
  return described[kind]?.fields ?? {};
}
