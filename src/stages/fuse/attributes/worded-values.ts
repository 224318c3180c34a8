import type { Inflection } from './inflection.js';

/** An attribute's value and what says it: folded words as they stand, stems that are inflected, halves of compounds, and words that only their accents tell apart. */
export interface Wording extends Readonly<Partial<Record<Inflection, string>>> {
  readonly value: string;
  readonly words: string;
  /** Lower case, accents kept: folded they would be words of other languages (`đen` is no German article). */
  readonly accented?: string;
  /** First halves of German and Dutch compounds. */
  readonly compound?: string;
}

const MATERIALS: readonly Wording[] = [
  { value: 'leather', words: 'leather leder cuero piel cuir couro pelle cuoio кожа кожи leer leren skora skory deri 真皮 皮革 牛皮 羊皮 皮质 レザー 本革 牛革 革 가죽 หนัง', de: 'ledern', ru: 'кожан', uk: 'шкірян', pl: 'skorzan', compound: 'leder', accented: 'da_thật da_bò' },
  { value: 'cotton', words: 'cotton baumwolle algodon coton algodao cotone хлопок хлопка бавовна katoen katoenen bawelna bawelny pamuk pamuklu katun 纯棉 棉质 全棉 綿 コットン 綿100 코튼 순면 ผ้าฝ้าย คอตตอน', ru: 'хлопков хлопчатобумажн', uk: 'бавовнян', pl: 'bawelnian', compound: 'baumwoll katoen' },
  { value: 'wool', words: 'wool woolen woollen wolle lana laine шерсть шерсти wol wollen welna welny yunlu 羊毛 羊绒 ウール 울 모직', ru: 'шерстян', uk: 'вовнян', pl: 'welnian', compound: 'woll schurwoll', accented: 'yün' },
  { value: 'silk', words: 'silk silken seide seda soie seta шелк шелка zijde zijden jedwab ipek sutra 真丝 丝绸 シルク 실크 ผ้าไหม', ru: 'шелков', uk: 'шовков', pl: 'jedwabn', compound: 'seiden zijden', accented: 'lụa' },
  { value: 'linen', words: 'linen leinen lino lin linho лен льна linnen keten 亚麻 リネン 麻 린넨', ru: 'льнян', uk: 'лляйн', pl: 'lnian', compound: 'leinen' },
  { value: 'denim', words: 'denim 牛仔 デニム 데님', ru: 'джинсов', pl: 'jeansow dzinsow' },
  { value: 'polyester', words: 'polyester poliester poliestere полиэстер полиэстера 聚酯 ポリエステル 폴리에스터 폴리에스테르 โพลีเอสเตอร์' },
  { value: 'stainless steel', words: 'stainless edelstahl inox inossidabile inoxidable inoxydable paslanmaz roestvrij rvs 不锈钢 ステンレス 스테인리스 스텐 нержавейка สแตนเลส', ru: 'нержавеющ', pl: 'nierdzewn', compound: 'edelstahl' },
  { value: 'wood', words: 'wood wooden holz madera bois madeira legno дерево дерева hout houten drewno ahsap kayu 实木 木质 木製 原木 원목 나무 ไม้', de: 'holzern', ru: 'деревянн', uk: 'деревʼян', pl: 'drewnian', compound: 'holz massivholz', accented: 'gỗ' },
  { value: 'glass', words: 'glas vidrio verre vidro vetro стекло стекла szklo kaca 玻璃 ガラス 유리', ru: 'стеклянн', uk: 'склян', pl: 'szklan', accented: 'thủy_tinh thuỷ_tinh' },
  { value: 'ceramic', words: 'ceramic keramik ceramica ceramique керамика керамики keramiek ceramika seramik 陶瓷 陶器 セラミック 도자기 세라믹 เซรามิก', ru: 'керамическ', pl: 'ceramiczn', compound: 'keramik', accented: 'gốm_sứ' },
  { value: 'plastic', words: 'plastic kunststoff plastico plastique plastica пластик пластика plastik 塑料 プラスチック 플라스틱 พลาสติก', ru: 'пластиков пластмассов', pl: 'plastikow', compound: 'kunststoff plastik', accented: 'nhựa' },
  { value: 'silicone', words: 'silicone silikon silicona силикон силикона siliconen 硅胶 シリコン シリコーン 실리콘 ซิลิโคน', ru: 'силиконов', pl: 'silikonow', compound: 'silikon siliconen' },
];
const AUDIENCES: readonly Wording[] = [
  { value: 'women', words: 'women womens woman ladies damen frauen mujer mujeres femme femmes dames mulher mulheres donna donne женщин жінок vrouwen kobiet damskie damski damska kadin bayan wanita 女士 女装 女款 女式 レディース 婦人 여성 여자 ผู้หญิง', romance: 'feminin femenin femminil', ru: 'женск', uk: 'жіноч', pl: 'damsk', compound: 'damen', accented: 'nữ' },
  { value: 'men', words: 'men mens man gentlemen herren manner hombre hombres homme hommes homem homens uomo uomini мужчин чоловіків heren mannen mezczyzn erkek pria 男士 男装 男款 男式 メンズ 紳士 남성 남자 ผู้ชาย', romance: 'masculin maschil', ru: 'мужск', uk: 'чоловіч', pl: 'mesk', compound: 'herren', accented: 'nam_giới cho_nam đồ_nam áo_nam giày_nam quần_nam' },
  { value: 'kids', words: 'kids children childrens kinder ninos nina nino ninas enfant enfants infantil criancas bambini bambino bambina детей дітей kinderen dzieci cocuk anak 儿童 童装 キッズ 子供 こども 아동 키즈 어린이 เด็ก', ru: 'детск', uk: 'дитяч', pl: 'dzieciec', compound: 'kinder', accented: 'trẻ_em bé_trai bé_gái' },
  { value: 'baby', words: 'baby babies bebe bebes neonato neonati младенцев малышей новорожденных babys niemowlat bebek bayi 婴儿 宝宝 ベビー 赤ちゃん 아기 유아 ทารก', pl: 'niemowlec', accented: 'em_bé sơ_sinh' },
];
/** Values as the taxonomy spells them, so that they meet what the picture shows. */
const COLOURS: readonly Wording[] = [
  { value: 'Black', words: 'black noir noire noirs noires zwart zwarte siyah hitam 黑色 ブラック 黒 黒色 블랙 검정 검은색 สีดำ أسود سوداء', de: 'schwarz', romance: 'negr pret ner', ru: 'черн', uk: 'чорн', pl: 'czarn', accented: 'đen' },
  { value: 'White', words: 'white blanc blanche blancs blanches wit witte beyaz putih 白色 ホワイト 白 화이트 흰색 하얀 สีขาว أبيض بيضاء', de: 'weiss', romance: 'blanc branc bianc bianch', ru: 'бел', uk: 'біл', pl: 'bial', accented: 'trắng' },
  { value: 'Red', words: 'red rouge rouges rood rode kirmizi merah 红色 レッド 赤 赤色 레드 빨강 빨간색 빨간 สีแดง أحمر حمراء', de: 'rot', romance: 'roj vermelh ross', ru: 'красн', uk: 'червон', pl: 'czerwon', accented: 'màu_đỏ' },
  { value: 'Blue', words: 'blue azul azules azuis bleu bleue bleus bleues blu azzurro azzurra blauw blauwe mavi lacivert biru 蓝色 ブルー 青 青色 ネイビー 블루 파랑 파란색 파란 네이비 สีน้ำเงิน สีฟ้า أزرق زرقاء', de: 'blau', ru: 'син голуб', uk: 'син блакитн', pl: 'niebiesk granatow', accented: 'xanh_dương xanh_navy' },
  { value: 'Green', words: 'green verde verdes verdi vert verts verte vertes groen groene yesil hijau 绿色 グリーン 緑 緑色 그린 초록 초록색 สีเขียว أخضر خضراء', de: 'grun', ru: 'зелен', uk: 'зелен', pl: 'zielon', accented: 'xanh_lá' },
  { value: 'Yellow', words: 'yellow jaune jaunes geel gele sari kuning 黄色 イエロー 옐로우 노랑 노란색 노란 สีเหลือง أصفر صفراء', de: 'gelb', romance: 'amarill amarel giall', ru: 'желт', uk: 'жовт', pl: 'zolt', accented: 'màu_vàng' },
  { value: 'Pink', words: 'pink rosa rose roze pembe 粉色 粉红 粉红色 ピンク 핑크 분홍 분홍색 สีชมพู وردي', de: 'rosafarben', ru: 'розов', uk: 'рожев', pl: 'rozow', accented: 'màu_hồng' },
  { value: 'Brown', words: 'brown marron marrom marrone marroni bruin bruine kahverengi cokelat 棕色 咖啡色 ブラウン 茶色 브라운 갈색 สีน้ำตาล بني', de: 'braun', ru: 'коричнев', uk: 'коричнев', pl: 'brazow', accented: 'màu_nâu' },
  { value: 'Gray', words: 'grey gray gris cinza grijs grijze gri 灰色 グレー 그레이 회색 สีเทา رمادي', de: 'grau', romance: 'grigi', ru: 'сер', uk: 'сір', pl: 'szar', accented: 'màu_xám' },
  { value: 'Beige', words: 'beige bej 米色 ベージュ 베이지 베이지색', ru: 'бежев', uk: 'бежев', pl: 'bezow' },
  { value: 'Purple', words: 'purple lila violett violet violette viola roxo roxa paars paarse ungu 紫色 パープル 紫 퍼플 보라 보라색 สีม่วง بنفسجي', de: 'violett', romance: 'morad', ru: 'фиолетов', uk: 'фіолетов', pl: 'fioletow', accented: 'màu_tím' },
];

