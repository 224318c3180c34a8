import { describe, expect, it } from '@jest/globals';
import { sharedSigns } from '../../../../src/stages/fuse/attributes/currency.js';
import { parseAmount, pricesIn } from '../../../../src/stages/fuse/attributes/price.js';
import { quantitiesIn } from '../../../../src/stages/fuse/attributes/quantity.js';
import { sizesIn, wordedValuesIn } from '../../../../src/stages/fuse/attributes/worded.js';

const NO_HINT = sharedSigns(null, null, []);
const written = (text: string, shared = NO_HINT): string[] => pricesIn(text, shared).map((price) => `${price.amount} ${price.currency}${price.perUnit === null ? '' : `/${price.perUnit}`}`);
const own = (text: string): number[] => pricesIn(text, NO_HINT).filter((price) => price.own).map((price) => price.amount);

describe('prices', () => {
  it.each<[string, string[]]>([
    ['$24.99', ['24.99 USD']], ['US$ 1,299.00', ['1299 USD']], ['39,99 €', ['39.99 EUR']], ['€39.99', ['39.99 EUR']], ['1.234,56 €', ['1234.56 EUR']], ["CHF 1'299.50", ['1299.5 CHF']], ['1 299 ₽', ['1299 RUB']], ['89 ₽', ['89 RUB']], ['349 руб.', ['349 RUB']],
    ['¥19.9', ['19.9 CNY']], ['199元', ['199 CNY']], ['29,900원', ['29900 KRW']], ['₩19,900', ['19900 KRW']], ['R$ 7,49', ['7.49 BRL']], ['£12', ['12 GBP']], ['1,99 €/kg', ['1.99 EUR/kg']], ['59 บาท', ['59 THB']], ['$49.90 / ¥349', ['49.9 USD', '349 CNY']],
    ['was $50, now $35', ['50 USD', '35 USD']], ['2 for $10', ['10 USD']], ['EUR 15', ['15 EUR']], ['nur 15 Euro', ['15 EUR']], ['₹1,499', ['1499 INR']], ['249 zł', ['249 PLN']], ['3,480円', ['3480 JPY']],
  ])('%s', (text, expected) => {
    expect(written(text)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['₹1,29,999', '129999 INR'], ['Rs 1,499', '1499 INR'], ['Rs. 499', '499 INR'], ['₹ 12,34,567.50', '1234567.5 INR'], ['NOK 100', '100 NOK'], ['100 DKK', '100 DKK'], ['1 299 SEK', '1299 SEK'], ['49,- €', '49 EUR'], ['49.– €', '49 EUR'], ['€ 49,-', '49 EUR'], ['CHF 49.–', '49 CHF'],
    ['Rp 150.000', '150000 IDR'], ['Rp150rb', '150000 IDR'], ['299 kr', '299 SEK'], ['299:- kr', '299 SEK'], ['1299 TL', '1299 TRY'], ['1.299,90 TL', '1299.9 TRY'], ['₺249,90', '249.9 TRY'], ['2만원', '20000 KRW'], ['3만 9천원', '39000 KRW'], ['1만9,900원', '19900 KRW'], ['9천원', '9000 KRW'], ['1.5万円', '15000 JPY'], ['1.2万元', '12000 CNY'],
    ['299.000đ', '299000 VND'], ['299.000 ₫', '299000 VND'], ['1.299.000 VNĐ', '1299000 VND'], ['990 грн', '990 UAH'], ['199 Kč', '199 CZK'], ['1 299 Kč', '1299 CZK'], ['99 ريال', '99 SAR'], ['٩٩ ريال', '99 SAR'], ['250 جنيه', '250 EGP'], ['RM 49.90', '49.9 MYR'], ['RM49', '49 MYR'], ['1 299 zł', '1299 PLN'], ['49,99 zł', '49.99 PLN'],
    ['HK$ 199', '199 HKD'], ['A$49.95', '49.95 AUD'], ['AU$49', '49 AUD'], ['NT$ 1,280', '1280 TWD'], ['S$29', '29 SGD'], ['$499 MXN', '499 MXN'], ['MXN $499', '499 MXN'], ['$1,299.00 CAD', '1299 CAD'], ['USD $20', '20 USD'], ['₱1,499', '1499 PHP'], ['₪99', '99 ILS'], ['4.990 Ft', '4990 HUF'], ['49,90 lei', '49.9 RON'], ['฿๕๙', '59 THB'], ['¥１，９８０', '1980 CNY'],
  ])('%s is %s', (text, expected) => {
    expect(written(text)).toEqual([expected]);
  });

  it.each<[string, string, string | null, string | null, string[]]>([
    ['¥4,980', '4980 JPY', 'JPY', null, []], ['¥4,980', '4980 JPY', null, 'JP', []], ['¥4,980', '4980 JPY', null, null, ['ja']], ['¥4,980', '4980 CNY', null, null, ['zh-CN']], ['¥4,980', '4980 CNY', 'CNY', 'JP', ['ja']], ['¥4,980', '4980 JPY', 'EUR', null, ['ja-JP']],
    ['$49', '49 MXN', 'MXN', 'US', []], ['$49', '49 CAD', null, 'CA', []], ['$49', '49 AUD', null, null, ['en-AU']], ['$49', '49 USD', 'EUR', null, ['en']], ['$49 CAD', '49 CAD', 'USD', 'US', []], ['US$49', '49 USD', 'CAD', 'CA', []],
    ['299 kr', '299 NOK', 'NOK', null, []], ['299 kr.', '299 DKK', null, 'DK', []], ['299 kr', '299 NOK', null, null, ['nb']], ['299 kr', '299 SEK', null, null, ['sv-SE']],
  ])('%s is %s (listed in %s, market %s, languages %j)', (text, expected, currency, market, tags) => {
    expect(written(text, sharedSigns(currency, market, tags))).toEqual([expected]);
  });

  it.each<[string, number[]]>([
    ['10 € Rabatt', []], ['Spare 10 €', []], ['Save $10', []], ['$10 off', []], ['Free shipping over $35', []], ['Save $10 now only $39', [39]], ['$39 (was $59)', [39]], ['was $50, now $35', [35]], ['49 € statt 79 €', [49]], ['UVP 79 € 49 €', [49]], ['ab 35 € Bestellwert', [35]],
    ['Versand 4,90 €', []], ['Mindestbestellwert 35 €', []], ['12,90 € im Monat', []], ['$9.99/month', []], ['$9.99 per month', []], ['12x R$ 49,90', []], ['3x de R$ 33,30 sem juros', []], ['De R$ 199 por R$ 149', [149]], ['149 € au lieu de 199 €', [149]], ['10 € de réduction', []], ['Livraison 4,90 €', []], ['Antes 59 € Ahora 39 €', [39]],
    ['20 € de descuento', []], ['Sconto 10 €', []], ['39 € invece di 59 €', [39]], ['spedizione 5 €', []], ['10 € korting', []], ['rabat 20 zł', []], ['49 zł zamiast 79 zł', [49]], ['100 TL indirim', []], ['500 TL üzeri kargo bedava', []], ['Скидка 500 ₽', []], ['1990 ₽ вместо 2990 ₽', [1990]], ['Giảm 50.000đ', []], ['Diskon Rp 20.000', []],
    ['500円引き', []], ['500円OFF', []], ['3,980円以上で送料無料', []], ['定価 5,980円 特価 3,980円', [3980]], ['立减20元', []], ['满199元包邮', []], ['原价299元 现价199元', [199]], ['50元优惠券', []], ['5,000원 할인', []], ['3만원 이상 무료배송', []], ['정가 39,000원 → 29,000원', [29000]], ['ลด 50 บาท', []],
    ['$24.99', [24.99]], ['Only €39', [39]], ['Jetzt nur 15 Euro!', [15]], ['現在 3,480円', [3480]], ['79 € 59 €', [79, 59]], ['Shoes $59. Save on socks', [59]], ['New offer $59', [59]], ['Sale! $59', [59]], ['$59 offer', [59]],
  ])('of %s the product costs %j', (text, amounts) => {
    expect(own(text)).toEqual(amounts);
  });

  it.each(['12/2027', '-50%', '1 kg', '30 x 40 cm', 'Size 42', '+34 600 555 014', '50 % off', 'No. 5', '2024-11-03', '5斤装', '100% cotton', '12 realistic models', 'A$AP', '100 real leather', '3 realistic masks', 'Room 12', 'RMB', '100 krill', '20 ft rope', 'TLC 500', '5 đôi'])('no price: %s', (text) => {
    expect(written(text)).toEqual([]);
  });

  it.each([['1,980', 'JPY', 1980], ['1.980', 'EUR', 1980], ['2,49', 'EUR', 2.49], ['1,234.5', 'USD', 1234.5], ['0', 'USD', null], ['12,345,678', 'KRW', 12345678]] as const)('%s %s', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount);
  });
});

