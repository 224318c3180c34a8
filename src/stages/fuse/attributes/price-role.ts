/**
 * What stands before a sum that is not what the product costs: a discount, the least order, shipping, an instalment, the
 * price that it had. Words of all languages together; `sum` holds between the word and the sum.
 */
const BEFORE = new RegExp([
  String.raw`(?<!\p{L})(?:sav(?:e|ing|ings)|discount|coupon|voucher|cash ?back|over|above|orders?|spend|minimum|min\.|shipping|delivery|postage|was|were|before|originally|rrp|msrp|list price|instead of|worth|deposit)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:spar\p{L}*|rabatt\p{L}*|gutschein|über|mindestbestell\p{L}*|bestellwert|versand\p{L}*|liefer\p{L}*|statt|uvp|vorher|früher|bisher|anzahlung)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:économi\p{L}*|remise|réduction|livraison|au lieu de|avant|prix conseillé|plus de|minimum)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:ahorr\p{L}*|descuento|envío|más de|mínim[oa]|antes|en lugar de|cupón|economi[zs]\p{L}*|desconto|frete|acima de|cupom)`,
  String.raw`(?<!\p{L})(?:risparmi\p{L}*|sconto|spedizione|oltre|invece di|anziché|prima|buono|bespaar\p{L}*|korting|verzend\p{L}*|boven|i\.p\.v\.|adviesprijs)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:oszczęd\p{L}*|rabat\p{L}*|zniżk\p{L}*|dostaw\p{L}*|powyżej|zamiast|wysyłk\p{L}*|rat[ay]?|indirim\p{L}*|kargo|yerine|taksit\p{L}*)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:скидк\p{L}*|экономи\p{L}*|доставк\p{L}*|вместо|была?|старая цена|рассрочк\p{L}*|от суммы|при заказе|знижк\p{L}*|замість)(?!\p{L})`,
  String.raw`(?<!\p{L})(?:giảm|tiết kiệm|phí ship|vận chuyển|đơn từ|trên|giá gốc|trả góp|hemat|diskon|ongkir|minimal|min\.? belanja|harga asli|cicilan)(?!\p{L})`,
  '送料|クーポン|通常価格|定価|参考価格|月々|割引|立减|优惠|优惠券|满|滿|运费|運費|原价|原價|市场价|吊牌价|分期|立省|已省|定金|할인|쿠폰|배송비?|정가|월 ?(?=\\d|$)|할부|적립', 'ส่วนลด|ลด(?!ราคา)|ค่าส่ง|ราคาเต็ม|ผ่อน|خصم|شحن|بدلا من|كان',
  String.raw`\d+\s?[x×]\s?(?:de\s?)?$`,
].join('|'), 'iu');

/** What directly follows such a sum. */
const AFTER = new RegExp(String.raw`^[\s.,;:!)*]*(?:(?:de|di|d['’]|na|的|korzystniej)\s?)?(?:` + [
  'off(?!er)|discount|coupon|voucher|cash ?back|saved|shipping|delivery|postage|minimum|or more|and up|(?:a|per|\\/) ?mo(?:nth)?(?!\\p{L})|monthly',
  'rabatt|gespart|sparen|ersparnis|gutschein|versand\\p{L}*|günstiger|mindestbestell\\p{L}*|(?:im|pro|\\/) ?monat|mtl|rate(?!\\p{L})',
  'remise|réduction|économi\\p{L}*|offerts?|frais de port|(?:par|\\/) ?mois|descuento|dto|envío|(?:al|por|\\/) ?mes(?!\\p{L})|desconto|frete|(?:por|ao|\\/) ?mês|sconto|spedizione|(?:al|\\/) ?mese',
  'korting|verzendkosten|(?:per|\\/) ?maand|rabatu|zniżki|taniej|(?:miesięcznie|\\/ ?mies)|indirim|üzeri|taksit|kargo|скидк\\p{L}*|выгод\\p{L}*|(?:в |\\/ ?)мес\\p{L}*|знижк\\p{L}*',
  'giảm|(?:\\/) ?tháng|diskon|(?:per|\\/) ?bulan|引き?|オフ|割引|クーポン|以上|お得|券|优惠|立减|起送|包邮|免运|할인|쿠폰|이상|적립|배송비|\\/ ?월|\\/ ?月|ลด|ส่วนลด|ต่อเดือน|خصم',
].join('|') + ')', 'iu');

/** What says that the product's own price comes now, whatever was said before it. */
const NOW = /(?<!\p{L})(?:now|only|just|today|jetzt|nur|heute|ahora|solo|sólo|maintenant|seulement|agora|apenas|ora|nu|teraz|tylko|şimdi|sadece|сейчас|всего|теперь|chỉ|còn|sekarang|hanya|por|voor)(?!\p{L})\W*$|(?:现价|仅|只要|到手价|今だけ|特価|税込|지금|단|เหลือ|เพียง)\W*$/iu;
/** `De R$ 199 por R$ 149`. */
const BRAZILIAN_BEFORE = /(?<!\p{L})de\s*R\$$/iu;
/** Where one statement ends: what lies beyond tells nothing of this sum. */
const CLAUSE_END = /[!?;|•\n/]|[.,](?!\d)(?=\s|$)|\s[-–—]\s/gu;

/**
 * Whether the sum at [start, end) is what the product costs. `from` and `to` are where the sums before and after it end
 * and begin.
 */
export function isOwnPrice(text: string, [start, end]: readonly [number, number], from: number, to: number): boolean {
  const before = text.slice(from, start).split(CLAUSE_END).at(-1) ?? '';
  const after = text.slice(end, to);
  if (AFTER.test(after) || BRAZILIAN_BEFORE.test(`${before}${text.slice(start, start + 2)}`)) return false;
  return NOW.test(before) || !BEFORE.test(before);
}
