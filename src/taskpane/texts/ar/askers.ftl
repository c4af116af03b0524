## من يطلب رؤية الحالة
askers-title = من يطلب رؤية حالتك
askers = { $count ->
    [one] شخص واحد يطلب رؤية حالتك
    [two] شخصان يطلبان رؤية حالتك
    [few] { $count } أشخاص يطلبون رؤية حالتك
    [many] { $count } شخصًا يطلبون رؤية حالتك
   *[other] { $count } شخص يطلبون رؤية حالتك
}
askers-answered = لا أحد غيرهم يطلب رؤية حالتك
askers-explained = من تسمح له يرى حالتك، ويُطلب منه أن يشاركك حالته أيضًا.
asker-external = خارج مؤسستك
asker-allow = السماح
asker-allow-name = السماح لـ{ $name } برؤية حالتك
asker-decline = رفض
asker-decline-name = رفض أن يرى { $name } حالتك
asker-allowed = يرى حالتك الآن
asker-declined = رُفض
asker-failed = لم تصل إجابتك. حاول مرة أخرى.
