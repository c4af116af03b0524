### Signing in: its own view, the lines above the people while something of it is missing, and the pages of its windows.

## The view, instead of the people
trouble-title =
    { $trouble ->
        [cancelled] You are not signed in
        [blocked] The window could not open
        [consent] Rollcall is not allowed yet
        [refused] You are not signed in
        [failed] Signing in did not work
       *[interaction] Sign in to Rollcall
    }
trouble-body =
    { $trouble ->
        [cancelled] The window was closed before you were signed in. Nothing has changed.
        [blocked] Your browser kept the sign-in window from opening. Allow windows for this page, and try again.
        [consent] Your organisation has not allowed Rollcall to sign people in. Only an administrator can: send them the link.
        [refused] The gateway does not accept this sign-in. Sign in again, or ask your IT department.
        [failed] Microsoft’s sign-in answered with an error. Try again; if it stays so, ask your IT department.
       *[interaction] Sign in with the account of your organisation to see who of the people on a message can talk now.
    }
sign-in = Sign in
sign-in-switch = Use another account
sign-in-waiting = A window has opened. Sign in there.
consent-copy = Copy the link for an administrator
consent-copied = Copied
consent-open = I am an administrator

## The lines above the people
again =
    { $trouble ->
        [consent] Something more has to be allowed by an administrator. What is there already goes on.
        [blocked] Your browser kept the sign-in window from opening.
        [cancelled] You have not signed in again. Some things may not work, and your session ends before long.
       *[other] Sign in again to go on. What is there already goes on meanwhile.
    }
again-action = Sign in again
mismatch = You are signed in as { $user }, and this is the mailbox of { $mailbox }.
lacks = { $network }: your organisation has not allowed { $permissions } yet. The rest goes on.
lacks-hide = Do not show again

## The pages
page-title-done = You are signed in
page-body-done = You can close this window.
page-title-lost = Nothing to do here
page-body-lost = This page belongs to the sign-in of Rollcall. Close it, and choose “Sign in” in the pane in Outlook.
page-title-given = Allowed
page-body-given = Rollcall may now do for everybody in your organisation what you have just allowed. Panes that are open notice it when they are opened again.
page-title-declined = Not allowed
page-body-declined = Nothing has changed: the request was declined. Rollcall goes on with what was allowed before.
page-title-failed = That did not work
page-body-failed = Microsoft’s sign-in did not allow it ({ $code }). An administrator of the organisation has to open the link.
