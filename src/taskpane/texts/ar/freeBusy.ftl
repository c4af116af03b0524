### الانشغال: متى يكون الأشخاص مشغولين، ومتى يمكن للجميع التحدث.

common-title = { $people ->
    [2] متى يمكننا نحن الاثنين التحدث؟
   *[other] متى يمكننا جميعًا التحدث؟
}
common-back = العودة إلى الأشخاص
common-length = المدة
common-day = اليوم
day-today = اليوم
day-tomorrow = غدًا
day-later = { DATETIME($time, weekday: "long") }
# What begins with a variable and goes into another text begins with U+200F as well (it is not seen), or it would run from left to right.
common-when = ‏{ $day } { $range }
common-now = الآن، حتى { $moment }
common-all = { $people ->
    [2] { $when }: كلاكما متفرّغ
   *[other] { $when }: الجميع متفرّغون
}
common-known = { $people ->
    [1] { $when }: متفرّغ بحسب المعروف
    [2] { $when }: كلا من يُعرف تقويمهما متفرّغ
   *[other] { $when }: جميع من تُعرف تقويماتهم متفرّغون ({ $people })
}
common-most = { $when }: المتفرّغون { $free } من { $people }
common-without = غير متفرّغين حينها: { $names }
common-unknown = التقويم غير معروف: { $names }
common-odd-hours = الوقت عندهم مبكر أو متأخر: { $names }
common-clock = ‏{ $name } { $time }
common-none = لا يوجد قبل { $moment } وقت بهذه المدة تكون فيه أنت وأي شخص هنا متفرّغين.
common-nobody = لا أحد هنا يشارك تقويمه معك.
common-asking = جارٍ الاستعلام عن التقويمات…
common-failed = { $code ->
    [offline] لا يوجد اتصال، لذا لا يمكن الاستعلام عن التقويمات.
    [unreachable] تعذّر الوصول إلى التقويمات الآن.
    [unsupported] لم تعد أي من شبكاتك تخبر عن التقويمات.
    [too-many] كان ذلك أسرع من اللازم. انتظر لحظة.
   *[other] تعذّر الاستعلام عن التقويمات.
}
common-retry = إعادة المحاولة
common-appointment = موعد جديد
common-together = الجميع معًا
common-rest = الباقون معًا ({ $people })
common-free-times = الجميع متفرّغون: { $times }
common-free-never = لا يوجد وقت بهذه المدة يكون فيه الجميع متفرّغين
common-people = التقويمات
common-there = { $time } هناك
slot-busy = مشغول
slot-tentative = مبدئي
slot-out-of-office = خارج المكتب
slot-working-elsewhere = يعمل من مكان آخر
slot-times = ‏{ $word } { $times }
slot-all-day = ‏{ $word } طوال اليوم
slot-none = متفرّغ طوال اليوم
calendar-day = ‏{ $day }: { $words }
calendar-asking = جارٍ الاستعلام…
calendar-incomplete = ‏{ $words } · قد يكون ناقصًا
calendar-unreachable = تعذّر الوصول إلى التقويم الآن
calendar-not-shared = لا يشارك تقويمه معك
calendar-no-calendar = لا يُعرف له تقويم
calendar-external = خارج المؤسسة
calendar-not-in-directory = ليس في الدليل
calendar-no-address = لا يوجد عنوان بريد إلكتروني
calendar-list = قائمة · افتحها بين الأشخاص ليُحسب أعضاؤها
