import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeJson, escapeText } from "./escape-text.ts";
import { html, trustMarkup } from "./html.ts";

test("text is escaped, markup is not, lists are joined", () => {
  const item = html`<li title="${'"'}">${"<b>"}</li>`;
  expect(html`<ul>${[item, item]}</ul>${trustMarkup("<hr>")}${7}`.markup).toBe(
    '<ul><li title="&quot;">&lt;b&gt;</li><li title="&quot;">&lt;b&gt;</li></ul><hr>7',
  );
});

test("no text can open a tag, close an attribute or hold a character XML forbids", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(escapeText(text)).not.toMatch(/[<>"']|(?![\t\n\r])\p{Cc}/u);
    }),
  );
  expect(escapeText("\u0000a\tb\u001f")).toBe("\uFFFDa\tb\uFFFD");
  expect(escapeText("a\u202Etxt.exe")).toBe("a\uFFFDtxt.exe");
});

test("JSON in a script element cannot end it, and reads back as it was", () => {
  const value = { text: "</script><!-- <script>" };
  expect(escapeJson(value)).not.toContain("<");
  expect(JSON.parse(escapeJson(value))).toEqual(value);
});
