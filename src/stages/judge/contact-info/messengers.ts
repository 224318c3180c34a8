import type { Finding } from '../finding.js';
import { fewWords, phrase, PhraseBook, run, word, type Phrase } from '../phrase.js';

/** Messengers by the names that people give them, folded. Each is also something else: cocoa, a telegram, a line, a signal. */
const MESSENGERS = "whats ?app|wechat|we ?chat|weixin|telegram|teleg|tg|kakao ?talk|kakao|viber|zalo|snapchat|skype|discord|line|signal|qq|вотсап\\p{L}*|ватсап\\p{L}*|телеграм\\p{L}*|телега|тг|вайбер|вацап|واتساب|تلغرام|تليجرام|व्हाट्सएप|टेलीग्राम";
const NETWORKS = 'instagram|insta|ig|facebook|fb|tiktok|twitter|threads|messenger|инстаграм\\p{L}*|инста|انستغرام|انستقرام';
const ASIAN = '微信号?|薇信|威信|徽信|微訊|[vw]信|微x|q{2}(?:群|号)?|企鹅号?|扣扣|ライン|インスタ|카톡|k톡|카카오톡|오픈채팅|플러스친구|라인|텔레그램|위챗|인스타|ไลน์|ไอจี|วอทแอพ|วอตส์แอป|เทเลแกรม';
/** 微, 薇, V with a heart: how WeChat is written to slip past a filter. */
const DISGUISED = '(?:[薇微威徽葳崴維维]|(?<![a-z])[vw])\\s?(?:[❤♥💕💗💖💓💌🩷✉心芯伈]|[❤♥]️?)|绿泡泡|卫星号?(?=\\s*[:：])|薇(?=\\s*[:：])|(?<![a-z])v(?=\\s*[:：]\\s*[a-z]\\w{4,})|(?<![a-z])(?:vx|wx|weixin)';
const ID_WORD = '(?:ids?|号码?|账号|帐号|群|(?:の)?id|アカウント|아이디|ไอดี)';
/** Less surely so: "line number 5" counts only with a sign behind it. */
const ID_NOUN = '(?:user(?:name)?|account|konto|nummer|number|no\\.?|handle|chat|channel|group|canal|grupo|kanal|แอด|канал|группа|аккаунт|ник)';
const SEPARATOR = '\\s*[:：→]\\s*';
const HANDLE = '@?[a-z0-9][\\w.-]{2,31}';
/** A name that only an account bears: an underscore, or letters and digits together. */
const ODD_HANDLE = '(?=[a-z0-9.-]*_|[\\w.-]*[a-z][\\w.-]*\\d)(?!\\d+(?:g|kg|mg|ml|l|cm|mm|w|v|mah|pcs|k)\\b)[a-z][\\w.-]{4,31}';
const NUMBER = '\\+?\\d[\\d -]{6,16}\\d';
/** As a whole word beside its own kind of letters: LINEは, 加QQ and Telegram上 hold the name too. */
const named = (names: string): string => { const letter = '[a-z0-9\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Arabic}\\p{Script=Devanagari}]'; return `(?<!${letter})${run(names)}(?!${letter})`; };
const NAMES = `(?:${named(MESSENGERS)}|${named(NETWORKS)}|${run(ASIAN)}|${DISGUISED})`;

