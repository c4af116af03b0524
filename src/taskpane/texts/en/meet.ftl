### Meetings that begin at once, and the ways to people outside of Rollcall.

meet-title = Meet now
meet-back = Back to the people
meet-whom = Whom to meet
meet-everyone = Everyone ({ $people })
meet-picked = { $picked } of { $people }
meet-now = Meet now
meet-again = Try again
meet-another = Another meeting
meet-making = Making the meeting…
meet-invitation = Let’s meet now:
meet-ready = The meeting is ready.
meet-join = Join
meet-chat = Open the chat
meet-copy = Copy the link
meet-copied = Copied
meet-link-sending = Its link is on its way into your chat.
meet-link-sent = Its link is in your chat with them.
meet-link-unsent = None of your networks can chat with them: send them the link yourself.
meet-link-failed = Its link has not been sent: { $reason }
meet-failed = There is no meeting: { $reason }
meet-error-bad-request = the gateway did not understand it.
meet-error-unauthorized = you have to sign in again.
meet-error-forbidden = your organisation has not allowed Rollcall, or you, to make meetings.
meet-error-not-found = your account has no place for meetings.
meet-error-too-large = those are more people than one meeting is made for here.
meet-error-too-many = that was too fast. Wait a moment.
meet-error-unreachable = the network does not answer right now.
meet-error-unsupported = none of your networks can hold meetings.
meet-error-conflict = something has changed meanwhile.
meet-error-storage = the gateway could not keep it.
meet-error-internal = something went wrong in the gateway.
meet-error-offline = there is no connection.
ways-title = More ways
ways-none = These people cannot be reached together in any application outside of Rollcall.
way-chat = { $network ->
    [microsoft365] Chat in Teams
   *[other] Chat outside of Rollcall
}
way-call = { $network ->
    [microsoft365] Call in Teams
   *[other] Call outside of Rollcall
}
way-video-call = { $network ->
    [microsoft365] Video call in Teams
   *[other] Video call outside of Rollcall
}
