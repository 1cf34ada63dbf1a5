/** A panel's hook: what the network as it is says of a row, asked again when the row or the network has changed. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Answered } from "../protocol/messages.ts";
import type { Store } from "../state/store.ts";

/** No sooner after the last answer: training comes first. */
const REST_MS = 150;

/** null before the first answer, and for no row. */
export function useAnswer(store: Store, row: Float32Array<ArrayBuffer> | null): Answered | null {
  const [answer, setAnswer] = useState<Answered | null>(null);
  const [asked, setAsked] = useState(0);
  const isBusy = useRef(false);
  const last = useRef<readonly unknown[]>([]);
  const opened = store.opened.value;
  const step = store.frame.value?.step ?? 0;
  useEffect(() => {
    const question = [row, opened, step];
    if (isBusy.current || question.every((part, i) => part === last.current[i])) return;
    last.current = question;
    if (row === null || opened === null) {
      setAnswer(null);
      return;
    }
    isBusy.current = true;
    const rest = (): void => {
      setTimeout(() => {
        isBusy.current = false;
        // something may have changed meanwhile
        setAsked((count) => count + 1);
      }, REST_MS);
    };
    store.ask("answer", row).then(
      (answered) => {
        setAnswer(answered);
        rest();
      },
      // another session may have been opened meanwhile, with other inputs
      rest,
    );
  }, [store, row, opened, step, asked]);
  // what was said of a row that is no longer there is not shown until the next is asked
  return row === null ? null : answer;
}