const WITH_ID: readonly Phrase[] = [
  // Name, sign and account: "Telegram: @shop", "LINE ID x", "微信号：beauty2020".
  phrase(0.93, NAMES, '\\s*', `(?:${ID_WORD})(?![a-z])`, '(?:は|:|：|=|-|→|>|\\s)*', '@?[a-z0-9][\\w.@-]*'),
  phrase(0.9, NAMES, '[\\s-]*', `(?:${ID_NOUN})(?![a-z])`, '\\s*(?:[:：]\\s*@?|@)', '[a-z0-9][\\w.-]{2,}'),
  phrase(0.9, NAMES, '(?:\\s*(?:으로|は?こちら|で|に|is|on|auf|en|em|su|в))?', '\\s*[:：]?\\s*@', '[a-z0-9][\\w.]{2,}'),
  phrase(0.9, `(?:${named('whats ?app|wechat|we ?chat|weixin|kakao ?talk|viber|zalo|skype|telegram|tg|телеграм\\p{L}*|instagram|insta|ig|qq')}|${run(ASIAN)}|${DISGUISED})`, SEPARATOR, HANDLE),
  phrase(0.9, `(?:${named(MESSENGERS)}|${run(ASIAN)}|${DISGUISED})`, SEPARATOR, ODD_HANDLE),
  // Without a sign between, "Line XR200" and "Signal 500x" are goods.
  phrase(0.9, `(?:${named(MESSENGERS)}|${run(ASIAN)}|${DISGUISED})`, '\\s+', '(?=[a-z0-9.-]*_)', ODD_HANDLE),
  phrase(0.9, `(?:${named('whats ?app|wechat|weixin|kakao ?talk|viber|zalo|skype|snapchat|телеграм\\p{L}*')}|${run(ASIAN)}|${DISGUISED})`, '\\s*', ODD_HANDLE),
  phrase(0.9, `(?:${named('whats ?app|wa|viber|zalo|telegram|wechat|imo|вотсап|ватсап|вайбер')}|${run('微信|ไลน์|카톡|[vw]x')})`, `(?:${SEPARATOR}|\\s+)`, NUMBER),
  phrase(0.9, '(?:(?<![a-z])qq|扣扣|企鹅)(?:群|号)?\\s*[:：]?\\s*[1-9]\\d{4,10}(?!\\d)'),
  phrase(0.9, run('加\\s*(?:我|客服)?\\s*(?:q{1,2}|扣)(?:群|号)?'), '\\s*[:：]?\\s*\\d{5,}'),
  phrase(0.88, '(?:^|[^\\p{L}\\p{N}])[+➕]\\s*v\\s*[:：]?\\s*', ODD_HANDLE),
  phrase(0.85, word('add (?:(?:me|us) )?(?:on )?(?:line|wechat|kakao ?talk|telegram|zalo|viber|snapchat|skype)'), '\\s*[:：]?\\s*', '@?[a-z][\\w.]{3,}'),
  phrase(0.88, '(?<![a-z])(?:vx|wx|v信)\\s*[:：]?\\s*(?=[\\w-]*[a-z])[a-z][\\w-]{5,}(?![a-z])'),
];

