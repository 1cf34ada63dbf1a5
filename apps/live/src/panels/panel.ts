/** What a panel is. */
import type { FunctionComponent } from "preact";
import type { Opened } from "../protocol/messages.ts";
import type { Store } from "../state/store.ts";

export interface PanelProps {
  readonly store: Store;
  readonly opened: Opened;
}

export interface Panel {
  readonly name: string;
  readonly title: string;
  /** whether there is anything to see of what is opened */
  applies(opened: Opened): boolean;
  readonly Body: FunctionComponent<PanelProps>;
}
