## Wer den Status sehen möchte
askers-title = Wer Ihren Status sehen möchte
askers = { $count ->
    [one] Eine Person möchte Ihren Status sehen
   *[other] { $count } Personen möchten Ihren Status sehen
}
askers-answered = Sonst möchte niemand Ihren Status sehen
askers-explained = Wem Sie es erlauben, der sieht Ihren Status und wird gebeten, Ihnen auch den eigenen zu zeigen.
asker-external = Außerhalb Ihrer Organisation
asker-allow = Erlauben
asker-allow-name = Erlauben, dass { $name } Ihren Status sieht
asker-decline = Ablehnen
asker-decline-name = Ablehnen, dass { $name } Ihren Status sieht
asker-allowed = Sieht jetzt Ihren Status
asker-declined = Abgelehnt
asker-failed = Ihre Antwort kam nicht an. Versuchen Sie es noch einmal.
