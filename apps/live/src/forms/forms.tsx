/** The forms: data, network, optimizer, training. All of them are made from what the library says of itself. */
import type { JSX } from "preact";
import { type Path, valueAt } from "../state/draft.ts";
import type { Store } from "../state/store.ts";
import { Field } from "./field.tsx";
import type { FormContext } from "./form-context.ts";
import { KindFields } from "./kind-fields.tsx";
import { LayersForm } from "./layers-form.tsx";

export function Forms({ store }: { readonly store: Store }): JSX.Element {
  const kinds = store.kinds.value;
  if (kinds === null) return <div class="forms" aria-busy="true" />;
  const context: FormContext = { store, kinds, Field };
  return (
    <div class="forms">
      <Part title="Data">
        <DataForm {...context} />
      </Part>
      <Part title="Network">
        <LayersForm {...context} />
        <Field {...context} path={["model", "loss"]} name="loss" field={kinds.library.model.loss} />
      </Part>
      <Part title="Optimizer">
        <Field
          {...context}
          path={["optimizer"]}
          name="optimizer"
          field={{ takes: { type: "kind", of: "optimizer" }, says: "How weights are changed by gradients." }}
        />
      </Part>
      <Part title="Training">
        <SessionFields {...context} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: JSX.Element | JSX.Element[] }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function DataForm(context: FormContext): JSX.Element {
  const { store, kinds } = context;
  const path: Path = ["data"];
  const name = valueAt(store.draft.value, ["data", "set"]);
  const set = kinds.sets.find((one) => one.name === name);
  return (
    <>
      <label class="field">
        <span>set</span>
        <select value={String(name)} onChange={(event) => store.chooseData(event.currentTarget.value)}>
          {kinds.sets.map((one) => (
            <option key={one.name} value={one.name}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <p class="says">{set?.title}</p>
      {set !== undefined && <KindFields {...context} path={path} fields={set.fields} shown={4} />}
    </>
  );
}

function SessionFields(context: FormContext): JSX.Element {
  const { training, seed, numerics } = context.kinds.session;
  return (
    <>
      <KindFields {...context} path={["training"]} fields={training} shown={2} />
      <Field {...context} path={["seed"]} name="seed" field={seed} />
      <Field {...context} path={["numerics"]} name="numerics" field={numerics} />
    </>
  );
}
