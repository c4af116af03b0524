### Der Bereich: seine erste Zeile, die Personen, und was er sagt, wenn etwas fehlt.

## Der eigene Status
me-button = Ihr Status: { $word }
me-automatic = Automatisch
me-menu = Ihr Status
me-note-add = Notiz schreiben
me-note-change = Notiz ändern
me-note-label = Ihre Notiz für alle, die Ihren Status sehen
me-note-placeholder = Bis Mittag im Homeoffice
me-note-left = Noch { $left } Zeichen
me-save = Speichern
me-cancel = Abbrechen
me-clear = Notiz entfernen
me-failed = Ihr Status wurde nicht geändert: Das Gateway konnte ihn nicht speichern. Es gilt der vorige.
me-offline = Ihr Status wurde nicht geändert: Es besteht keine Verbindung. Es gilt der vorige.
me-offline-choice = Als offline anzeigen

## Präsenz in Worten
availability-available = Verfügbar
availability-busy = Beschäftigt
availability-do-not-disturb = Nicht stören
availability-away = Abwesend
availability-offline = Offline
availability-unknown = Unbekannt
activity-meeting = in einer Besprechung
activity-on-the-phone = am Telefon
activity-presentation = in einer Präsentation
activity-working = bei der Arbeit
activity-travel = unterwegs
activity-holiday = Feiertag
activity-vacation = im Urlaub
activity-permanent-absence = nicht mehr hier
out-of-office = Außer Haus
out-of-office-until = Außer Haus bis { $moment }
until = bis { $moment }
since = seit { $moment }
last-seen = zuletzt gesehen { $moment }
last-known = war { $word }
as-of = Stand { $moment }
moment-today = { DATETIME($time, hour: "numeric", minute: "2-digit") }
moment-week = { DATETIME($time, weekday: "short", hour: "numeric", minute: "2-digit") }
moment-date = { DATETIME($time, day: "numeric", month: "short") }
reason-not-in-directory = nicht im Verzeichnis
reason-external = außerhalb der Organisation
reason-not-shared = nicht für Sie freigegeben
reason-hidden = verborgen
reason-unreachable = Netz nicht erreichbar
reason-pending = wird gefragt
reason-no-network = in keinem Netz
reason-no-address = keine Adresse

## Die Zusammenfassung
summary = { $free ->
    [0] { $people ->
        [0] Öffnen Sie die Liste, um zu sehen, wer ansprechbar ist
        [1] Die andere Person ist gerade nicht ansprechbar
       *[other] Niemand von { $people } ist gerade ansprechbar
    }
   *[other] { $people ->
        [1] Die andere Person ist jetzt ansprechbar
       *[other] { $free ->
            [one] { $free } von { $people } ist jetzt ansprechbar
           *[other] { $free } von { $people } sind jetzt ansprechbar
        }
    }
}
summary-names = { $names }
summary-names-more = { $names } +{ $more }
summary-spoken = { $summary }: { $names }
summary-asking = { $people ->
    [one] Eine Person wird gefragt …
   *[other] { $people } Personen werden gefragt …
}
chat-with-all = Chat mit allen
call-all = Alle anrufen
meet-open = Besprechen
ways-open = Weitere Wege
common-find = Zeit finden
shown-collapsed = { $shown } von ? · Öffnen Sie in Outlook den Kopf der Nachricht, um die übrigen zu sehen.
shown-limit = { $shown } von ? · Mehr Empfänger nennt dieses Outlook nicht.

## Die Personen
people-list = Personen dieses Elements
role-from = Von
role-to = An
role-cc = Cc
role-organizer = Organisator
role-required = Erforderlich
role-optional = Optional
group-count = { $role } · { $count }
you = Sie
chat-with = Chat mit { $name }
call-person = { $name } anrufen
list-open = { $size ->
    [0] Verteiler
    [one] Verteiler · ein Mitglied
   *[other] Verteiler · { $size } Mitglieder
}
list-loading = Verteiler · wird geöffnet …
list-failed = Der Verteiler ließ sich nicht öffnen. Wählen Sie ihn, um es erneut zu versuchen.
list-empty = Verteiler · das Verzeichnis nennt keine Mitglieder
list-elsewhere = { $size } Mitglieder · davon { $elsewhere } bereits aufgeführt

