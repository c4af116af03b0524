### Frei/gebucht: wann jemand gebucht ist, und wann alle sprechen können.

common-title = { $people ->
    [2] Wann können wir beide sprechen?
   *[other] Wann können wir alle sprechen?
}
common-back = Zurück zu den Personen
common-length = Wie lange
common-day = Tag
day-today = Heute
day-tomorrow = Morgen
day-later = { DATETIME($time, weekday: "long") }
common-when = { $day } { $range }
common-now = Jetzt, bis { $moment }
common-all = { $people ->
    [2] { $when }: Sie haben beide Zeit
   *[other] { $when }: alle haben Zeit
}
common-known = { $people ->
    [1] { $when }: frei, soweit bekannt
    [2] { $when }: beide, deren Kalender bekannt sind, haben Zeit
   *[other] { $when }: alle { $people }, deren Kalender bekannt sind, haben Zeit
}
common-most = { $when }: { $free } von { $people } haben Zeit
common-without = Dann nicht frei: { $names }
common-unknown = Kalender nicht bekannt: { $names }
common-odd-hours = Dort früh oder spät: { $names }
common-clock = { $name } { $time }
common-none = Vor { $moment } gibt es keine Zeit, zu der Sie und jemand von hier so lange frei sind.
common-nobody = Niemand hier gibt Ihnen einen Kalender frei.
common-asking = Die Kalender werden abgefragt…
common-failed = { $code ->
    [offline] Es besteht keine Verbindung; die Kalender können nicht abgefragt werden.
    [unreachable] Die Kalender sind gerade nicht erreichbar.
    [unsupported] Keines Ihrer Netzwerke gibt mehr Auskunft über Kalender.
    [too-many] Das war zu schnell. Warten Sie einen Moment.
   *[other] Die Kalender konnten nicht abgefragt werden.
}
common-retry = Erneut versuchen
common-appointment = Neuer Termin
common-together = Alle zusammen
common-rest = Die übrigen { $people } zusammen
common-free-times = Alle frei: { $times }
common-free-never = Zu keiner Zeit sind alle so lange frei
common-people = Kalender
common-there = dort { $time }
slot-busy = Gebucht
slot-tentative = Mit Vorbehalt
slot-out-of-office = Abwesend
slot-working-elsewhere = Arbeitet an einem anderen Ort
slot-times = { $word } { $times }
slot-all-day = { $word }, den ganzen Tag
slot-none = Den ganzen Tag frei
calendar-day = { $day }: { $words }
calendar-asking = Wird abgefragt…
calendar-incomplete = { $words } · vielleicht unvollständig
calendar-unreachable = Der Kalender ist gerade nicht erreichbar
calendar-not-shared = Gibt Ihnen keinen Kalender frei
calendar-no-calendar = Kein Kalender bekannt
calendar-external = Außerhalb der Organisation
calendar-not-in-directory = Nicht im Verzeichnis
calendar-no-address = Keine E-Mail-Adresse
calendar-list = Liste · öffnen Sie sie bei den Personen, um ihre Mitglieder mitzuzählen
