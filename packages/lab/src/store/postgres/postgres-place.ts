/**
 * Parses the URL of a Postgres database strictly: it throws where a piece of the password may be in the wrong place.
 */
import { isIPv6 } from "node:net";
import { UsageError } from "../../errors.ts";
import { splitTail } from "./hide-secrets.ts";

export interface PostgresPlace {
  readonly kind: "postgres";
  /** for the driver, percent-encoded, with the secrets: never for a message */
  readonly url: string;
  /** for people, without the secrets; opens the same database when PGPASSWORD is set */
  readonly shown: string;
  /** what `shown` leaves out, decoded and as typed; empty if nothing */
  readonly secrets: readonly string[];
}

export const POSTGRES: RegExp = /^postgres(?:ql)?:\/\//i;

/**
 * Options of the driver (pg-connection-string) and of libpq that are no secrets. All others are left out of `shown`,
 * even `options`, which may set anything.
 */
const SHOWN_OPTIONS: ReadonlySet<string> = new Set([
  ...["user", "host", "hostaddr", "port", "dbname", "database", "application_name", "client_encoding"],
  ...["ssl", "sslmode", "sslcert", "sslkey", "sslrootcert", "sslnegotiation", "uselibpqcompat", "channel_binding"],
  ...["connect_timeout", "statement_timeout", "lock_timeout", "query_timeout", "target_session_attrs", "schema"],
]);

/**
 * @param text begins as POSTGRES says. Throws UsageError, which shows nothing of it, if it is no URL of one database.
 */
export function parsePostgres(text: string): PostgresPlace {
  const scheme = (POSTGRES.exec(text) as RegExpExecArray)[0].toLowerCase();
  const problem = (is: string, fix: string): UsageError =>
    new UsageError(`Cannot open the store ${scheme}***: ${is}; ${fix}`);
  const rest = text.slice(scheme.length);
  // the last @, as in browsers and the driver; with the first, the end of a password would be taken for the host
  const at = rest.lastIndexOf("@");
  const credentials = rest.slice(0, Math.max(at, 0));
  if (/[/?#]/.test(credentials)) {
    throw problem("it has an @, which ends user and password, behind a / ? or #", ENCODE);
  }
  const parts = /^([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/.exec(rest.slice(at + 1));
  if (parts === null) throw problem("it has a #", ENCODE);
  const [, authority = "", database = "", query = ""] = parts;
  const { host, port } = readAuthority(authority, problem);
  const colon = credentials.indexOf(":");
  const user = decode(colon < 0 ? credentials : credentials.slice(0, colon), problem);
  const typedPassword = colon < 0 ? "" : credentials.slice(colon + 1);
  const password = decode(typedPassword, problem);
  const options = readOptions(query, problem);
  if (options.some(([name, value]) => name === "host" && value.includes(","))) throw problem(SEVERAL, "name one");
  if (/\s/.test(database)) throw problem("its database has a blank", "write it %20");
  const [shownUser, userTail] = splitTail(user);
  const [shownDatabase, databaseTail] = splitTail(decode(database, problem));
  // as typed, if all of it may be shown
  const shownPath = databaseTail === "" ? database : encodeURIComponent(shownDatabase);

  const place = `${host}${port}/${database}`;
  const url = write(scheme, host === "" ? "" : joinUser(user, password), place, [
    // without a host the driver's URL has no room for a user
    ...(host === "" && user !== "" ? [["user", user] as const] : []),
    ...(host === "" && password !== "" ? [["password", password] as const] : []),
    ...options,
  ]);
  if (!URL.canParse(url)) throw problem("it is no URL", ENCODE);
  const split = options.map(([name, value]) => [name, ...splitOption(name, value)] as const);
  const shownOptions = split.flatMap(([name, shown]) => (shown === null ? [] : [[name, shown] as const]));
  const tails = [userTail, databaseTail, ...split.map(([, , tail]) => tail)];
  return {
    kind: "postgres",
    url,
    shown: write(
      scheme,
      joinUser(shownUser, ""),
      `${host}${port}${database === "" ? "" : `/${shownPath}`}`,
      shownOptions,
    ),
    secrets: [...new Set([password, typedPassword, ...tails])].filter((secret) => secret !== "" && secret !== "***"),
  };
}

const ENCODE =
  "write postgres://user@host:port/database, and in user and password % as %25, @ as %40, / as %2F, ? as %3F, # as %23";

const SEVERAL = "it names several hosts";

type Problem = (is: string, fix: string) => UsageError;

function readAuthority(authority: string, problem: Problem): { readonly host: string; readonly port: string } {
  if (authority.includes(",")) throw problem(SEVERAL, "name one");
  const parts = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(authority);
  if (parts === null) throw problem("what follows the host's colon is no port", ENCODE);
  const [, host = "", port] = parts;
  const isBracketed = host.startsWith("[");
  if (isBracketed ? !isIPv6(host.slice(1, -1)) : !/^[\p{L}\p{N}._~%-]*$/u.test(host)) {
    throw problem(
      "its host is none",
      "write a name, an address, [an IPv6 address], or a socket's folder with %2F for /",
    );
  }
  if (!isBracketed && /[:@]/.test(decode(host, problem))) throw problem("its host has a : or @", ENCODE);
  return { host, port: port === undefined ? "" : `:${port}` };
}

function readOptions(query: string, problem: Problem): readonly (readonly [name: string, value: string])[] {
  if (query === "") return [];
  return query.split("&").map((option): readonly [string, string] => {
    const equals = option.indexOf("=");
    if (!/^[a-z_]+$/i.test(option.slice(0, Math.max(equals, 0)))) {
      throw problem("its options are not name=value, with & between them", "write & in a value as %26, and = as %3D");
    }
    return [option.slice(0, equals), decode(option.slice(equals + 1).replaceAll("+", "%20"), problem)];
  });
}

/** The part of its value that may be shown, or null, and the rest. */
function splitOption(name: string, value: string): readonly [shown: string | null, tail: string] {
  if (!SHOWN_OPTIONS.has(name)) return [null, value];
  // an address or the drive of a path is not the beginning of a password
  return isIPv6(value) || /^[a-z]:[\\/][^:]*$/i.test(value) ? [value, ""] : splitTail(value);
}

function decode(text: string, problem: Problem): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw problem("it has a % that is not followed by two hexadecimal digits", ENCODE);
  }
}

function joinUser(user: string, password: string): string {
  if (user === "" && password === "") return "";
  return `${encodeURIComponent(user)}${password === "" ? "" : `:${encodeURIComponent(password)}`}@`;
}

function write(
  scheme: string,
  user: string,
  place: string,
  options: readonly (readonly [name: string, value: string])[],
): string {
  const written = options.map(([name, value]) => {
    const encoded = encodeURIComponent(value);
    // keeps a folder readable
    return `${name}=${SHOWN_OPTIONS.has(name) ? encoded.replaceAll("%2F", "/") : encoded}`;
  });
  return `${scheme}${user}${place}${written.length > 0 ? `?${written.join("&")}` : ""}`;
}
