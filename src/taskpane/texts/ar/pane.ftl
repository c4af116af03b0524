### الجزء: سطره الأول، والأشخاص، وما يقوله عندما ينقص شيء.

## حالة القارئ
me-button = حالتك: { $word }
me-automatic = تلقائي
me-menu = حالتك
me-note-add = كتابة ملاحظة
me-note-change = تغيير الملاحظة
me-note-label = ملاحظتك لكل من يمكنه رؤية حالتك
me-note-placeholder = أعمل من المنزل حتى الظهر
me-note-left = { $left ->
    [zero] لم يبقَ أي حرف
    [one] بقي حرف واحد
    [two] بقي حرفان
    [few] بقيت { $left } أحرف
   *[other] بقي { $left } حرفًا
}
me-save = حفظ
me-cancel = إلغاء
me-clear = إزالة الملاحظة
me-failed = لم تتغير حالتك: تعذّر على البوابة حفظها. بقيت كما كانت.
me-offline = لم تتغير حالتك: لا يوجد اتصال. بقيت كما كانت.
me-offline-choice = الظهور غير متصل

## الحضور بالكلمات
availability-available = متاح
availability-busy = مشغول
availability-do-not-disturb = الرجاء عدم الإزعاج
availability-away = بالخارج
availability-offline = غير متصل
availability-unknown = غير معروف
activity-meeting = في اجتماع
activity-on-the-phone = على الهاتف
activity-presentation = يقدّم عرضًا
activity-working = يعمل
activity-travel = في سفر
activity-holiday = في عطلة
activity-vacation = في إجازة
activity-permanent-absence = لم يعد هنا
out-of-office = خارج المكتب
out-of-office-until = خارج المكتب حتى { $moment }
until = حتى { $moment }
since = منذ { $moment }
last-seen = آخر ظهور { $moment }
last-known = كان { $word }
as-of = بتاريخ { $moment }
moment-today = { DATETIME($time, hour: "numeric", minute: "2-digit") }
moment-week = { DATETIME($time, weekday: "short", hour: "numeric", minute: "2-digit") }
moment-date = { DATETIME($time, day: "numeric", month: "short") }
reason-not-in-directory = ليس في الدليل
reason-external = خارج المؤسسة
reason-not-shared = غير مشارَك معك
reason-hidden = مخفي
reason-unreachable = تعذّر الوصول إلى الشبكة
reason-pending = جارٍ السؤال
reason-no-network = ليس على أي شبكة
reason-no-address = بلا عنوان

## الملخّص
summary = { $free ->
    [0] { $people ->
        [0] افتح القائمة لمعرفة من يمكنه التحدث
        [1] لا يمكن للشخص الآخر التحدث الآن
        [two] لا أحد من الاثنين يمكنه التحدث الآن
       *[other] لا أحد من أصل { $people } يمكنه التحدث الآن
    }
   *[other] { $people ->
        [1] يمكن للشخص الآخر التحدث الآن
       *[other] { $free } من أصل { $people } يمكنهم التحدث الآن
    }
}
summary-names = { $names }
summary-names-more = { $names } +{ $more }
summary-spoken = { $summary }: { $names }
summary-asking = { $people ->
    [one] جارٍ السؤال عن شخص واحد…
    [two] جارٍ السؤال عن شخصين…
    [few] جارٍ السؤال عن { $people } أشخاص…
   *[other] جارٍ السؤال عن { $people } شخصًا…
}
chat-with-all = دردشة مع الجميع
call-all = الاتصال بالجميع
meet-open = اجتماع
ways-open = طرق أخرى
common-find = إيجاد وقت
shown-collapsed = { $shown } من ؟ · افتح رأس الرسالة في Outlook لرؤية الباقين.
shown-limit = { $shown } من ؟ · لا يذكر Outlook هذا مستلمين أكثر.

## الأشخاص
people-list = أشخاص هذا العنصر
role-from = من
role-to = إلى
role-cc = نسخة
role-organizer = المنظِّم
role-required = مطلوب
role-optional = اختياري
group-count = { $role } · { $count }
you = أنت
chat-with = دردشة مع { $name }
call-person = الاتصال بـ { $name }
list-open = { $size ->
    [0] قائمة
    [one] قائمة · عضو واحد
    [two] قائمة · عضوان
    [few] قائمة · { $size } أعضاء
   *[other] قائمة · { $size } عضوًا
}
list-loading = قائمة · جارٍ الفتح…
list-failed = تعذّر فتح القائمة. اخترها للمحاولة مرة أخرى.
list-empty = قائمة · لا يذكر الدليل أعضاء لها
list-elsewhere = الأعضاء: { $size } · منهم { $elsewhere } مذكورون بالفعل

