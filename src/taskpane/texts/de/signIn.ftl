### Anmelden: die eigene Ansicht, die Zeilen über den Personen, solange etwas fehlt, und die Seiten der Fenster.

## Die Ansicht, anstelle der Personen
trouble-title =
    { $trouble ->
        [cancelled] Sie sind nicht angemeldet
        [blocked] Das Fenster konnte sich nicht öffnen
        [consent] Rollcall ist noch nicht erlaubt
        [refused] Sie sind nicht angemeldet
        [failed] Das Anmelden ist misslungen
       *[interaction] Bei Rollcall anmelden
    }
trouble-body =
    { $trouble ->
        [cancelled] Das Fenster wurde geschlossen, bevor Sie angemeldet waren. Es hat sich nichts geändert.
        [blocked] Ihr Browser hat das Fenster zum Anmelden nicht geöffnet. Erlauben Sie Fenster für diese Seite, und versuchen Sie es noch einmal.
        [consent] Ihre Organisation hat Rollcall noch nicht erlaubt, Personen anzumelden. Das kann nur die Administration: Senden Sie ihr den Link.
        [refused] Das Gateway nimmt diese Anmeldung nicht an. Melden Sie sich noch einmal an, oder fragen Sie Ihre IT-Abteilung.
        [failed] Die Anmeldung von Microsoft meldet einen Fehler. Versuchen Sie es noch einmal; bleibt es so, fragen Sie Ihre IT-Abteilung.
       *[interaction] Melden Sie sich mit dem Konto Ihrer Organisation an, um zu sehen, wer von den Personen einer Nachricht gerade sprechen kann.
    }
sign-in = Anmelden
sign-in-switch = Anderes Konto verwenden
sign-in-waiting = Ein Fenster hat sich geöffnet. Melden Sie sich dort an.
consent-copy = Link für die Administration kopieren
consent-copied = Kopiert
consent-open = Ich bin von der Administration

## Die Zeilen über den Personen
again =
    { $trouble ->
        [consent] Die Administration muss noch etwas erlauben. Was schon geht, geht weiter.
        [blocked] Ihr Browser hat das Fenster zum Anmelden nicht geöffnet.
        [cancelled] Sie haben sich nicht neu angemeldet. Manches geht vielleicht nicht, und die Sitzung endet bald.
       *[other] Melden Sie sich neu an, damit es weitergeht. Was schon da ist, geht so lange weiter.
    }
again-action = Neu anmelden
mismatch = Sie sind als { $user } angemeldet, und dies ist das Postfach von { $mailbox }.
lacks = { $network }: Ihre Organisation hat { $permissions } noch nicht erlaubt. Alles andere geht weiter.
lacks-hide = Nicht mehr zeigen

## Die Seiten
page-title-done = Sie sind angemeldet
page-body-done = Sie können dieses Fenster schließen.
page-title-lost = Hier gibt es nichts zu tun
page-body-lost = Diese Seite gehört zur Anmeldung von Rollcall. Schließen Sie sie, und wählen Sie „Anmelden“ im Bereich in Outlook.
page-title-given = Erlaubt
page-body-given = Rollcall darf nun für alle in Ihrer Organisation, was Sie gerade erlaubt haben. Offene Bereiche bemerken es, wenn sie neu geöffnet werden.
page-title-declined = Nicht erlaubt
page-body-declined = Es hat sich nichts geändert: Die Anfrage wurde abgelehnt. Rollcall macht mit dem weiter, was vorher erlaubt war.
page-title-failed = Das ist misslungen
page-body-failed = Die Anmeldung von Microsoft hat es nicht erlaubt ({ $code }). Jemand von der Administration der Organisation muss den Link öffnen.
