### Calls: what rings, goes on or has ended, and what keeps them from working.

call-view = Call
call-back = Back to the people; the call goes on
call-parties = In this call
call-controls = Call controls
call-incoming = { $others ->
    [0] { $name } is calling
    [one] { $name } is calling you and one other person
   *[other] { $name } is calling you and { $others } others
}
call-answer = Answer
call-answer-name = Answer the call from { $name }
call-decline = Decline
call-decline-name = Decline the call from { $name }
call-hang-up-and-answer = Hang up and answer
call-show = Show the call with { $names }
call-ringing = Ringing…
call-hang-up = Hang up
call-cancel = Cancel the call
call-mute = Mute
call-unmute = Unmute
call-camera = Camera
call-own-picture = Your own picture
call-picture = Picture of { $name }
call-goes-on = A call goes on: { $names }
call-join = Join
call-again = Call again
call-dismiss = Dismiss
call-retry = Try again
call-play = Play sound
call-line-connecting = Connecting…
call-line-connected = Connected
call-line-failed = The sound does not get through. Trying again…
call-party-ringing = Ringing…
call-party-declined = Declined
call-party-missed = No answer
call-party-unreachable = Cannot be reached
call-party-left = Has left
call-outcome-ended = The call with { $names } has ended.
call-outcome-declined = { $names }: declined.
call-outcome-unanswered = { $names }: no answer.
call-outcome-unreachable = { $names }: cannot be reached, Rollcall is not open there.
call-outcome-missed = Missed call from { $names }.
call-outcome-lost = The connection to the gateway was lost, and the call with { $names } with it.
call-unheard = Nobody can hear you.
call-silenced = The browser has muted this pane.
call-microphone-asking = Allow the microphone in your browser so that the others can hear you.
call-microphone-denied = The browser does not let Rollcall use the microphone. Allow it in the address bar’s site settings, then try again.
call-microphone-blocked = This Outlook does not let add-ins use the microphone. Ask your IT department, or open Outlook in a browser.
call-microphone-missing = No microphone was found. Plug one in, then try again.
call-microphone-in-use = Another program is using the microphone. Close it, then try again.
call-microphone-insecure = The microphone works only over https. Ask your IT department.
call-camera-denied = The browser does not let Rollcall use the camera. Allow it in the address bar’s site settings.
call-camera-blocked = This Outlook does not let add-ins use the camera.
call-camera-missing = No camera was found.
call-camera-in-use = Another program is using the camera.
call-camera-insecure = The camera works only over https.
call-choose = Whom to call
call-choose-back = Back to the people
call-choose-why = A call holds at most { $most } people, you included. These are { $asked }: choose whom to ring.
call-chosen = { $count } of { $most } chosen
call-chosen-call = { $count ->
    [0] Call
    [one] Call one person
   *[other] Call { $count } people
}
call-refused = That did not work: { $reason }
call-error-bad-request = the gateway did not understand it.
call-error-unauthorized = you are signed out.
call-error-forbidden = you are not part of that call.
call-error-not-found = that call is over, or someone is not known to your networks.
call-error-too-large = these are too many people for one call.
call-error-too-many = that was too fast. Wait a moment.
call-error-unreachable = the network does not answer right now.
call-error-unsupported = none of your networks can call them.
call-error-conflict = the call has moved on meanwhile.
call-error-storage = the gateway could not keep it.
call-error-internal = something went wrong in the gateway.
call-error-offline = there is no connection.
