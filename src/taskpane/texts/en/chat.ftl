### Chats: the strip, a conversation, and what can go wrong.

chat-list = Chats
chat-list-all = { $count ->
    [one] One chat
   *[other] All { $count } chats
}
chat-list-less = Fewer chats
chat-open = { $unread ->
    [0] Chat with { $names } { $subject }
    [one] Chat with { $names } { $subject }, one new message
   *[other] Chat with { $names } { $subject }, { $unread } new messages
}
chat-not-opened = The chat could not be opened: { $reason }
chat-dismiss = Dismiss
chat-view = Chat
chat-back = Back to the people
chat-people-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
chat-people-less = fewer
chat-important = High importance
chat-open-mail = Open the mail { $subject }
chat-no-subject = (no subject)
chat-messages = Messages
chat-loading = Loading…
chat-empty = Nothing has been said here yet. Write the first message below.
chat-earlier = Earlier messages
chat-earlier-failed = The earlier messages could not be loaded. Try again
chat-to-latest = To the latest
chat-day-today = Today
chat-day-yesterday = Yesterday
chat-day = { DATETIME($time, weekday: "long", day: "numeric", month: "long", year: "numeric") }
chat-new = New
chat-you = You
chat-room = the group “{ $room }”
chat-room-hides = This chat hides who is in it. Names here are not verified.
chat-delivered = Delivered
chat-seen = Seen
chat-seen-by = Seen by { $names }
chat-sending = Sending…
chat-waiting = Waiting for the connection
chat-failed = Not sent: { $reason }
chat-edited = edited
chat-edited-at = Edited { DATETIME($time, dateStyle: "medium", timeStyle: "short") }
chat-retracted = This message was deleted.
chat-retry = Try again
chat-edit = Edit
chat-discard = Delete
chat-typing = { $count ->
    [one] { $names } is writing…
   *[other] { $names } are writing…
}
chat-elsewhere = { $network ->
    [microsoft365] Open in Teams
   *[other] Open outside of Rollcall
}
replies-why = { $network } does not tell Rollcall of replies here. Look for them, or open the chat there.
replies-look = Look for replies
replies-looking = Looking…
replies-found = { $count ->
    [0] Nothing new.
    [one] One new message.
   *[other] { $count } new messages.
}
replies-failed = They could not be looked for. Try again.
chat-write = Write a message
chat-send = Send
chat-left = { $left ->
    [one] One character left
   *[other] { $left } characters left
}
chat-too-long = { $over ->
    [one] One character too many
   *[other] { $over } characters too many
}
chat-link-connecting = Connecting. What you write goes out as soon as there is a connection.
chat-link-reconnecting = The connection was lost. What you write goes out as soon as it is back.
chat-link-offline = You are offline. What you write goes out as soon as you are back.
chat-network-away = { $network } cannot be reached right now. Messages may fail.
chat-error-bad-request = the gateway did not understand it.
chat-error-unauthorized = you are signed out.
chat-error-forbidden = you are no longer part of this chat.
chat-error-not-found = someone is not known to any of your networks.
chat-error-too-large = it is more than one chat or message can hold.
chat-error-too-many = that was too fast. Wait a moment.
chat-error-unreachable = the network does not answer right now.
chat-error-unsupported = none of your networks can chat with them.
chat-error-conflict = the chat has changed meanwhile.
chat-error-storage = the gateway could not keep it.
chat-error-internal = something went wrong in the gateway.
chat-error-offline = there is no connection.