describe('quantities', () => {
  it.each([
    ['Oranges 1 kg', 'weight', '1 kg'], ['Jus 1 L', 'volume', '1 l'], ['Wasser 0,75 l', 'volume', '0.75 l'], ['香蕉 5斤装', 'weight', '2.5 kg'], ['鮮奶 250ml*24', 'volume', '250 ml'], ['500 г сыра', 'weight', '500 g'], ['มะม่วง 1 กก.', 'weight', '1 kg'],
    ['Poster 30 x 40 cm', 'length', '30 × 40 cm'], ['柠檬 6个装', 'count', '6 pcs'], ['Eier 10 Stück', 'count', '10 pcs'], ['12 oz coffee', 'weight', '12 oz'], ['バナナ 5本', 'count', '5 pcs'], ['800 g', 'weight', '800 g'],
  ] as const)('%s', (text, name, value) => {
    expect(quantitiesIn(text)).toContainEqual(expect.objectContaining({ name, value }));
  });

  it.each(['iPhone 15', '5G phone', 'Galaxy S24', '$5', '100% cotton', '4K TV', 'Full HD 1080p'])('none in: %s', (text) => {
    expect(quantitiesIn(text)).toEqual([]);
  });
});

describe('what words say', () => {
  it.each([
    ['Zapatos de cuero para hombre', 'material:leather audience:men'], ['Damen Winterjacke schwarz', 'audience:women color:Black'], ['纯棉 女士 T恤 白色', 'material:cotton audience:women color:White'], ['本革 メンズ ベルト ブラック', 'material:leather audience:men color:Black'],
    ['가죽 여성 지갑 블랙', 'material:leather audience:women color:Black'], ['Платье женское красное', 'audience:women'], ['Camisa masculina azul de linho', 'material:linen audience:men color:Blue'], ['Kids wooden toy', 'material:wood audience:kids'], ['Vaso in vetro', 'material:glass'],
    ['Poêle inox', 'material:stainless steel'], ['Leadership book', ''], ['Womenswear', ''],
  ])('%s', (text, expected) => {
    const found = wordedValuesIn(text).map(({ name, value }) => `${name}:${value}`);
    expect(found).toEqual(expect.arrayContaining(expected === '' ? [] : (expected.match(/\w+:[\w ]+?(?= \w+:|$)/g) ?? [])));
    if (expected === '') expect(found).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['rotes Kleid', ['color:Red']], ['blaues Kleid', ['color:Blue']], ['ein schwarzes Kleid', ['color:Black']], ['dunkelblaue Hose', ['color:Blue']], ['Lederjacke', ['material:leather']], ['Baumwollhemd', ['material:cotton']], ['Holztisch', ['material:wood']], ['Damenjacke', ['audience:women']], ['Edelstahltopf', ['material:stainless steel']],
    ['хлопковая рубашка', ['material:cotton']], ['черного цвета', ['color:Black']], ['кожаную сумку', ['material:leather']], ['красное платье', ['color:Red']], ['женского платья', ['audience:women']], ['деревянный стол', ['material:wood']], ['чорна сукня', ['color:Black']], ['шкіряна сумка', ['material:leather']],
    ['czarne buty skórzane', ['material:leather', 'color:Black']], ['biała bluzka bawełniana', ['material:cotton', 'color:White']], ['kırmızı elbise', ['color:Red']], ['Siyah deri ceket', ['material:leather', 'color:Black']], ['Váy đen', ['color:Black']], ['Áo thun nữ màu đỏ', ['audience:women', 'color:Red']], ['Túi da thật', ['material:leather']], ['Baju merah katun', ['material:cotton', 'color:Red']],
    ['vestidos rojos', ['color:Red']], ['zapatos negros', ['color:Black']], ['borsa nera in pelle', ['material:leather', 'color:Black']], ['chaussures noires', ['color:Black']], ['bolsa preta', ['color:Black']], ['zwarte leren jas', ['material:leather', 'color:Black']], ['leren riem', ['material:leather']],
    ['赤いドレス', ['color:Red']], ['黒のバッグ', ['color:Black']], ['綿 シャツ', ['material:cotton']], ['빨간 원피스', ['color:Red']], ['กระเป๋าหนัง สีดำ', ['material:leather', 'color:Black']], ['فستان أحمر', ['color:Red']],
    ['赤ちゃん用おもちゃ', ['audience:baby']], ['หนังสือเด็ก', ['audience:kids']], ['青森りんごのジュース', []], ['グレープジュース', []], ['Bluetooth スピーカー ブルートゥース', []], ['블루투스 스피커', []], ['白菜キムチ', []], ['緑茶のペットボトル', []], ['棉花糖', []], ['ผลไม้สด', []], ['서울 겨울 여행', []],
    ['Lederpflege', []], ['Holzleim', []], ['Rotwein', []], ['Sản xuất tại Việt Nam', []], ['green tea', []], ['Grüner Tee', []], ['зеленый чай', []], ['té verde', []], ['faux leather', []], ['glass cleaner', []], ['cotton candy', []], ['in den Bergen', []], ['Crema para la piel', []], ['Derivative', []], ['сервис', []], ['Rotation', []], ['Rossmann', []], ['belgisches Bier', []], ['redwood city', []],
  ])('%s says %j', (text, expected) => {
    expect(wordedValuesIn(text).map(({ name, value }) => `${name}:${value}`)).toEqual(expected);
  });

  it.each([['Size 42', ['42']], ['Größe L', ['L']], ['taille 38', ['38']], ['尺码: XL', ['XL']], ['Talla M/L', ['M/L']], ['サイズ S', ['S']], ['full size', []], ['size guide', []]] as const)('size: %s', (text, sizes) => {
    expect(sizesIn(text)).toEqual(sizes);
  });
});