## Die Karte
card-address = Adresse
card-also = Auch
card-matched = Die Nachricht nennt diese Person { $address }
card-title = Position
card-department = Abteilung
card-phone-work = Arbeit
card-phone-mobile = Mobil
card-phone-home = Privat
card-local-time = Ortszeit
card-calendar = Kalender
card-ways = Erreichen
card-note = Notiz
card-out-of-office = Außer Haus
card-place = Arbeitet
place-office = Im Büro
place-remote = Nicht im Büro
card-sources = Quellen
# How a network is called before the reader; the others by the name that IT gave them.
network-name =
    { $name ->
        [local] Eingebautes Netz
        [microsoft365] Microsoft 365
       *[other] { $name }
    }
card-source = { $network }: { $word }, { AGO($age) }
card-source-stale = { $network }: { $word }, { AGO($age) }, seither nicht bestätigt
card-copy = { $what } kopieren
card-copied = Kopiert
why-not-in-directory = Über diese Person ist nichts bekannt: Die Adresse steht in keinem Verzeichnis Ihrer Organisation.
why-external = Diese Person gehört nicht zu Ihrer Organisation, und kein Netz gibt Auskunft über sie.
why-not-shared = Diese Person teilt ihren Status nicht mit Ihnen.
ask-to-share = Um Freigabe bitten
ask-asked = Angefragt
ask-failed = Die Anfrage ging nicht hinaus. Versuchen Sie es noch einmal.
why-hidden = Diese Person hat ihren Status verborgen.
why-unreachable = Das Netz { $network }, das Auskunft geben könnte, ist seit { $moment } nicht erreichbar.
why-pending = Das Netz wurde gefragt und hat noch nicht geantwortet.
why-no-network = Keines Ihrer Netze gibt Auskunft über Präsenz.
why-no-address = Was die Nachricht hier nennt, ist keine E-Mail-Adresse; es kann niemand gefragt werden.

## Was von einer neuen Nachricht vorgelesen wird
chat-spoken = { $name }: { $message }
chat-spoken-elsewhere = Neue Nachricht von { $name }
chat-encrypted = Verschlüsselte Nachricht. Nur das Programm, für das sie bestimmt ist, kann sie lesen.
chat-nick = (Name in diesem Chat)
chat-invitation = Lädt Sie in diesen Chat ein. Sie nehmen teil, sobald Sie etwas schreiben.

## Was fehlt
empty-title = Sonst niemand
empty-body = Dieses Element nennt außer Ihnen niemanden.
nothing-title = Nichts ausgewählt
nothing-body = Wählen Sie eine Nachricht oder einen Termin, um zu sehen, wer von den Personen ansprechbar ist.
loading = Wird geladen
outside-title = Rollcall lebt in Outlook
outside-body = Öffnen Sie in Outlook eine Nachricht und wählen Sie Rollcall, um zu sehen, wer jetzt ansprechbar ist.
broken-title = Etwas ist schiefgegangen
broken-body = Dieser Teil ließ sich nicht anzeigen. Ihre Nachrichten sind erhalten.
broken-action = Bereich neu laden
strip-failed = { $of ->
    [chats] Ihre Chats ließen sich nicht laden.
    [calls] Ihre Anrufe ließen sich nicht laden.
   *[more] Ein Teil des Bereichs ließ sich nicht laden.
}
strip-again = Erneut versuchen
link-reconnecting = Verbindung um { $moment } verloren. Neuer Versuch läuft …
link-offline = Sie sind seit { $moment } offline. Was Sie sehen, kann veraltet sein.
link-retry = Jetzt versuchen
forbidden-title = Kein Zugang
forbidden-body = Ihr Konto ist bekannt, darf Rollcall aber nicht verwenden. Fragen Sie Ihre IT-Abteilung.
outdated-title = Eine neuere Version ist nötig
outdated-body = Dieser Bereich ist älter als das Gateway Ihrer Organisation.
outdated-action = Neuere Version laden
network-unreachable = { $network } ist seit { $moment } nicht erreichbar. Die Personen dort erscheinen als unbekannt.
network-refused = { $network } weist Ihr Konto ab. Die Personen dort erscheinen als unbekannt.

## Der Befehl im Menüband
command-nobody = Dieses Element nennt außer Ihnen niemanden.
command-nothing = Rollcall kann die Personen dieses Elements nicht sehen.
command-offline = Rollcall erreicht sein Gateway gerade nicht.
command-signed-out = Öffnen Sie den Rollcall-Bereich, um sich anzumelden.
