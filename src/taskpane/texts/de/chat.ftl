### Chats: die Leiste, eine Unterhaltung, und was schiefgehen kann.

chat-list = Chats
chat-list-all = { $count ->
    [one] Ein Chat
   *[other] Alle { $count } Chats
}
chat-list-less = Weniger Chats
chat-open = { $unread ->
    [0] Chat mit { $names } { $subject }
    [one] Chat mit { $names } { $subject }, eine neue Nachricht
   *[other] Chat mit { $names } { $subject }, { $unread } neue Nachrichten
}
chat-not-opened = Der Chat ließ sich nicht öffnen: { $reason }
chat-dismiss = Schließen
chat-view = Chat
chat-back = Zurück zu den Personen
chat-people-more = { $count ->
    [one] und eine weitere Person
   *[other] und { $count } weitere
}
chat-people-less = weniger
chat-important = Hohe Wichtigkeit
chat-open-mail = Die Mail { $subject } öffnen
chat-no-subject = (kein Betreff)
chat-messages = Nachrichten
chat-loading = Wird geladen…
chat-empty = Hier wurde noch nichts gesagt. Schreiben Sie unten die erste Nachricht.
chat-earlier = Frühere Nachrichten
chat-earlier-failed = Die früheren Nachrichten konnten nicht geladen werden. Erneut versuchen
chat-to-latest = Zur neuesten
chat-day-today = Heute
chat-day-yesterday = Gestern
chat-day = { DATETIME($time, weekday: "long", day: "numeric", month: "long", year: "numeric") }
chat-new = Neu
chat-you = Sie
chat-room = der Gruppe „{ $room }“
chat-room-hides = Dieser Chat verbirgt, wer darin ist. Namen sind hier nicht geprüft.
chat-delivered = Zugestellt
chat-seen = Gelesen
chat-seen-by = Gelesen von { $names }
chat-sending = Wird gesendet…
chat-waiting = Wartet auf die Verbindung
chat-failed = Nicht gesendet: { $reason }
chat-edited = bearbeitet
chat-edited-at = Bearbeitet { DATETIME($time, dateStyle: "medium", timeStyle: "short") }
chat-retracted = Diese Nachricht wurde gelöscht.
chat-retry = Erneut versuchen
chat-edit = Bearbeiten
chat-discard = Löschen
chat-typing = { $count ->
    [one] { $names } schreibt…
   *[other] { $names } schreiben…
}
chat-elsewhere = { $network ->
    [microsoft365] In Teams öffnen
   *[other] Außerhalb von Rollcall öffnen
}
replies-why = { $network } meldet Rollcall hier keine Antworten. Sehen Sie nach, oder öffnen Sie den Chat dort.
replies-look = Nach Antworten sehen
replies-looking = Wird nachgesehen …
replies-found = { $count ->
    [0] Nichts Neues.
    [one] Eine neue Nachricht.
   *[other] { $count } neue Nachrichten.
}
replies-failed = Es konnte nicht nachgesehen werden. Versuchen Sie es noch einmal.
chat-write = Nachricht schreiben
chat-send = Senden
chat-left = { $left ->
    [one] Noch ein Zeichen
   *[other] Noch { $left } Zeichen
}
chat-too-long = { $over ->
    [one] Ein Zeichen zu viel
   *[other] { $over } Zeichen zu viel
}
chat-link-connecting = Verbindung wird aufgebaut. Was Sie schreiben, geht hinaus, sobald sie steht.
chat-link-reconnecting = Die Verbindung ist abgebrochen. Was Sie schreiben, geht hinaus, sobald sie wieder steht.
chat-link-offline = Sie sind offline. Was Sie schreiben, geht hinaus, sobald Sie wieder verbunden sind.
chat-network-away = { $network } ist gerade nicht erreichbar. Nachrichten könnten scheitern.
chat-error-bad-request = Das Gateway hat sie nicht verstanden.
chat-error-unauthorized = Sie sind abgemeldet.
chat-error-forbidden = Sie gehören nicht mehr zu diesem Chat.
chat-error-not-found = Jemand ist keinem Ihrer Netze bekannt.
chat-error-too-large = Das ist mehr, als ein Chat oder eine Nachricht fasst.
chat-error-too-many = Das ging zu schnell. Warten Sie einen Moment.
chat-error-unreachable = Das Netz antwortet gerade nicht.
chat-error-unsupported = Keines Ihrer Netze kann mit ihnen chatten.
chat-error-conflict = Der Chat hat sich inzwischen geändert.
chat-error-storage = Das Gateway konnte sie nicht aufbewahren.
chat-error-internal = Im Gateway ist etwas schiefgegangen.
chat-error-offline = Es besteht keine Verbindung.
