### Anrufe: was klingelt, läuft oder zu Ende ist, und was sie behindert.

call-view = Anruf
call-back = Zurück zu den Personen; der Anruf geht weiter
call-parties = In diesem Anruf
call-controls = Anrufsteuerung
call-incoming = { $others ->
    [0] { $name } ruft an
    [one] { $name } ruft Sie und eine weitere Person an
   *[other] { $name } ruft Sie und { $others } weitere an
}
call-answer = Annehmen
call-answer-name = Den Anruf von { $name } annehmen
call-decline = Ablehnen
call-decline-name = Den Anruf von { $name } ablehnen
call-hang-up-and-answer = Auflegen und annehmen
call-show = Den Anruf mit { $names } zeigen
call-ringing = Es klingelt…
call-hang-up = Auflegen
call-cancel = Anruf abbrechen
call-mute = Stummschalten
call-unmute = Stummschaltung aufheben
call-camera = Kamera
call-own-picture = Ihr eigenes Bild
call-picture = Bild von { $name }
call-goes-on = Ein Anruf läuft: { $names }
call-join = Teilnehmen
call-again = Erneut anrufen
call-dismiss = Schließen
call-retry = Erneut versuchen
call-play = Ton einschalten
call-line-connecting = Wird verbunden…
call-line-connected = Verbunden
call-line-failed = Der Ton kommt nicht durch. Neuer Versuch…
call-party-ringing = Es klingelt…
call-party-declined = Abgelehnt
call-party-missed = Keine Antwort
call-party-unreachable = Nicht erreichbar
call-party-left = Hat aufgelegt
call-outcome-ended = Der Anruf mit { $names } ist beendet.
call-outcome-declined = { $names }: abgelehnt.
call-outcome-unanswered = { $names }: keine Antwort.
call-outcome-unreachable = { $names }: nicht erreichbar, Rollcall ist dort nicht offen.
call-outcome-missed = Verpasster Anruf von { $names }.
call-outcome-lost = Die Verbindung zum Gateway ist abgebrochen und mit ihr der Anruf mit { $names }.
call-unheard = Niemand kann Sie hören.
call-silenced = Der Browser hat diesen Bereich stummgeschaltet.
call-microphone-asking = Erlauben Sie im Browser das Mikrofon, damit die anderen Sie hören.
call-microphone-denied = Der Browser lässt Rollcall nicht an das Mikrofon. Erlauben Sie es in den Website-Einstellungen der Adressleiste und versuchen Sie es erneut.
call-microphone-blocked = Dieses Outlook lässt Add-Ins nicht an das Mikrofon. Fragen Sie Ihre IT-Abteilung oder öffnen Sie Outlook im Browser.
call-microphone-missing = Es wurde kein Mikrofon gefunden. Schließen Sie eines an und versuchen Sie es erneut.
call-microphone-in-use = Ein anderes Programm benutzt das Mikrofon. Schließen Sie es und versuchen Sie es erneut.
call-microphone-insecure = Das Mikrofon geht nur über https. Fragen Sie Ihre IT-Abteilung.
call-camera-denied = Der Browser lässt Rollcall nicht an die Kamera. Erlauben Sie es in den Website-Einstellungen der Adressleiste.
call-camera-blocked = Dieses Outlook lässt Add-Ins nicht an die Kamera.
call-camera-missing = Es wurde keine Kamera gefunden.
call-camera-in-use = Ein anderes Programm benutzt die Kamera.
call-camera-insecure = Die Kamera geht nur über https.
call-choose = Wen anrufen
call-choose-back = Zurück zu den Personen
call-choose-why = Ein Anruf fasst höchstens { $most } Personen, Sie eingeschlossen. Hier sind es { $asked }: Wählen Sie, bei wem es klingeln soll.
call-chosen = { $count } von { $most } gewählt
call-chosen-call = { $count ->
    [0] Anrufen
    [one] Eine Person anrufen
   *[other] { $count } Personen anrufen
}
call-refused = Das ging nicht: { $reason }
call-error-bad-request = Das Gateway hat es nicht verstanden.
call-error-unauthorized = Sie sind abgemeldet.
call-error-forbidden = Sie gehören nicht zu diesem Anruf.
call-error-not-found = Der Anruf ist vorbei, oder jemand ist Ihren Netzen nicht bekannt.
call-error-too-large = Das sind zu viele Personen für einen Anruf.
call-error-too-many = Das ging zu schnell. Warten Sie einen Moment.
call-error-unreachable = Das Netz antwortet gerade nicht.
call-error-unsupported = Keines Ihrer Netze kann sie anrufen.
call-error-conflict = Der Anruf hat sich inzwischen geändert.
call-error-storage = Das Gateway konnte es nicht aufbewahren.
call-error-internal = Im Gateway ist etwas schiefgegangen.
call-error-offline = Es besteht keine Verbindung.
