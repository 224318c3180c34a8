/** Digits that look like a number to call and are none: dates, hours, sizes in a row, thousands, article and trade codes. `900 555 014` is a number where one is asked for. */
export function isOtherNumber(written: string, asked: boolean): boolean {
  const text = written.trim();
  return DATE.test(text) || HOURS.test(text) || YEARS.test(text) || isSeries(text) || (!asked && THOUSANDS.test(text)) || DIMENSIONS.test(text) || isTradeCode(text);
}

const DATE = /^(?:(?:19|20)\d{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|[12]\d|3[01])[-./ ](?:19|20)?\d{2}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4})?)(?:\s?-\s?\d[\d./-]*)?$/;
const HOURS = /^(?:[01]?\d|2[0-4])[.:][0-5]\d\s?[-/]\s?(?:[01]?\d|2[0-4])[.:][0-5]\d$/;
const YEARS = /^(?:1[5-9]|20)\d{2}\s?[-/]\s?(?:1[5-9]|20)\d{2}$/;
const THOUSANDS = /^[1-9]\d{0,2}(?:([. ])\d{3})(?:\1\d{3})+$/;
const DIMENSIONS = /^\d{1,3}(?:\.\d)?(?:\s?[/x×]\s?\d{1,3}(?:\.\d)?){2,}$/;
const LEAST_SERIES = 3;
const WIDEST_STEP = 20;

/** 36 38 40 42 and 80/85/90/95: rising sizes. A group that begins with 0 belongs to a telephone number. */
function isSeries(text: string): boolean {
  const groups = text.split(/[\s/,-]+/);
  if (groups.length < LEAST_SERIES || groups.some((group) => !/^[1-9]\d{0,2}$/.test(group))) return false;
  const steps = groups.slice(1).map((group, at) => Number(group) - Number(groups[at]));
  return steps.every((step) => step > 0 && (step <= WIDEST_STEP || step === steps[0]));
}

/** An EAN, UPC, GTIN or ISBN written in one piece: 8, 12, 13 or 14 digits whose last one checks the others. */
function isTradeCode(text: string): boolean {
  if (/^97[89][\d -]{10,14}$/.test(text)) return true;
  if (!/^(?:\d{8}|\d{12,14})$/.test(text)) return false;
  const digits = [...text].map(Number).reverse();
  const sum = digits.slice(1).reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === digits[0];
}

/** What stands before a code: "Art.-Nr.", "SKU", 货号. Folded. */
export const CODE_BEFORE = /(?:(?<!\p{L})(?:ean|gtin|upc|isbn|asin|sku|plu|art\.?-? ?(?:nr|no)?\.?|artikel(?:-?nr|nummer)?|article|articulo|artigo|articolo|item|model(?:o|lo|l|e|ia)?|modele|ref(?:erence|erencia|\.)?|lot|charge|batch|serial|s\/n|p\/n|part|order|commande|pedido|bestell-?nr|bestellnummer|ordine|zakaz|id|code|codigo|codice|kod|patent|fcc|iban|cnpj|cpf|nif|vat|ust-?id|hrb|reg|tracking|version|firmware|din|iso|gb\/t|артикул|арт|модель|заказ\p{L}*|код|kodu|ma(?: sp)?|codul)|订单号?|訂單|条码|條碼|条形码|货号|貨號|品番|型番|品号|型号|批号|编号|编码|货架|注册证号?|许可证号?|备案号?|品質番号|商品番号|注文番号|製造番号|모델|품번|바코드|상품번호|주문번호|사업자(?:등록)?번호|รหัส(?:สินค้า)?|บาร์โค้ด|barcode)\s*(?:no|nr|num|number|nummer|numero|番号|번호|№|#)?\.?\s*[:：#№.]*\s*$/u;
/** What follows an amount: money, measures, percentages. */
export const AMOUNT_AFTER = /^\s?(?:[%€$£¥₩₽₹฿]|°|(?:eur|usd|rub|руб|zl|kr|kg|g|mg|ml|l|cm|mm|m|km|w|v|mah|hz|gb|mb|tb|px|rpm|lm|db|pcs|stk|stuck|st|x|years?|followers|sold|reviews|clients|customers|шт|г|кг|мл|см|мм|м)(?![\p{L}]))|^\s?(?:元|円|원|块|件|个|斤|克|毫升|厘米|人|次|万|年|บาท|ชิ้น)/u;
export const MONEY_BEFORE = /(?:[$€£¥₩₽₹฿]|(?<!\p{L})(?:rs\.?|r\$|usd|eur|chf|kr|price|preis|prix|precio|preco|prezzo|цена))\s?:?\s?$/u;