const ASK_SPACED = 'write|message|msg|dm|text|chat|contact|reach|add|order|ask|find|schreib\\p{L}*|kontaktier\\p{L}*|bestell\\p{L}*|ecri\\p{L}*|contact\\p{L}*|commande\\p{L}*|escri\\p{L}*|habla\\p{L}*|pide|pedidos?|manda\\p{L}*|envia\\p{L}*|chama\\p{L}*|fale|fala|peca|compre|scriv\\p{L}*|contatt\\p{L}*|ordina|stuur|app|пиши\\p{L}*|напиши\\p{L}*|заказ\\p{L}*|связ\\p{L}*|пишіть|napisz|pisz|yaz\\p{L}*|ulas\\p{L}*|siparis|nhan tin|lien he|ib|hubungi|chat|pesan|order|تواصل\\p{L}*|راسل\\p{L}*|اطلب|कॉल|मैसेज|संपर्क|στειλτε';
const BY = "(?:on|via|by|over|in|through|auf|uber|per|sur|par|por|en|pelo|pela|no|na|tramite|su|con|op|в|на|через|у|przez|na|qua|lewat|via|di|ile|'?dan|عبر|عل[ىي]|पर|στο)";
const CHAT_APPS = "(?:the |our |unser\\p{L}* |notre |nuestro |nosso |nostro )?(?:whats ?app|zap(?:zap)?|wpp|telegram|tg|wechat|viber|zalo|kakao ?talk|messenger|line|signal|телеграм\\p{L}*|телегу|тг|вотсап\\p{L}*|ватсап\\p{L}*|вайбер|директ|واتساب|الواتساب|واتس|تليجرام|व्हाट्सएप|dm|direct|insta(?:gram)?)";
const ASKED: readonly Phrase[] = [
  phrase(0.88, word(ASK_SPACED), fewWords(3), word(`${BY} ${CHAT_APPS}`)),
  phrase(0.85, word('(?:available|reachable|order|orders|erreichbar|bestellung\\p{L}*|disponible|commandes?|pedidos|encomendas|ordini) (?:on|via|by|per|par|por|tramite|uber) (?:whats ?app|telegram|wechat|viber)')),
  phrase(0.82, word('(?:ib|nhan|chat|kb|ket ban) zalo|join (?:us on |our |the )(?:whats ?app|telegram|wechat|discord)(?: group| channel)?|(?:whats ?app|telegram) us|(?:our|unser\\p{L}*|notre|nuestro|nosso|nostro|наш) (?:whats ?app|telegram|телеграм\\p{L}*)(?:-?\\s?(?:group|channel|kanal|canal|grupo|канал))?')),
  phrase(0.92, run('(?:加|添加|扫码?加?|私信|私聊|咨询|諮詢|联系|聯繫|聯絡)\\s*(?:我|客服|店主|老板|老师|一下)?(?:们|們)?\\s*(?:的)?\\s*(?:微信|薇信|威信|v信|[vw]x(?![a-z])|v(?![a-z]|[领領](?!取|[优優]惠|券|[红紅]包|福利|[奖獎]|[样樣]|[资資]料|[试試]))|微(?![\\p{Script=Han}])|薇|qq|扣扣)')),
  phrase(0.88, run('(?:微信|薇信|威信)\\s*(?:联系|聯絡|咨询|下单|同号|客服|号(?!码登录)|群|加我|搜索?[:：]?\\s*[a-z0-9])')),
  phrase(0.75, run('微信\\s*扫(?:码|一扫)?(?!.{0,3}(?:支付|付款|登录|连接|配网))')),
  phrase(0.88, run('(?:카톡|카카오톡|오픈채팅|플러스친구|텔레그램|카카오 ?채널|(?<![a-z])k톡|인스타|네이버 ?톡톡)\\s*(?:채널|dm)?\\s*(?:으로|로|에서|에)?\\s*(?:문의|상담|주세요|주문|추가|친구|연락|아이디|방)')),
  phrase(0.87, run('(?:(?<![a-z])line|ライン)\\s*@?\\s*(?:で|に|の|から|でも)?\\s*(?:お?友[だ達]ち|追加|登録|お?問い?合わ?せ|相談|連絡|公式|予約|注文)|(?:公式|お店の)\\s*(?:line(?![a-z])|ライン)|インスタ(?:の)?dm')),
  phrase(0.87, run('(?:แอด|ทัก|สั่งซื้อทาง|ติดต่อทาง|ติดต่อ|สั่งทาง)\\s*(?:ที่|มาที่|มาทาง)?\\s*(?:ไลน์|line|ไอจี|อินบ็อกซ์|แชท)|ไลน์\\s*(?:ไอดี|@|:)')),
  phrase(0.62, '^[\\s\\p{P}\\p{S}]*(?:whats ?app|telegram|kakaotalk|wechat|viber|телеграм|вотсап|ватсап|카톡|카카오톡|微信|薇信|威信|واتساب)[\\s\\p{P}\\p{S}\\d]*$'.replaceAll(' ?', '\\s?')),
];

const ACCOUNTS = new PhraseBook([...WITH_ID, ...ASKED]);

/** "Zahlung mit WeChat Pay", "支付", notifications of a messenger on a watch, a case that has its sticker. */
const NO_CONTACT = /支付|付款|小程序|读书|红包|pay(?!\p{L})|notification|benachrichtigung|notificacion|notifiche|уведомлени|通知|消息|알림|sticker/u;

/** Accounts of messengers and networks, and what asks to write there. The mere name of one is none. */
export function messengerContacts(folded: string): Finding[] {
  return ACCOUNTS.find(folded, (match) => NO_CONTACT.test(folded.slice(match.index, match.index + match[0].length + 16)));
}
