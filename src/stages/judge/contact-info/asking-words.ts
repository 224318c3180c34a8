/** Words that ask to be reached, folded, in the languages of the markets; before a number. */
const BEFORE = [
  'call|phone|telephone|tel|tlf|tele?f|mob|mobile|mobil|cell|cellphone|hotline|helpline|text|sms|fax|contact|ring|dial|reach|whats ?app|wa|viber|zalo|telegram|imo|signal|text \\p{L}+ to',
  'telefon\\p{L}*|anruf\\p{L}*|rufen?|ruf|rufnummer|kontakt\\p{L}*|handy|kundenservice|servicenummer|bestellhotline|bestellung(?:en)?|bestellen|erreichbar|erreichen|schreib\\p{L}*',
  'appel\\p{L}*|telephone[rz]?|contactez|joignable|portable|numero vert|commandez|commande(?:s|r)?|joindre|ecri\\p{L}*',
  'escri\\p{L}*|zap|llam\\p{L}*|telefono|movil|celular|contacto|contact[ae]\\p{L}*|marc[ae]|pedidos?|ligue|ligar|liga|telefone|telemovel|contato|fale|disque|encomendas?',
  'chiam\\p{L}*|telefon\\p{L}*|cellulare|cell|contatt\\p{L}*|numero verde|ordina|ordini|bel|bellen|telefoon\\p{L}*|mobiel|gsm',
  'звон\\p{L}*|позвон\\p{L}*|телефон\\p{L}*|тел|моб|связ\\p{L}*|контакт\\p{L}*|набер\\p{L}*|ватсап|вотсап|вайбер|телеграм|дзвон\\p{L}*|телефонуйте',
  'zadzwon\\p{L}*|dzwon\\p{L}*|tel|kom|kontakt|zavolejte|volejte|ring|ringa|soita|ara\\p{L}*|telefon|iletisim|goi|lien he|hotline|sdt|dt|dien thoai|goi ngay|hubungi|telepon|hp|telp|pesan',
  'कॉल|फोन|फ़ोन|संपर्क|मोबाइल|व्हाट्सएप|اتصل|للتواصل|هاتف|تواصل|جوال|موبايل|للطلب|واتساب|واتس|τηλ|τηλεφωνο|καλεστε|επικοινωνια|התקשרו|טלפון|חייגו',
].join('|');
const BEFORE_UNSPACED = '电话|電話|手机号?码?|手機|联系(?:方式|电话|我们?)?|聯絡|致电|致電|拨打|撥打|热线|熱線|咨询|客服|お電話|連絡先|お問い?合わ?せ(?:先)?|問合せ|フリーダイヤル|ご?予約|ご注文|携帯|전화(?:번호)?|연락처|연락|문의|상담|고객센터|주문|대표번호|핸드폰|โทร(?:ศัพท์|\\.)?|ติดต่อ|เบอร์(?:โทร)?|สายด่วน|สั่งซื้อ|☎|📞|📱|☏|✆|📲';
/** Small words and signs between the asking and the number. */
const BETWEEN = "us|at|now|today|me|we|on|to|our|free|toll|team|here|or|any ?time|sie|uns|an|unter|auf|jetzt|gratis|kostenlos|nous|au|le|sur|des|numero|gratuit|vert|al|el|a|nos|ya|ahora|para|por|o|ao|agora|il|lo|ci|subito|verde|ons|op|nu|нам|по|на|номеру|сейчас|pod|numer|nr|no|number|nummer|num|so|ke|di|kami|oss|pa|hemen|bizi|пo|عل[ىي]|الان|بنا|معنا|नंबर|पर|करें|करे|st[ou]|στο|whats ?app|viber|telegram|phone|tel|mobile|hotline";
const BETWEEN_UNSPACED = 'は|を|番号|号码|號碼|번호|로|으로|하세요|주세요|まで|ください|我|我们|:|：|\\.|-|=|»|>|→|№|#|\\(|,|/|!|👉|เลย|ที่|ได้ที่';

export const ASKED_BEFORE = new RegExp(String.raw`(?:(?<![\p{L}\p{M}\p{N}])(?:${BEFORE.replaceAll(' ?', String.raw`\s?`).replaceAll(/ (?!\?)/g, String.raw`\s`).normalize('NFC')})(?![\p{L}\p{M}\p{N}])|${BEFORE_UNSPACED})(?:\s*(?:(?<![\p{L}\p{M}])(?:${BETWEEN})(?![\p{L}\p{M}])|${BETWEEN_UNSPACED})){0,5}\s*$`, 'iu');
export const ASKED_AFTER = /^\s*[)\]]?\s*[-,:]?\s*(?:(?:anrufen|rufen|wahlen|appeler|llamar|ligar|chiamare|bellen|call|text|звонить|звоните|dzwonic|दबाएं|पर)(?![\p{L}])|(?:に|へ|まで)(?:お?電話|ご?連絡|お問)|(?:으?로)\s?(?:전화|연락|문의)|(?:联系|咨询|热线|热线电话))/iu;
