import { normalizeSubject } from "../../src/emulator/subject.ts";

test.each([
  ["Budget", "Budget"],
  ["RE: Budget", "Budget"],
  ["Re: FW: re: Budget", "Budget"],
  ["AW: WG: Budget", "Budget"],
  ["SV: VS: Budget", "Budget"],
  ["Re[4]: Budget", "Budget"],
  ["RE(2): Budget", "Budget"],
  ["TR : Budget", "Budget"],
  ["رد: الميزانية", "الميزانية"],
  ["回复：预算", "预算"],
  ["  Fwd:Budget  ", "Budget"],
  ["Reminder: Budget", "Reminder: Budget"],
  ["Regarding re: Budget", "Regarding re: Budget"],
  ["RE:", ""],
  ["", ""],
])("%j is normalized to %j", (subject, normalized) => {
  expect(normalizeSubject(subject)).toBe(normalized);
});
