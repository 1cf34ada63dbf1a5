/**
 * Tables of the library's kinds from its own description of them: what each is, what it takes, what stands where a
 * field is left out.
 */
import {
  describeKinds,
  type FieldDescription,
  type FieldDescriptions,
  sayDefault,
  sayTakes,
} from "../../packages/minibatch/src/describe/describe-kinds.ts";
import { layerFieldPeers, type PeerNames } from "../../packages/minibatch/src/layers/peer-names.ts";
import { code, table } from "./markdown-table.ts";

export const described = describeKinds();

/** One row a kind. */
export function kindTable(name: "layer" | "activation" | "initializer" | "schedule" | "augmentation"): string {
  const rows = Object.entries<{ readonly says: string; readonly fields: FieldDescriptions }>(described[name]).map(
    ([kind, { says, fields }]) => [code(kind), says, tellFields(fields)],
  );
  return table(["kind", "what it is", "what it takes"], rows);
}

/** Every kind of layer with its names in Keras and PyTorch. */
export function layerNamesTable(): string {
  return table(
    ["minibatch", "Keras", "PyTorch", "what differs"],
    Object.entries<{ readonly elsewhere?: PeerNames }>(described.layer).map(([kind, { elsewhere }]) =>
      tellPeers(kind, elsewhere),
    ),
  );
}

/** Every field of a layer that is called otherwise there. */
export function layerFieldNamesTable(): string {
  const fields = new Set(
    Object.values<{ readonly fields: object }>(described.layer).flatMap(({ fields }) => Object.keys(fields)),
  );
  const known = Object.entries(layerFieldPeers).filter(([name]) => fields.has(name));
  return table(
    ["minibatch", "Keras", "PyTorch", "what differs"],
    known.map(([name, peers]) => tellPeers(name, peers)),
  );
}

function tellPeers(name: string, peers: PeerNames | undefined): string[] {
  if (peers === undefined) throw new Error(`Cannot tell what others call ${name}: add it to layers/peer-names.ts`);
  const said = (peer: string | null): string => (peer === null ? "-" : code(peer));
  return [code(name), said(peers.keras), said(peers.torch), peers.differs ?? ""];
}

/** "`slope`: Slope below 0; default 0.01", one after the other. */
export function tellFields(fields: FieldDescriptions): string {
  return Object.entries(fields)
    .map(([name, field]) => `${code(name)}: ${tellField(field)}`)
    .join(" · ");
}

/** "Slope below 0; default 0.01" */
function tellField({ takes, fallback, otherwise, says = "" }: FieldDescription): string {
  const value = otherwise ?? (takes.type === "fields" || fallback === undefined ? "" : sayDefault(fallback));
  const what =
    takes.type === "boolean" || takes.type === "text" ? "" : sayTakes(takes).replace(/^a finite number$/, "");
  const parts = [says.replace(/\.$/, ""), what, value === "" ? "" : `default ${value}`];
  const inner = takes.type === "fields" ? ` (${tellFields(takes.fields)})` : "";
  return `${parts.filter((part) => part !== "").join("; ")}${inner}`;
}
