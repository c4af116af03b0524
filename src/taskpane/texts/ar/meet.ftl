### اجتماعات تبدأ فورًا، والطرق إلى الأشخاص خارج Rollcall.

meet-title = اجتمع الآن
meet-back = العودة إلى الأشخاص
meet-whom = مع من
meet-everyone = الجميع ({ $people })
meet-picked = { $picked } من { $people }
meet-now = اجتمع الآن
meet-again = أعد المحاولة
meet-another = اجتماع آخر
meet-making = جارٍ إنشاء الاجتماع…
meet-invitation = لنجتمع الآن:
meet-ready = الاجتماع جاهز.
meet-join = انضم
meet-chat = افتح الدردشة
meet-copy = انسخ الرابط
meet-copied = نُسخ
meet-link-sending = رابطه في طريقه إلى دردشتكم.
meet-link-sent = رابطه في دردشتك معهم.
meet-link-unsent = لا تستطيع أيٌّ من شبكاتك الدردشة معهم: أرسل إليهم الرابط بنفسك.
meet-link-failed = لم يُرسل رابطه: { $reason }
meet-failed = لا يوجد اجتماع: { $reason }
meet-error-bad-request = لم تفهم البوابة ذلك.
meet-error-unauthorized = عليك تسجيل الدخول من جديد.
meet-error-forbidden = لم تسمح مؤسستك لـ Rollcall أو لك بإنشاء اجتماعات.
meet-error-not-found = ليس في حسابك مكان للاجتماعات.
meet-error-too-large = هؤلاء أكثر مما يتسع له اجتماع واحد هنا.
meet-error-too-many = كان ذلك سريعًا جدًا. انتظر لحظة.
meet-error-unreachable = الشبكة لا تجيب الآن.
meet-error-unsupported = لا تستطيع أيٌّ من شبكاتك عقد اجتماعات.
meet-error-conflict = تغيّر شيء في هذه الأثناء.
meet-error-storage = لم تستطع البوابة حفظه.
meet-error-internal = حدث خطأ في البوابة.
meet-error-offline = لا يوجد اتصال.
ways-title = طرق أخرى
ways-none = لا يمكن الوصول إلى هؤلاء الأشخاص معًا في أي تطبيق خارج Rollcall.
way-chat = { $network ->
    [microsoft365] دردشة في Teams
   *[other] دردشة خارج Rollcall
}
way-call = { $network ->
    [microsoft365] اتصال في Teams
   *[other] اتصال خارج Rollcall
}
way-video-call = { $network ->
    [microsoft365] مكالمة فيديو في Teams
   *[other] مكالمة فيديو خارج Rollcall
}
