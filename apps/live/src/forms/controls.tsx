/** A control for each thing that a field may take; null: none, for it is not for a form. */
import type { Takes } from "minibatch/describe";
import type { FunctionComponent, JSX } from "preact";
import type { ControlProps } from "./form-context.ts";
import { KindControl } from "./kind-fields.tsx";

type Control = FunctionComponent<ControlProps>;

export const controls: Readonly<Record<Takes["type"], Control | null>> = {
  number: NumberControl,
  boolean: BooleanControl,
  choice: ChoiceControl,
  text: TextControl,
  kind: KindControl,
  // a number or a list of them, a name or an object: as JSON
  optional: JsonControl,
  either: JsonControl,
  list: JsonControl,
  fields: JsonControl,
  fixed: null,
  function: null,
  value: null,
};

const ariaOf = ({ id, describedBy, isWrong }: ControlProps) => ({
  id,
  "aria-describedby": describedBy,
  "aria-invalid": isWrong,
});

type TextInputProps = { readonly control: ControlProps } & Pick<
  JSX.IntrinsicElements["input"],
  "inputMode" | "placeholder" | "value" | "onInput" | "onChange"
>;

/** A line of text under the field's name, which the browser does not complete. */
function TextInput({ control, ...rest }: TextInputProps): JSX.Element {
  return <input {...ariaOf(control)} type="text" autocomplete="off" {...rest} />;
}

function NumberControl(props: ControlProps): JSX.Element {
  const { store, path, value } = props;
  return (
    <TextInput
      control={props}
      inputMode="decimal"
      value={String(value ?? "")}
      // what is no number is said by whoever checks it
      onInput={({ currentTarget }) => store.edit(path, readNumber(currentTarget.value))}
    />
  );
}

function readNumber(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const number = Number(trimmed);
  return Number.isNaN(number) ? trimmed : number;
}

function BooleanControl(props: ControlProps): JSX.Element {
  const { store, path, value, field } = props;
  return (
    <input
      {...ariaOf(props)}
      type="checkbox"
      checked={value === undefined ? field.otherwise === "true" : value === true}
      onChange={({ currentTarget }) => store.edit(path, currentTarget.checked)}
    />
  );
}

function ChoiceControl(props: ControlProps): JSX.Element {
  const { store, path, field, value } = props;
  const { takes } = field;
  const names = takes.type === "choice" ? takes.names : [];
  return (
    <select
      {...ariaOf(props)}
      value={String(value)}
      onChange={({ currentTarget }) => store.edit(path, currentTarget.value)}
    >
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

function TextControl(props: ControlProps): JSX.Element {
  const { store, path, value, field } = props;
  return (
    <TextInput
      control={props}
      placeholder={field.otherwise}
      value={String(value ?? "")}
      onInput={({ currentTarget }) => store.edit(path, currentTarget.value || undefined)}
    />
  );
}

/** As JSON; a bare word is a name, nothing is the default. */
function JsonControl(props: ControlProps): JSX.Element {
  const { store, path, value, field } = props;
  return (
    <TextInput
      control={props}
      placeholder={field.otherwise}
      value={value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value)}
      onChange={({ currentTarget }) => store.edit(path, readJson(currentTarget.value))}
    />
  );
}

function readJson(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  try {
    return JSON.parse(trimmed);
  } catch {
    return trimmed;
  }
}
