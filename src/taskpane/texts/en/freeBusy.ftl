### Free/busy: when people are busy, and when they can all talk.

common-title = { $people ->
    [2] When can we both talk?
   *[other] When can we all talk?
}
common-back = Back to the people
common-length = How long
common-day = Day
day-today = Today
day-tomorrow = Tomorrow
day-later = { DATETIME($time, weekday: "long") }
common-when = { $day } { $range }
common-now = Now, until { $moment }
common-all = { $people ->
    [2] { $when }: you are both free
   *[other] { $when }: everyone is free
}
common-known = { $people ->
    [1] { $when }: free, as far as is known
    [2] { $when }: both whose calendars are known are free
   *[other] { $when }: all { $people } whose calendars are known are free
}
common-most = { $when }: { $free } of { $people } are free
common-without = Not free then: { $names }
common-unknown = Calendar not known: { $names }
common-odd-hours = Early or late there: { $names }
common-clock = { $name } { $time }
common-none = Before { $moment } there is no time at which you and anyone here are free for that long.
common-nobody = Nobody here shares a calendar with you.
common-asking = Asking for the calendars…
common-failed = { $code ->
    [offline] There is no connection, so the calendars cannot be asked for.
    [unreachable] The calendars cannot be reached right now.
    [unsupported] None of your networks tells about calendars any more.
    [too-many] That was too fast. Wait a moment.
   *[other] The calendars could not be asked for.
}
common-retry = Try again
common-appointment = New appointment
common-together = All together
common-rest = The other { $people } together
common-free-times = All free: { $times }
common-free-never = At no time are all free for that long
common-people = Calendars
common-there = { $time } there
slot-busy = Busy
slot-tentative = Tentative
slot-out-of-office = Out of office
slot-working-elsewhere = Working elsewhere
slot-times = { $word } { $times }
slot-all-day = { $word } all day
slot-none = Free all day
calendar-day = { $day }: { $words }
calendar-asking = Asking…
calendar-incomplete = { $words } · may be incomplete
calendar-unreachable = The calendar cannot be reached right now
calendar-not-shared = Does not share a calendar with you
calendar-no-calendar = No calendar is known
calendar-external = Outside the organisation
calendar-not-in-directory = Not in the directory
calendar-no-address = No e-mail address
calendar-list = List · open it among the people to count its members in
