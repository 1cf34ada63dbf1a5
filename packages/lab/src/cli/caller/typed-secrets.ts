/** Addresses of databases that this command was given, and how they are kept out of all that it says. */
import { normalize } from "node:path";
import { hideSecrets, mayHoldSecret } from "../../store/postgres/hide-secrets.ts";
import { formatPlace, parsePlace } from "../../store/store-place.ts";

/** What of the process it takes; given, so that it can be tested. */
export interface Caller {
  /** with Node and the script, as the process has it */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface TypedPlace {
  readonly typed: string;
  readonly shown: string;
  /** as the driver has it */
  readonly url: string | null;
  readonly secrets: readonly string[];
}

/** shorter ones are too likely a part of another word, and hiding that would tell them */
const LEAST_SECRET = 4;

/** `user:password@` behind a scheme, also of a path that was made of it; user and password may hold an @. */
const ADDRESS = /\b([a-z][a-z0-9+.-]+:\/+)([^\s:/]*):[^\s"'`]*@/gi;
const OPTION = /\b((?:ssl)?password|passwd|passphrase|pwd)(\s*=\s*)(?!\*\*\*)[^\s&;"'`]+/gi;

/** For lines that are said: each address as it was typed, and what looks like one, without its password. */
export function hideTyped(text: string, caller: Caller = process): string {
  return hideForms(hidePlaces(text, findTyped(caller)));
}

function hidePlaces(text: string, places: readonly TypedPlace[]): string {
  return places.reduce(
    // also where it was taken for a path
    (hidden, { typed, shown }) => hidden.replaceAll(typed, shown).replaceAll(normalize(typed), shown),
    text,
  );
}

function hideForms(text: string): string {
  return text.replace(ADDRESS, (_, scheme: string, user: string) => `${scheme}${user}@`).replace(OPTION, "$1$2***");
}

/** For errors and their stacks, whose words may be a driver's: the passwords themselves too. */
export function hideInError(text: string, caller: Caller = process): string {
  const places = findTyped(caller);
  const { PGPASSWORD = "" } = caller.env;
  const secrets = [...places.flatMap((place) => place.secrets), PGPASSWORD];
  // a password that is the user's name, or the database's, is no secret of ours to keep
  const open = places.map(({ shown }) => shown).join(" ");
  const told = places.reduce((hidden, { url, shown }) => (url === null ? hidden : hidden.replaceAll(url, shown)), text);
  // before what only looks like one, of which a part would be left
  const silent = secrets
    .filter((secret) => secret.length >= LEAST_SECRET && !open.includes(secret))
    .toSorted((a, b) => b.length - a.length)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((hidden, secret) => hidden.replaceAll(secret, "***"), hidePlaces(told, places));
  return hideForms(silent);
}

/** An argument of this command, to be typed again. */
export function hideInArgument(arg: string, caller: Caller = process): string {
  const place = findTyped(caller).find(({ typed }) => arg.endsWith(typed));
  return place === undefined ? arg : `${arg.slice(0, -place.typed.length)}${place.shown}`;
}

/** What is said of commands in `text` that name a store without its password; empty for none. */
export function tellLeftOut(text: string, caller: Caller = process): string {
  const isNamed = findTyped(caller).some(
    ({ shown, secrets }) => secrets.length > 0 && text.includes("--store") && text.includes(shown),
  );
  return isNamed
    ? "the password is left out of the command: put it into PGPASSWORD, or the whole URL into MINIBATCH_STORE"
    : "";
}

function findTyped({ argv, env }: Caller): TypedPlace[] {
  const values = argv.slice(2).map((arg) => (arg.startsWith("-") ? arg.slice(arg.indexOf("=") + 1) : arg));
  return [...values, env.MINIBATCH_STORE ?? ""].filter(mayHoldSecret).map(readTyped);
}

function readTyped(typed: string): TypedPlace {
  try {
    const place = parsePlace(typed);
    if (place.kind === "sqlite") return { typed, shown: formatPlace(place), url: null, secrets: [] };
    return { typed, shown: place.shown, url: place.url, secrets: place.secrets };
  } catch {
    // it will be refused, or is no place of a store
    return { typed, shown: hideSecrets(typed), url: null, secrets: [] };
  }
}
