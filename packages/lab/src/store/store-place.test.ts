import { expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { formatPlace, parsePlace } from "./store-place.ts";

// SQLAlchemy's "Engine Configuration" and dj-database-url's README have the same three and four strokes
test.each([
  ["lab.sqlite", "lab.sqlite"],
  ["../lab.sqlite", "../lab.sqlite"],
  ["/data/lab.sqlite", "/data/lab.sqlite"],
  ["runs?#%41.sqlite", "runs?#%41.sqlite"],
  ["./a:b.sqlite", "./a:b.sqlite"],
  ["./:memory:", "./:memory:"],
  ["me@corp.sqlite", "me@corp.sqlite"],
  ["./2026-11-29T12:30:05.sqlite", "./2026-11-29T12:30:05.sqlite"],
  ["sqlite:lab.sqlite", "lab.sqlite"],
  ["sqlite:/data/lab.sqlite", "/data/lab.sqlite"],
  ["sqlite:///lab.sqlite", "lab.sqlite"],
  ["SQLite:///lab.sqlite", "lab.sqlite"],
  ["sqlite:///sub/lab.sqlite", "sub/lab.sqlite"],
  ["sqlite:///../lab.sqlite", "../lab.sqlite"],
  ["sqlite:////data/lab.sqlite", "/data/lab.sqlite"],
  ["sqlite:///my%20lab%3F.sqlite", "my lab?.sqlite"],
  ["sqlite:///m%C3%BCller.sqlite", "müller.sqlite"],
  ["file:lab.sqlite", "lab.sqlite"],
  ["file:///data/lab.sqlite", "/data/lab.sqlite"],
  ["file://localhost/data/my%20lab.sqlite", "/data/my lab.sqlite"],
])("%s is the file %s", (place, file) => {
  expect(parsePlace(place, "linux")).toEqual({ kind: "sqlite", file });
});

test.each([
  ["C:\\runs\\lab.sqlite", "C:\\runs\\lab.sqlite"],
  ["C:\\Users\\me@corp.com\\lab.sqlite", "C:\\Users\\me@corp.com\\lab.sqlite"],
  ["sqlite:///C:/runs/lab.sqlite", "C:/runs/lab.sqlite"],
  ["sqlite:///C:\\runs\\lab.sqlite", "C:\\runs\\lab.sqlite"],
  ["file:///C:/runs/lab.sqlite", "C:/runs/lab.sqlite"],
  ["\\\\server\\share\\lab.sqlite", "\\\\server\\share\\lab.sqlite"],
])("on Windows %s is the file %s", (place, file) => {
  expect(parsePlace(place, "win32")).toEqual({ kind: "sqlite", file });
});

test.each([
  ["", /without a name/],
  ["   ", /without a name/],
  ["sqlite:", /has no name/],
  ["sqlite://", /has no name/],
  ["sqlite:///", /has no name/],
  ["file:", /has no name/],
  [
    "sqlite://lab.sqlite",
    /sqlite:\/\/lab\.sqlite: .* is a host, and a file has none; write sqlite:\/\/\/NAME for a file in this folder/,
  ],
  ["sqlite://server/lab.sqlite", /is a host/],
  ["file://server/lab.sqlite", /is a host, and it should be this machine/],
  [":memory:", /in memory is gone when the command ends/],
  ["sqlite::memory:", /in memory/],
  ["sqlite:///:memory:", /in memory/],
  ["file::memory:?cache=shared", /has a \? or #/],
  ["sqlite:///lab.sqlite?mode=ro", /has a \? or #/],
  ["sqlite:///50%.sqlite", /has a % that is not followed/],
  ["sqlite:///a%0Ab.sqlite", /control character/],
  ["lab.sqlite\n", /control character/],
  ["a\u001B[31m.sqlite", /control character/],
  [" lab.sqlite", /begins or ends with a blank/],
  ["~/lab.sqlite", /only a shell puts the home folder/],
  ["sqlite:///~/lab.sqlite", /only a shell puts the home folder/],
  ["~ann/lab.sqlite", /only a shell puts the home folder/],
  ["runs/", /ends as a folder does/],
  ["C:\\runs\\lab.sqlite", /path of Windows/],
  ["sqlite:///C:/runs/lab.sqlite", /path of Windows/],
  ["lab:1.sqlite", /begins as a URL does; .*; \.\/ before/],
  ["mysql://lab:secret@db/x", /begins with mysql:/],
  ["sqlite3:///lab.sqlite", /begins with sqlite3:/],
  ["postgres:lab", /begins with postgres:/],
])("%j is refused with the fix", (place, reason) => {
  expect(() => parsePlace(place, "linux")).toThrow(UsageError);
  expect(() => parsePlace(place, "linux")).toThrow(reason);
  expect(() => parsePlace(place, "linux")).toThrow(/^Cannot open .*: .*;|without a name: /s);
});

test.each([
  ["postgres://me:pw@db.example:6543/lab", "postgres://me@db.example:6543/lab", "postgres://me:pw@db.example:6543/lab"],
  ["POSTGRESQL://me@db/lab", "postgresql://me@db/lab", "postgresql://me@db/lab"],
  ["postgres://me@corp:p@ss@db/lab", "postgres://me%40corp@db/lab", "postgres://me%40corp:p%40ss@db/lab"],
  ["postgres://me a:p w@db/lab", "postgres://me%20a@db/lab", "postgres://me%20a:p%20w@db/lab"],
  ["postgres://me:a%2Fb%3A@[::1]:5432/lab", "postgres://me@[::1]:5432/lab", "postgres://me:a%2Fb%3A@[::1]:5432/lab"],
  ["postgres://%2Fvar%2Frun/lab", "postgres://%2Fvar%2Frun/lab", "postgres://%2Fvar%2Frun/lab"],
  ["postgres:///lab?host=/tmp", "postgres:///lab?host=/tmp", "postgres:///lab?host=/tmp"],
  ["postgres://me:pw@/lab", "postgres://me@/lab", "postgres:///lab?user=me&password=pw"],
  ["postgres://me%3Apw@db/lab", "postgres://me%3A***@db/lab", "postgres://me%3Apw@db/lab"],
  ["postgres://db/me:pw", "postgres://db/me%3A***", "postgres://db/me:pw"],
  [
    "postgres:///lab?host=::1&user=me:pw",
    "postgres:///lab?host=%3A%3A1&user=me%3A***",
    "postgres:///lab?host=%3A%3A1&user=me%3Apw",
  ],
  ["postgres://db/lab?options=-c%20x=1", "postgres://db/lab", "postgres://db/lab?options=-c%20x%3D1"],
  [
    "postgres://me@db/lab?sslmode=require&password=p%26w&sslpassword=x",
    "postgres://me@db/lab?sslmode=require",
    "postgres://me@db/lab?sslmode=require&password=p%26w&sslpassword=x",
  ],
])("%s is told as %s", (place, shown, url) => {
  const parsed = parsePlace(place);
  expect(parsed).toMatchObject({ kind: "postgres", shown, url });
  // what is told is a place itself, of the same database
  expect(formatPlace(parsePlace(shown))).toBe(shown);
});

test.each(["sqlite:////C:/x", "sqlite:///", "sqlite:///:memory:", "sqlite://lab.sqlite", "file:///x?mode=ro"])(
  "%s is refused as it was typed",
  (place) => {
    expect(() => parsePlace(place, "linux")).toThrow(`Cannot open the store ${place}: `);
  },
);

test.each(["sqlite://me@db/lab", "sqlite:///mysql://db/x", "file://h/x?password=korallen", "sqlite://me:korallen/lab"])(
  "%s may hold a password",
  (place) => {
    expect(() => parsePlace(place, "linux")).toThrow(/^Cannot open the store (?:sqlite|file):\/*\*\*\*: /);
  },
);

test.each([
  ["postgres://h1,h2/lab", /several hosts; name one$/],
  ["postgres://h1:1,h2:2/lab", /several hosts/],
  ["postgres:///lab?host=a,b", /several hosts/],
  ["postgres://me:pa/ss@db/lab", /behind a \/ \? or #/],
  ["postgres://me:12?ss@db/lab", /behind a \/ \? or #/],
  ["postgres://me:12#ss@db/lab", /behind a \/ \? or #/],
  ["postgres://me:secret/lab", /no port/],
  ["postgres://me:12#ss", /has a #/],
  ["postgres://me:50%off@db/lab", /has a % that is not followed by two/],
  ["postgres://me%3Asecret/lab", /host has a : or @/],
  ["postgres://me@d b/lab", /its host is none/],
  ["postgres://me@[db]/lab", /its host is none/],
  ["postgres://me@db/lab?secret", /options are not name=value/],
  ["postgres://me@db/lab?password=se&cret", /options are not name=value/],
])("%s is refused, and nothing of it is told", (place, reason) => {
  expect(() => parsePlace(place)).toThrow(reason);
  expect(() => parsePlace(place)).toThrow(/^Cannot open the store postgres:\/\/\*\*\*: /);
});
