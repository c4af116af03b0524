import { linked } from "../../src/taskpane/chat/links.ts";

function hrefs(text: string): readonly string[] {
  return linked(text).flatMap(({ href }) => href ?? []);
}

describe("links in a message", () => {
  it.each([
    ["https://example.org/a?b=c#d", ["https://example.org/a?b=c#d"]],
    ["see example.org, please", ["https://example.org"]],
    ["mail bob@example.org!", ["mailto:bob@example.org"]],
    ["(https://example.org)", ["https://example.org"]],
  ])("are found in %j", (text, expected) => {
    expect(hrefs(text)).toEqual(expected);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(document.domain)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "vbscript:x",
    "ftp://example.org/a",
    "<img src=x onerror=alert(1)>",
    "https://example.org/\u202Egpj.exe",
  ])("are not made of %j", (text) => {
    for (const href of hrefs(text)) expect(href).toMatch(/^(https?:\/\/|mailto:)/);
    expect(linked(text).some((part) => part.href && /[\u202a-\u202e]/.test(part.text))).toBe(false);
  });

  it.each(["", "plain", "a https://example.org b", "🙂 مرحبا https://example.org/ä 🙂", "<b>x</b> &amp; \n\n y", "a".repeat(8000)])(
    "leave every character of %j where it was",
    (text) => {
      expect(
        linked(text)
          .map((part) => part.text)
          .join(""),
      ).toBe(text);
    },
  );
});
