/** Each entry brings a store one version further. What was released is never edited: add the next. */
export const migrations: readonly string[] = [
  `
  -- What people say of themselves, and when they were last seen.
  CREATE TABLE person (
    address TEXT PRIMARY KEY,
    availability TEXT NOT NULL DEFAULT 'automatic',
    note TEXT,
    seen INTEGER
  ) STRICT, WITHOUT ROWID;

  -- people: the sorted addresses as JSON, so that one set of people is one conversation. last: its latest message.
  CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
    people TEXT NOT NULL UNIQUE,
    subject TEXT,
    importance TEXT,
    last INTEGER
  ) STRICT, WITHOUT ROWID;

  -- item: Outlook's id of the mail in this member's own mailbox. read: up to which message they have read.
  CREATE TABLE member (
    person TEXT NOT NULL,
    conversation TEXT NOT NULL REFERENCES conversation,
    item TEXT,
    read INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person, conversation)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX member_of ON member (conversation);

  -- AUTOINCREMENT: an id is never used twice, so ids sort as the messages came.
  CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversation,
    sender TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (conversation, sender, key)
  ) STRICT;
  CREATE INDEX message_page ON message (conversation, id);
  `,
];
