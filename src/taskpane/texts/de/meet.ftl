### Besprechungen, die sofort beginnen, und die Wege zu Menschen außerhalb von Rollcall.

meet-title = Jetzt besprechen
meet-back = Zurück zu den Personen
meet-whom = Mit wem
meet-everyone = Alle ({ $people })
meet-picked = { $picked } von { $people }
meet-now = Jetzt besprechen
meet-again = Noch einmal versuchen
meet-another = Weitere Besprechung
meet-making = Die Besprechung wird angelegt …
meet-invitation = Lasst uns das jetzt besprechen:
meet-ready = Die Besprechung ist bereit.
meet-join = Teilnehmen
meet-chat = Chat öffnen
meet-copy = Link kopieren
meet-copied = Kopiert
meet-link-sending = Ihr Link wird in den Chat gestellt.
meet-link-sent = Ihr Link steht in Ihrem gemeinsamen Chat.
meet-link-unsent = Keines Ihrer Netze kann mit ihnen chatten: Schicken Sie ihnen den Link selbst.
meet-link-failed = Ihr Link wurde nicht gesendet: { $reason }
meet-failed = Es gibt keine Besprechung: { $reason }
meet-error-bad-request = Das Gateway hat es nicht verstanden.
meet-error-unauthorized = Sie müssen sich neu anmelden.
meet-error-forbidden = Ihre Organisation hat Rollcall oder Ihnen nicht erlaubt, Besprechungen anzulegen.
meet-error-not-found = Ihr Konto hat keinen Platz für Besprechungen.
meet-error-too-large = Das sind mehr Personen, als hier in eine Besprechung passen.
meet-error-too-many = Das war zu schnell. Warten Sie einen Moment.
meet-error-unreachable = Das Netz antwortet gerade nicht.
meet-error-unsupported = Keines Ihrer Netze kann Besprechungen abhalten.
meet-error-conflict = Inzwischen hat sich etwas geändert.
meet-error-storage = Das Gateway konnte es nicht behalten.
meet-error-internal = Im Gateway ist etwas schiefgegangen.
meet-error-offline = Es besteht keine Verbindung.
ways-title = Weitere Wege
ways-none = Diese Personen sind in keinem Programm außerhalb von Rollcall gemeinsam zu erreichen.
way-chat = { $network ->
    [microsoft365] In Teams chatten
   *[other] Außerhalb von Rollcall chatten
}
way-call = { $network ->
    [microsoft365] In Teams anrufen
   *[other] Außerhalb von Rollcall anrufen
}
way-video-call = { $network ->
    [microsoft365] Videoanruf in Teams
   *[other] Videoanruf außerhalb von Rollcall
}
