/** What the worker does for each request: a row a request, as in the protocol. */
import { SpecError } from "minibatch";
import { describeKinds } from "minibatch/describe";
import { dataSets, setNames } from "minibatch-data/sets";
import { adaptSession, defineSession, describeSession, sizeOfSession } from "study/session";
import type { RequestName, Requests } from "../protocol/messages.ts";
import { Session, type SessionHost } from "./session.ts";

/** Where the one session lies. */
export interface Desk {
  readonly host: SessionHost;
  session: Session | null;
}

type Handle<Name extends RequestName> = (
  desk: Desk,
  given: Requests[Name]["given"],
) => Requests[Name]["answer"] | Promise<Requests[Name]["answer"]>;

export const requests: { readonly [Name in RequestName]: Handle<Name> } = {
  describe: () => ({
    library: describeKinds(),
    session: describeSession(),
    sets: setNames.map((name) => ({ name, title: dataSets[name].title, fields: dataSets[name].fields })),
  }),
  check(_desk, draft) {
    const spec = defineSession(draft);
    return { spec, size: sizeOfSession(spec) };
  },
  adapt: (_desk, draft) => adaptSession(draft),
  async open(desk, draft) {
    // what cannot be used leaves the session that is there
    const spec = defineSession(draft);
    const before = desk.session;
    desk.session = null;
    await before?.close();
    const session = await Session.open(spec, desk.host);
    desk.session = session;
    return session.opened;
  },
  async train(desk) {
    await sessionOf(desk).train();
    return null;
  },
  pause(desk) {
    sessionOf(desk).pause();
    return null;
  },
  async step(desk, steps) {
    if (!Number.isSafeInteger(steps) || steps < 1) {
      throw new SpecError("", `Cannot make ${steps} steps: give a whole number at least 1`);
    }
    await sessionOf(desk).train(steps);
    return null;
  },
  async watch(desk, watched) {
    await sessionOf(desk).watch(watched);
    return null;
  },
  async seen(desk, number) {
    await desk.session?.see(number);
    return null;
  },
  answer: (desk, row) => sessionOf(desk).answer(row),
  hash: (desk) => sessionOf(desk).hash(),
};

function sessionOf({ session }: Desk): Session {
  if (session !== null) return session;
  throw new SpecError("", "Cannot do that: no session is open; open one first");
}