## البطاقة
card-address = العنوان
card-also = أيضًا
card-matched = تذكره الرسالة بالعنوان { $address }
card-title = المنصب
card-department = القسم
card-phone-work = العمل
card-phone-mobile = الجوال
card-phone-home = المنزل
card-local-time = التوقيت المحلي
card-calendar = التقويم
card-ways = التواصل
card-note = ملاحظة
card-out-of-office = خارج المكتب
card-place = مكان العمل
place-office = في المكتب
place-remote = عن بُعد
card-sources = المصادر
# How a network is called before the reader; the others by the name that IT gave them.
network-name =
    { $name ->
        [local] الشبكة المدمجة
        [microsoft365] Microsoft 365
       *[other] { $name }
    }
card-source = { $network }: { $word }، { AGO($age) }
card-source-stale = { $network }: { $word }، { AGO($age) }، ولم يؤكَّد منذ ذلك
card-copy = نسخ { $what }
card-copied = تم النسخ
why-not-in-directory = لا يُعرف شيء عن هذا الشخص: العنوان ليس في أي دليل من أدلة مؤسستك.
why-external = هذا الشخص خارج مؤسستك، ولا شبكة تخبر عن الأشخاص هناك.
why-not-shared = لا يشارك هذا الشخص حالته معك.
ask-to-share = اطلب المشاركة
ask-asked = أُرسل الطلب
ask-failed = تعذّر إرسال الطلب. حاول مرة أخرى.
why-hidden = أخفى هذا الشخص حالته.
why-unreachable = تعذّر الوصول منذ { $moment } إلى الشبكة { $network } التي تعرف.
why-pending = سُئلت الشبكة ولم تُجب بعد.
why-no-network = لا تخبر أي من شبكاتك عن الحضور.
why-no-address = ما تذكره الرسالة هنا ليس عنوان بريد إلكتروني، فلا يمكن السؤال عنه.

## ما يُقرأ من رسالة تصل
chat-spoken = { $name }: { $message }
chat-spoken-elsewhere = رسالة جديدة من { $name }
chat-encrypted = رسالة مشفّرة. لا يقرؤها إلا التطبيق الذي أُرسلت إليه.
chat-nick = (الاسم في هذه المحادثة)
chat-invitation = يدعوك إلى الانضمام إلى هذه المحادثة. تنضم إليها حين تكتب شيئًا.

## ما ينقص
empty-title = لا أحد غيرك هنا
empty-body = لا يذكر هذا العنصر أحدًا سواك.
nothing-title = لم يُحدَّد شيء
nothing-body = حدّد رسالة أو موعدًا لمعرفة من يمكنه التحدث من أشخاصه.
loading = جارٍ التحميل
outside-title = يعمل Rollcall داخل Outlook
outside-body = افتح رسالة في Outlook واختر Rollcall لمعرفة من يمكنه التحدث الآن.
broken-title = حدث خطأ ما
broken-body = تعذّر عرض هذا الجزء. رسائلك محفوظة.
broken-action = إعادة تحميل الجزء
strip-failed = { $of ->
    [chats] تعذّر تحميل محادثاتك.
    [calls] تعذّر تحميل مكالماتك.
   *[more] تعذّر تحميل بعض محتوى هذا الجزء.
}
strip-again = إعادة المحاولة
link-reconnecting = انقطع الاتصال في { $moment }. جارٍ إعادة المحاولة…
link-offline = أنت غير متصل منذ { $moment }. قد يكون ما تراه قديمًا.
link-retry = المحاولة الآن
forbidden-title = لا يوجد إذن
forbidden-body = حسابك معروف، لكن لا يُسمح له باستخدام Rollcall. اسأل قسم تقنية المعلومات.
outdated-title = يلزم إصدار أحدث
outdated-body = هذا الجزء أقدم من بوابة مؤسستك.
outdated-action = تحميل الإصدار الأحدث
network-unreachable = تعذّر الوصول إلى { $network } منذ { $moment }. يظهر أشخاصها على أنهم غير معروفين.
network-refused = ترفض { $network } حسابك. يظهر أشخاصها على أنهم غير معروفين.

## الأمر في الشريط
command-nobody = لا يذكر هذا العنصر أحدًا سواك.
command-nothing = لا يستطيع Rollcall رؤية أشخاص هذا العنصر.
command-offline = لا يستطيع Rollcall الوصول إلى بوابته الآن.
command-signed-out = افتح جزء Rollcall لتسجيل الدخول.
