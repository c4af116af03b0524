### المحادثات: الشريط، والمحادثة، وما قد يتعثر.

chat-list = المحادثات
chat-list-all = { $count ->
    [one] محادثة واحدة
    [two] كلتا المحادثتين
    [few] كل المحادثات: { $count }
   *[other] كل المحادثات: { $count }
}
chat-list-less = محادثات أقل
chat-open = { $unread ->
    [0] محادثة مع { $names } { $subject }
    [one] محادثة مع { $names } { $subject }، رسالة جديدة واحدة
    [two] محادثة مع { $names } { $subject }، رسالتان جديدتان
    [few] محادثة مع { $names } { $subject }، { $unread } رسائل جديدة
   *[other] محادثة مع { $names } { $subject }، { $unread } رسالة جديدة
}
chat-not-opened = تعذّر فتح المحادثة: { $reason }
chat-dismiss = إغلاق
chat-view = محادثة
chat-back = العودة إلى الأشخاص
chat-people-more = { $count ->
    [one] وشخص آخر
    [two] وشخصان آخران
    [few] و{ $count } آخرون
   *[other] و{ $count } آخرون
}
chat-people-less = أقل
chat-important = أهمية عالية
chat-open-mail = فتح الرسالة { $subject }
chat-no-subject = (بلا موضوع)
chat-messages = الرسائل
chat-loading = جارٍ التحميل…
chat-empty = لم يُكتب شيء هنا بعد. اكتب الرسالة الأولى في الأسفل.
chat-earlier = رسائل أقدم
chat-earlier-failed = تعذّر تحميل الرسائل الأقدم. أعد المحاولة
chat-to-latest = إلى الأحدث
chat-day-today = اليوم
chat-day-yesterday = أمس
chat-day = { DATETIME($time, weekday: "long", day: "numeric", month: "long", year: "numeric") }
chat-new = جديد
chat-you = أنت
chat-room = المجموعة «{ $room }»
chat-room-hides = هذه المحادثة تُخفي من فيها، والأسماء فيها غير مُتحقَّق منها.
chat-delivered = تم التسليم
chat-seen = تمت القراءة
chat-seen-by = قرأها { $names }
chat-sending = جارٍ الإرسال…
chat-waiting = بانتظار الاتصال
chat-failed = لم تُرسل: { $reason }
chat-edited = عُدّلت
chat-edited-at = عُدّلت { DATETIME($time, dateStyle: "medium", timeStyle: "short") }
chat-retracted = حُذفت هذه الرسالة.
chat-retry = إعادة المحاولة
chat-edit = تعديل
chat-discard = حذف
chat-typing = { $count ->
    [one] يكتب { $names }…
    [two] يكتب { $names }…
   *[other] يكتبون: { $names }…
}
chat-elsewhere = { $network ->
    [microsoft365] افتح في Teams
   *[other] افتح خارج Rollcall
}
replies-why = لا تخبر { $network } تطبيق Rollcall بالردود هنا. ابحث عنها، أو افتح الدردشة هناك.
replies-look = ابحث عن الردود
replies-looking = جارٍ البحث…
replies-found = { $count ->
    [0] لا جديد.
    [one] رسالة جديدة واحدة.
    [two] رسالتان جديدتان.
    [few] { $count } رسائل جديدة.
   *[other] { $count } رسالة جديدة.
}
replies-failed = تعذّر البحث عنها. أعد المحاولة.
chat-write = اكتب رسالة
chat-send = إرسال
chat-left = { $left ->
    [one] بقي حرف واحد
    [two] بقي حرفان
    [few] بقيت { $left } أحرف
   *[other] بقي { $left } حرفًا
}
chat-too-long = { $over ->
    [one] حرف واحد زائد
    [two] حرفان زائدان
    [few] { $over } أحرف زائدة
   *[other] { $over } حرفًا زائدًا
}
chat-link-connecting = جارٍ الاتصال. يُرسل ما تكتبه حالما يتم الاتصال.
chat-link-reconnecting = انقطع الاتصال. يُرسل ما تكتبه حالما يعود.
chat-link-offline = أنت غير متصل. يُرسل ما تكتبه حالما تعود.
chat-network-away = لا يمكن الوصول إلى { $network } الآن. قد لا تصل الرسائل.
chat-error-bad-request = لم تفهمها البوابة.
chat-error-unauthorized = سُجّل خروجك.
chat-error-forbidden = لم تعد جزءًا من هذه المحادثة.
chat-error-not-found = أحد الأشخاص غير معروف في شبكاتك.
chat-error-too-large = هذا أكثر مما تتسع له محادثة أو رسالة واحدة.
chat-error-too-many = كان ذلك سريعًا جدًا. انتظر لحظة.
chat-error-unreachable = الشبكة لا تجيب الآن.
chat-error-unsupported = لا تستطيع أي من شبكاتك محادثتهم.
chat-error-conflict = تغيّرت المحادثة في هذه الأثناء.
chat-error-storage = لم تستطع البوابة حفظها.
chat-error-internal = حدث خطأ في البوابة.
chat-error-offline = لا يوجد اتصال.
