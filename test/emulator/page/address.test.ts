import { arrange } from "../../../src/emulator/page/layout.ts";
import { readSettings, writeSettings } from "../../../src/emulator/page/settings.ts";

const read = (query: string) => readSettings(new URLSearchParams(query));

describe("the page's address", () => {
  it("says what is shown, and how", () => {
    const query = "mailbox=bob@example.org&split=alice@example.org&item=letter&profile=mobile&theme=dark&lang=ar&pane=pinned&paneWidth=400";
    expect(read(query)).toEqual({
      mailbox: "bob@example.org",
      split: "alice@example.org",
      item: "letter",
      profile: "mobile",
      theme: "dark",
      locale: "ar-SA",
      pane: "pinned",
      paneWidth: 400,
    });
    expect(read(writeSettings(read(query)))).toEqual(read(query));
  });

  it("counts words that it does not know as absent", () => {
    expect(read("profile=toString&theme=blue&lang=xx&pane=half&paneWidth=-1")).toEqual(read(""));
  });
});

describe("the columns", () => {
  const closed = { paneWidth: 0, beside: true, itemOpen: true };
  const open = { paneWidth: 320, beside: true, itemOpen: true };

  it.each([
    [1280, open, { folders: true, list: true, item: true, pane: "beside" }],
    [1000, open, { folders: false, list: true, item: true, pane: "beside" }],
    [720, open, { folders: false, list: false, item: true, pane: "beside" }],
    [600, open, { folders: false, list: true, item: true, pane: "over" }],
    [320, open, { folders: false, list: false, item: true, pane: "over" }],
    [320, { ...closed, itemOpen: false }, { folders: false, list: true, item: false, pane: "none" }],
    [1280, { ...open, beside: false }, { folders: true, list: true, item: true, pane: "over" }],
  ])("in %d pixels are what matters most: %j", (width, wish, columns) => {
    expect(arrange(width, wish)).toEqual(columns);
  });
});
