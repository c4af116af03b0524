### The pane: its first line, the people, and what it says when something is missing.

## The reader's own status
me-button = Your status: { $word }
me-automatic = Automatic
me-menu = Your status
me-note-add = Write a note
me-note-change = Change the note
me-note-label = Your note, for everyone who can see your status
me-note-placeholder = Working from home until noon
me-note-left = { $left } characters left
me-save = Save
me-cancel = Cancel
me-clear = Remove the note
me-failed = Your status was not changed: the gateway could not keep it. It is as before.
me-offline = Your status was not changed: there is no connection. It is as before.
me-offline-choice = Appear offline

## Presence, in words
availability-available = Available
availability-busy = Busy
availability-do-not-disturb = Do not disturb
availability-away = Away
availability-offline = Offline
availability-unknown = Unknown
activity-meeting = in a meeting
activity-on-the-phone = on the phone
activity-presentation = presenting
activity-working = working
activity-travel = travelling
activity-holiday = on holiday
activity-vacation = on vacation
activity-permanent-absence = no longer here
out-of-office = Out of office
out-of-office-until = Out of office until { $moment }
until = until { $moment }
since = since { $moment }
last-seen = last seen { $moment }
last-known = was { $word }
as-of = as of { $moment }
moment-today = { DATETIME($time, hour: "numeric", minute: "2-digit") }
moment-week = { DATETIME($time, weekday: "short", hour: "numeric", minute: "2-digit") }
moment-date = { DATETIME($time, day: "numeric", month: "short") }
reason-not-in-directory = not in the directory
reason-external = outside the organisation
reason-not-shared = not shared with you
reason-hidden = hidden
reason-unreachable = network not reachable
reason-pending = asking
reason-no-network = on no network
reason-no-address = no address

## The summary
summary = { $free ->
    [0] { $people ->
        [0] Open the list to see who can talk
        [1] The other person cannot talk right now
       *[other] Nobody of { $people } can talk right now
    }
   *[other] { $people ->
        [1] The other person can talk now
       *[other] { $free } of { $people } can talk now
    }
}
summary-names = { $names }
summary-names-more = { $names } +{ $more }
summary-spoken = { $summary }: { $names }
summary-asking = { $people ->
    [one] Asking about one person…
   *[other] Asking about { $people } people…
}
chat-with-all = Chat with all
call-all = Call all
meet-open = Meet
ways-open = More ways
common-find = Find a time
shown-collapsed = { $shown } of ? · Open the message’s header in Outlook to see the rest.
shown-limit = { $shown } of ? · This Outlook tells of no more recipients.

## The people
people-list = People of this item
role-from = From
role-to = To
role-cc = Cc
role-organizer = Organizer
role-required = Required
role-optional = Optional
group-count = { $role } · { $count }
you = you
chat-with = Chat with { $name }
call-person = Call { $name }
list-open = { $size ->
    [0] List
    [one] List · one member
   *[other] List · { $size } members
}
list-loading = List · opening…
list-failed = The list could not be opened. Select it to try again.
list-empty = List · no members that the directory tells of
list-elsewhere = { $size } members · { $elsewhere } of them listed above

## The card
card-address = Address
card-also = Also
card-matched = The message names them by { $address }
card-title = Title
card-department = Department
card-phone-work = Work
card-phone-mobile = Mobile
card-phone-home = Home
card-local-time = Local time
card-calendar = Calendar
card-ways = Reach
card-note = Note
card-out-of-office = Out of office
card-place = Works
place-office = In the office
place-remote = Remotely
card-sources = Sources
# How a network is called before the reader; the others by the name that IT gave them.
network-name =
    { $name ->
        [local] Built-in network
        [microsoft365] Microsoft 365
       *[other] { $name }
    }
card-source = { $network }: { $word }, { AGO($age) }
card-source-stale = { $network }: { $word }, { AGO($age) }, not confirmed since
card-copy = Copy { $what }
card-copied = Copied
why-not-in-directory = Nothing is known of this person: the address is in no directory of your organisation.
why-external = This person is outside your organisation, and no network tells about people there.
why-not-shared = This person does not share their status with you.
ask-to-share = Ask to see it
ask-asked = Asked
ask-failed = They could not be asked. Try again.
why-hidden = This person has hidden their status.
why-unreachable = The network { $network } that would know cannot be reached since { $moment }.
why-pending = The network has been asked and has not answered yet.
why-no-network = None of your networks tells about presence.
why-no-address = What the message names here is no e-mail address, so nobody can be asked about it.

## What is read out of a message that arrives
chat-spoken = { $name }: { $message }
chat-spoken-elsewhere = New message from { $name }
chat-encrypted = Encrypted message. It can be read only in the client that it was meant for.
chat-nick = (name in this chat)
chat-invitation = Asks you to join this chat. You join by writing something.

## What is missing
empty-title = Nobody else here
empty-body = This item names nobody besides you.
nothing-title = Nothing selected
nothing-body = Select a message or an appointment to see who of its people can talk.
loading = Loading
outside-title = Rollcall lives in Outlook
outside-body = Open a message in Outlook and choose Rollcall to see who of its people can talk now.
broken-title = Something went wrong
broken-body = This part of the pane failed to show. Your messages are kept.
broken-action = Load the pane again
strip-failed = { $of ->
    [chats] Your chats could not be loaded.
    [calls] Your calls could not be loaded.
   *[more] A part of the pane could not be loaded.
}
strip-again = Try again
link-reconnecting = Connection lost at { $moment }. Trying again…
link-offline = You are offline since { $moment }. What you see may be out of date.
link-retry = Try now
forbidden-title = No access
forbidden-body = Your account is known, but may not use Rollcall. Ask your IT department.
outdated-title = A newer version is needed
outdated-body = This pane is older than your organisation’s gateway.
outdated-action = Load the newer version
network-unreachable = { $network } cannot be reached since { $moment }. Its people are shown as unknown.
network-refused = { $network } refuses your account. Its people are shown as unknown.

## The command in the ribbon
command-nobody = This item names nobody besides you.
command-nothing = Rollcall cannot see the people of this item.
command-offline = Rollcall cannot reach its gateway right now.
command-signed-out = Open the Rollcall pane to sign in.
