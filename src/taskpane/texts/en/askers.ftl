## People who ask to see the reader's status
askers-title = People who ask to see your status
askers = { $count ->
    [one] One person asks to see your status
   *[other] { $count } people ask to see your status
}
askers-answered = Nobody else asks to see your status
askers-explained = Whoever you allow sees your status, and is asked to show you theirs, too.
asker-external = Outside your organisation
asker-allow = Allow
asker-allow-name = Allow { $name } to see your status
asker-decline = Decline
asker-decline-name = Decline to show your status to { $name }
asker-allowed = Sees your status now
asker-declined = Declined
asker-failed = Your answer did not get through. Try again.