export const WORDED_ATTRIBUTES = { material: MATERIALS, audience: AUDIENCES, color: COLOURS } as const;
export type WordedAttribute = keyof typeof WORDED_ATTRIBUTES;

/**
 * Words and phrases that hold an attribute's word and mean something else: foods and trades named by a colour, imitations
 * and care of a material, and longer words of scripts without spaces. Folded; `_` is a space.
 */
export const NOT_ATTRIBUTES = {
  spaced: ('green_tea black_tea white_tea red_tea red_wine white_wine rose_wine white_rice brown_rice brown_sugar white_chocolate black_pepper red_pepper green_beans black_beans red_onion red_bull blue_cheese black_friday red_cross green_screen blue_light white_noise pink_salt black_garlic ' +
    'te_verde te_negro te_rojo vino_rojo vino_blanco vino_rosso vino_bianco vin_rouge vin_blanc vinho_branco the_vert the_noir cha_verde cha_preto te_nero gruner_tee schwarzer_tee grunen_tee schwarzen_tee weisser_tee черный_чай зеленый_чай белый_чай красное_вино белое_вино groene_thee zwarte_thee zielona_herbata czarna_herbata ' +
    'faux_leather vegan_leather pu_leather eco_leather artificial_leather synthetic_leather imitation_leather leather_cleaner leather_conditioner leather_care leather_look glass_cleaner wood_glue wood_stain wood_polish wood_filler wood_burning cotton_candy cotton_swabs cotton_swab cotton_buds cotton_balls cotton_pads silk_press steel_wool glass_wool ' +
    'cuero_sintetico piel_sintetica couro_sintetico cuir_synthetique simili_cuir cuir_vegan искусственная_кожа эко_кожа кожа_лица кожи_лица для_кожи piel_seca piel_sensible piel_grasa pelle_secca pelle_sensibile crema_pelle per_la_pelle para_la_piel contour_yeux').split(' '),
  unspaced: ('赤字 赤身 赤道 赤飯 赤ワイン 赤坂 白ワイン 白菜 白米 白湯 白書 面白 空白 告白 美白 黒豆 黒糖 黒板 黒酢 黒ごま 青森 青果 青山 青梅 青汁 青春 緑茶 緑黄色 紫外線 紫蘇 綿棒 綿菓子 革命 改革 麻辣 麻婆 麻雀 胡麻 麻薬 大麻 麻布 合皮 合成皮革 フェイクレザー PUレザー puレザー 人工皮革 ' +
    'グレープ グレード ブルートゥース ブルーベリー ブルーレイ レッドブル ホワイトニング グリーンティー ブラックコーヒー ブラックフライデー ホワイトデー ガラスープ シルクロード レディースデー 人造革 人造皮革 仿皮 pu皮 皮革护理 皮革清洁 牛皮纸 玻璃水 玻璃清洁 玻璃胶 棉花糖 棉签 棉棒 羊毛脂 儿童节 ' +
    '블루투스 블루베리 블루레이 그린티 화이트닝 레드와인 인조가죽 합성가죽 유리세정 유리하 나무젓가락 아기자기 หนังสือ หนังสั้น ดูหนัง หนังไก่ หนังเทียม หนังศีรษะ ผิวหนัง ไม้กวาด ไม้แขวน ไม้ถู ผลไม้ ดอกไม้ ต้นไม้ ลูกไม้ ใบไม้').split(' '),
} as const;
