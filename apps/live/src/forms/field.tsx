/**
 * One field of a description: its label, a control by what it takes, its sentence, and what is wrong with it. The
 * control is a row of `controls`; what a field takes is all that is known of it here.
 */
import type { JSX } from "preact";
import { sayPath, valueAt } from "../state/draft.ts";
import { controls } from "./controls.tsx";
import { type FieldProps, sayName } from "./form-context.ts";

export function Field(props: FieldProps): JSX.Element | null {
  const { store, path, name, field } = props;
  const Control = controls[field.takes.type];
  if (Control === null) return null;
  const id = sayPath(path);
  const refusal = store.refusal.value;
  const wrong = refusal !== null && refusal.path === id ? refusal.says : null;
  const value = valueAt(store.draft.value, path) ?? field.fallback;
  return (
    <div class={`field ${field.takes.type}`}>
      <label for={id} title={field.says}>
        {sayName(name)}
      </label>
      <Control
        {...props}
        id={id}
        value={value}
        describedBy={wrong === null ? undefined : `${id}-wrong`}
        isWrong={wrong !== null}
      />
      {wrong !== null && (
        <p class="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}
