/** A session's host without a page: frames are kept, and seen at once. */
import type { Frame } from "../src/protocol/messages.ts";
import { Loader } from "../src/session/load-splits.ts";
import type { Session, SessionHost } from "../src/session/session.ts";

export interface KeptHost extends SessionHost {
  readonly frames: Frame[];
  /** whose frames they are */
  session: Session | null;
  /** resolves with the first frame from now on that is so */
  until(isSo: (frame: Frame) => boolean): Promise<Frame>;
}

const alone = { count: 1, maySleep: true, now: () => performance.now(), start: async () => null } as const;

export function keepFrames(): KeptHost {
  const waiting = new Set<(frame: Frame) => void>();
  const host: KeptHost = {
    session: null,
    frames: [],
    threads: alone,
    now: () => performance.now(),
    giveWay: () => new Promise((resolve) => setImmediate(resolve)),
    loader: new Loader(async () => null),
    tell(frame) {
      host.frames.push(frame);
      for (const tell of [...waiting]) tell(frame);
      setImmediate(() => void host.session?.see(frame.number));
    },
    until: (isSo) =>
      new Promise((resolve) => {
        const tell = (frame: Frame): void => {
          if (!isSo(frame)) return;
          waiting.delete(tell);
          resolve(frame);
        };
        waiting.add(tell);
      }),
  };
  return host;
}
