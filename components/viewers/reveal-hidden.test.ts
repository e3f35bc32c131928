import { describe, expect, it } from "vitest";
import { revealHidden } from "./reveal-hidden";

const shown = (text: string) =>
  revealHidden(text)
    .map((piece) => piece.text)
    .join("");

describe("hidden characters", () => {
  it.each([
    ["right-to-left override", "a\u202eb", "a\\u202eb"],
    ["isolate", "a\u2066b", "a\\u2066b"],
    ["zero-width space", "pay\u200bpal", "pay\\u200bpal"],
    ["byte order mark", "\ufeffx", "\\ufeffx"],
    ["soft hyphen", "a\u00adb", "a\\u00adb"],
    ["tag character", "a\u{e0041}", "a\\u{e0041}"],
    ["variation selector of a smuggled byte", "a\u{e0101}", "a\\u{e0101}"],
    ["Hangul filler", "\u3164", "\\u3164"],
    ["escape sequence of a terminal", "\u001b[31m", "\\u001b[31m"],
    ["null", "a\u0000b", "a\\u0000b"],
    ["lone surrogate", "a\ud800b", "a\\ud800b"],
    ["carriage return alone", "safe\rrm -rf", "safe\\u000drm -rf"],
    ["line separator", "a\u2028b", "a\\u2028b"],
  ])("%s is told by its code point", (_name, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("are not seen where there are none: lines, tabs, emoji and scripts stay as they are", () => {
    for (const text of ["one\ntwo\r\n\tthree", "☺️ café Ελλάδα 日本語 עברית", ""])
      expect(shown(text)).toBe(text);
    expect(revealHidden("plain")).toEqual([{ text: "plain" }]);
  });
});
