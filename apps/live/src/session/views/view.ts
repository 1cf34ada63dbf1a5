/** A view: something measured of the network as it is, while it is looked at. A new one is a file and a row. */
import type { Trainer } from "minibatch";
import type { Splits } from "minibatch-data/sets";
import type { SessionSpec } from "study/session";
import type { Opened } from "../../protocol/messages.ts";
import type { LayerOutputs } from "../layer-outputs.ts";

/** What a view may ask. Nothing that it asks changes the training. */
export interface Seen {
  readonly spec: SessionSpec;
  readonly splits: Splits;
  readonly trainer: Trainer;
  readonly outputs: LayerOutputs;
  readonly points: Opened["points"];
  readonly picture: Opened["picture"];
}

export interface View<Data> {
  /** whether there is anything to see */
  applies(seen: Seen): boolean;
  measure(seen: Seen): Promise<Data>;
}
