### المكالمات: ما يرن وما يجري وما انتهى، وما يعيقها.

call-view = مكالمة
call-back = العودة إلى الأشخاص؛ المكالمة مستمرة
call-parties = في هذه المكالمة
call-controls = التحكم في المكالمة
call-incoming = { $others ->
    [0] { $name } يتصل
    [one] { $name } يتصل بك وبشخص آخر
    [two] { $name } يتصل بك وبشخصين آخرين
    [few] { $name } يتصل بك وبـ{ $others } آخرين
   *[other] { $name } يتصل بك وبـ{ $others } آخرين
}
call-answer = رد
call-answer-name = الرد على مكالمة { $name }
call-decline = رفض
call-decline-name = رفض مكالمة { $name }
call-hang-up-and-answer = إنهاء المكالمة والرد
call-show = إظهار المكالمة مع { $names }
call-ringing = يرن…
call-hang-up = إنهاء المكالمة
call-cancel = إلغاء المكالمة
call-mute = كتم الصوت
call-unmute = إلغاء الكتم
call-camera = الكاميرا
call-own-picture = صورتك
call-picture = صورة { $name }
call-goes-on = مكالمة جارية: { $names }
call-join = انضمام
call-again = الاتصال مجددًا
call-dismiss = إغلاق
call-retry = إعادة المحاولة
call-play = تشغيل الصوت
call-line-connecting = جارٍ التوصيل…
call-line-connected = متصل
call-line-failed = الصوت لا يصل. تُعاد المحاولة…
call-party-ringing = يرن…
call-party-declined = رُفضت
call-party-missed = لا رد
call-party-unreachable = يتعذّر الوصول
call-party-left = غادر
call-outcome-ended = انتهت المكالمة مع { $names }.
call-outcome-declined = { $names }: رُفضت المكالمة.
call-outcome-unanswered = { $names }: لا رد.
call-outcome-unreachable = { $names }: يتعذّر الوصول، Rollcall غير مفتوح هناك.
call-outcome-missed = مكالمة فائتة من { $names }.
call-outcome-lost = انقطع الاتصال بالبوابة وانقطعت معه المكالمة مع { $names }.
call-unheard = لا أحد يسمعك.
call-silenced = كتم المتصفح صوت هذا الجزء.
call-microphone-asking = اسمح بالميكروفون في المتصفح ليسمعك الآخرون.
call-microphone-denied = لا يسمح المتصفح لـ Rollcall باستخدام الميكروفون. اسمح به في إعدادات الموقع بشريط العنوان ثم أعد المحاولة.
call-microphone-blocked = لا يسمح Outlook هذا للوظائف الإضافية باستخدام الميكروفون. اسأل قسم تقنية المعلومات أو افتح Outlook في متصفح.
call-microphone-missing = لم يُعثر على ميكروفون. صِل واحدًا ثم أعد المحاولة.
call-microphone-in-use = برنامج آخر يستخدم الميكروفون. أغلقه ثم أعد المحاولة.
call-microphone-insecure = يعمل الميكروفون عبر https فقط. اسأل قسم تقنية المعلومات.
call-camera-denied = لا يسمح المتصفح لـ Rollcall باستخدام الكاميرا. اسمح بها في إعدادات الموقع بشريط العنوان.
call-camera-blocked = لا يسمح Outlook هذا للوظائف الإضافية باستخدام الكاميرا.
call-camera-missing = لم يُعثر على كاميرا.
call-camera-in-use = برنامج آخر يستخدم الكاميرا.
call-camera-insecure = تعمل الكاميرا عبر https فقط.
call-choose = بمن تتصل
call-choose-back = العودة إلى الأشخاص
call-choose-why = تتسع المكالمة لـ{ $most } أشخاص على الأكثر وأنت منهم. هنا { $asked }: اختر بمن تتصل.
call-chosen = اختير { $count } من { $most }
call-chosen-call = { $count ->
    [0] اتصال
    [one] الاتصال بشخص واحد
    [two] الاتصال بشخصين
   *[other] الاتصال بـ{ $count } أشخاص
}
call-refused = لم ينجح ذلك: { $reason }
call-error-bad-request = لم تفهمه البوابة.
call-error-unauthorized = سُجّل خروجك.
call-error-forbidden = لست جزءًا من تلك المكالمة.
call-error-not-found = انتهت المكالمة، أو أحد الأشخاص غير معروف في شبكاتك.
call-error-too-large = هؤلاء أكثر مما تتسع له مكالمة واحدة.
call-error-too-many = كان ذلك سريعًا جدًا. انتظر لحظة.
call-error-unreachable = الشبكة لا تجيب الآن.
call-error-unsupported = لا تستطيع أي من شبكاتك الاتصال بهم.
call-error-conflict = تغيّرت المكالمة في هذه الأثناء.
call-error-storage = لم تستطع البوابة حفظه.
call-error-internal = حدث خطأ في البوابة.
call-error-offline = لا يوجد اتصال.
