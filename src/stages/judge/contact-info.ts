import { plain, type Finding, type TextRule } from './finding.js';

/** Words that ask to be reached, in the project's languages. Case-insensitive, before a number or a name. */
const ASKING = String.raw`call|phone|tel(?:ephone|efon|éfono|efone|efono)?|hotline|text us|contact|ring|llama|llámanos|llame|llamar|contacto|anruf(?:en)?|ruf(?:en)?(?: sie| uns)?|appel(?:ez|er)?|contactez|ligue|ligar|contato|contatto|chiama(?:re|ci)?|chiamate|звоните|звони|телефон|тел|позвоните|bel(?: ons)?|โทร|电话|手机号?|联系|致电|拨打|热线|電話|お電話|連絡先|お問い合わせ|전화|연락처|연락|문의|☎|📞|📱`;
const PHONE_GROUPS = String.raw`\d(?:[ ().\/-]{0,2}\d){6,13}`;

const PHONES: readonly (readonly [RegExp, number])[] = [
  [new RegExp(String.raw`\+\s?\d{1,3}[ ().-]{0,3}${PHONE_GROUPS}`, 'gu'), 0.95],
  [new RegExp(String.raw`(?:${ASKING})\s*(?:us|at|now|today|me|al|unter|au|ao|il|por|:|：|\.|-|no\.?|nr\.?|number|번호|番号)*\s*[:：.]?\s*(${PHONE_GROUPS})`, 'giu'), 0.93],
  [/(?<![\d.,])1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/gu, 0.9],
  [/(?<!\d)400[ -]?\d{3}[ -]?\d{4}(?!\d)/gu, 0.85],
  [/(?<!\d)01[016789][ -]\d{3,4}[ -]\d{4}(?!\d)/gu, 0.95],
  [/(?<!\d)0(?:[789]0|\d{1,3})-\d{2,4}-\d{4}(?!\d)/gu, 0.9],
  [/(?<!\d)\(\d{3}\) ?\d{3}[ -]\d{4}(?!\d)/gu, 0.9],
  [/(?<![\d-])[2-9]\d{2}[-.]\d{3}[-.]\d{4}(?![\d-])/gu, 0.85],
  [/(?<!\d)(?:1-)?8(?:00|44|55|66|77|88)[ -]\d{3}[ -]\d{4}(?!\d)/gu, 0.9],
  [/(?<!\d)\(\d{2}\) ?9?\d{4}-\d{4}(?!\d)/gu, 0.92],
  [/(?<!\d)8 ?\(\d{3}\) ?\d{3}[ -]\d{2}[ -]\d{2}(?!\d)/gu, 0.93],
  [/(?<!\d)0[1-9](?: \d{2}){4}(?!\d)/gu, 0.85],
];

const ID = String.raw`[a-z0-9@][\w.@-]{2,}`;
/** Messengers that are seldom named without the wish to be written to. */
const MESSENGER_WITH_ID = new RegExp(
  String.raw`(?:whats ?app|wechat|weixin|微信号?|薇信|威信|[vw]x|v信|微x|qq群?|line ?(?:id|@)|ライン|kakao ?talk|kakao|카톡|카카오톡|오픈채팅|telegram|телеграм\w*|вотсап\w*|ватсап\w*|viber|вайбер|zalo|snapchat|skype|signal(?=\s*[:：@]))\s*(?:id|号|账号|アカウント|아이디|no\.?|@|:|：|は|-|=)*\s*[:：]?\s*${ID}`,
  'giu',
);
const MESSENGER_ASKED: readonly (readonly [RegExp, number])[] = [
  [/(?:加|添加|扫码?加?|私信|私聊|咨询|联系)\s*(?:我|客服|店主|老板)?\s*(?:的)?\s*(?:微信|薇信|威信|v信|[vw]x|v(?![a-z])|qq)/giu, 0.92],
  [/(?:微信|薇信)\s*(?:联系|咨询|下单|扫码|同号|客服|号)/gu, 0.9],
  [/(?:카톡|카카오톡|오픈채팅)\s*(?:문의|상담|주세요|주문|추가|친구|id|아이디|방)/giu, 0.9],
  [/(?:line|ライン)\s*(?:で|に|の)?\s*(?:お?友[だ達]ち|追加|登録|お?問い?合わせ|相談|公式)/giu, 0.85],
  [/(?:^|[^\p{L}])(?:on|via|by|our|per|über|por|par|tramite|no|pelo|в|через|schreib\p{L}*|write|message|dm|text|escr[ií]b\p{L}*|écri\p{L}*|scriv\p{L}*|mand\p{L}*|chama|пишите)\s+(?:\p{L}+\s+){0,2}(?:whats ?app|telegram|wechat|viber|kakaotalk|messenger|ватсап|вотсап|телеграм)/giu, 0.85],
  [/whats ?app|телеграм|вотсап|ватсап|카톡|카카오톡|kakao ?talk/giu, 0.62],
  [/(?<!支付|使用)微信(?!支付|支付宝|小程序|读书|红包)/gu, 0.55],
];
const MAIL = /[\w.+-]{2,}\s?@\s?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/giu;
/** Codes, dates and sizes that look like numbers to call. */
const NO_PHONE = /^\s*(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{8}|\d{12,14})\s*$/;
const CODE_BEFORE = /(?:ean|gtin|isbn|sku|art\.?|artikel|item|model|modell?o?|ref\.?|lot|charge|batch|serial|s\/n|订单号?|条码|货号|品番|型番|모델|barcode)\s*(?:no\.?|nr\.?|nummer|number|:|：|#)*\s*$/iu;

/** Phone numbers, mail addresses and messenger contacts. Dates, prices, sizes, codes and messenger payment are none. */
export const contactInfo: TextRule = (raw) => {
  const text = plain(raw);
  const found: Finding[] = [];
  for (const [pattern, confidence] of PHONES) {
    for (const match of text.matchAll(pattern)) {
      const number = match[1] ?? match[0];
      const before = text.slice(0, match.index);
      if (NO_PHONE.test(number) || CODE_BEFORE.test(before) || /[$€£¥₩]\s?$/.test(before)) continue;
      found.push({ text: match[0].trim(), confidence });
    }
  }
  for (const match of text.matchAll(MESSENGER_WITH_ID)) if (!/支付|pay\b/iu.test(match[0])) found.push({ text: match[0].trim(), confidence: 0.93 });
  for (const [pattern, confidence] of MESSENGER_ASKED) for (const match of text.matchAll(pattern)) found.push({ text: match[0].trim(), confidence });
  for (const match of text.matchAll(MAIL)) found.push({ text: match[0], confidence: 0.93 });
  return found;
};
