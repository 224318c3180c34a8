/** Attributes that a word names, in the project's languages. Folded words; scripts without spaces match anywhere, others as whole words. */
interface Wording {
  readonly value: string;
  readonly words: string;
}

const MATERIALS: readonly Wording[] = [
  { value: 'leather', words: 'leather leder cuero piel cuir couro pelle cuoio кожа кожаный кожаные leer 真皮 皮革 牛皮 皮质 レザー 本革 革 가죽 หนัง' },
  { value: 'cotton', words: 'cotton baumwolle algodon coton algodao cotone хлопок katoen 纯棉 棉 全棉 綿 コットン 코튼 순면 ผ้าฝ้าย' },
  { value: 'wool', words: 'wool wolle lana laine шерсть wol 羊毛 ウール 울 모직' },
  { value: 'silk', words: 'silk seide seda soie seta шелк zijde 真丝 丝绸 シルク 실크 ผ้าไหม' },
  { value: 'linen', words: 'linen leinen lino lin linho лен linnen 亚麻 リネン 麻 린넨' },
  { value: 'denim', words: 'denim 牛仔 デニム 데님' },
  { value: 'polyester', words: 'polyester poliester poliestere полиэстер 聚酯 ポリエステル 폴리에스터' },
  { value: 'stainless steel', words: 'edelstahl inox 不锈钢 ステンレス 스테인리스 스텐 нержавеющая roestvrij' },
  { value: 'wood', words: 'wood wooden holz madera bois madeira legno дерево деревянный hout houten 实木 木质 木製 원목 나무' },
  { value: 'glass', words: 'glas vidrio verre vidro vetro стекло 玻璃 ガラス 유리' },
  { value: 'ceramic', words: 'ceramic keramik ceramica ceramique керамика keramiek 陶瓷 陶器 セラミック 도자기 세라믹' },
  { value: 'plastic', words: 'plastic kunststoff plastico plastique plastica пластик 塑料 プラスチック 플라스틱' },
  { value: 'silicone', words: 'silicone silikon silicona силикон siliconen 硅胶 シリコン 실리콘' },
];
const AUDIENCES: readonly Wording[] = [
  { value: 'women', words: "women womens woman ladies damen frauen mujer mujeres femme femmes dames feminino feminina mulher donna donne женские женская женское женский женщин vrouwen 女士 女装 女款 女式 レディース 婦人 여성 여자 ผู้หญิง" },
  { value: 'men', words: "men mens man gentlemen herren manner hombre hombres homme hommes masculino masculina homem uomo uomini мужские мужская мужской мужское мужчин heren mannen 男士 男装 男款 男式 メンズ 紳士 남성 남자 ผู้ชาย" },
  { value: 'kids', words: 'kids children childrens kinder ninos nina nino enfant enfants infantil criancas bambini bambino детские детская детский детское детей kinderen 儿童 童装 キッズ 子供 아동 키즈 เด็ก' },
  { value: 'baby', words: 'baby babies bebe bebes neonato neonati младенцев малышей babys 婴儿 宝宝 ベビー 赤ちゃん 아기 유아 ทารก' },
];
/** Values as the taxonomy spells them, so that they meet what the picture shows. */
const COLOURS: readonly Wording[] = [
  { value: 'Black', words: 'black schwarz schwarze schwarzer negro negra noir noire preto preta nero nera черный черные черная черное zwart 黑色 ブラック 黒 블랙 검정 สีดำ' },
  { value: 'White', words: 'white weiss weisse blanco blanca blanc blanche branco branca bianco bianca белый белые белая белое wit 白色 ホワイト 白 화이트 흰색 สีขาว' },
  { value: 'Red', words: 'red rot rote roter rojo roja rojos rouge rouges vermelho vermelha rosso rossa красный красные красная красное rood 红色 レッド 赤 레드 빨강 สีแดง' },
  { value: 'Blue', words: 'blue blau blaue azul azules bleu bleue blu синий синие голубой blauw 蓝色 ブルー 青 블루 파랑 สีน้ำเงิน' },
  { value: 'Green', words: 'green grun grune verde verdes vert verte verts зеленый зеленые groen 绿色 グリーン 緑 그린 초록 สีเขียว' },
  { value: 'Yellow', words: 'yellow gelb gelbe amarillo amarilla jaune amarelo amarela giallo gialla желтый желтые geel 黄色 イエロー 옐로우 노랑 สีเหลือง' },
  { value: 'Pink', words: 'pink rosa rose розовый розовые roze 粉色 粉红 ピンク 핑크 분홍 สีชมพู' },
  { value: 'Brown', words: 'brown braun braune marron marrom marrone коричневый коричневые bruin 棕色 咖啡色 ブラウン 茶色 브라운 갈색 สีน้ำตาล' },
  { value: 'Gray', words: 'grey gray grau graue gris cinza grigio grigia серый серые grijs 灰色 グレー 그레이 회색 สีเทา' },
  { value: 'Beige', words: 'beige бежевый 米色 ベージュ 베이지' },
  { value: 'Purple', words: 'purple lila violett morado violet roxo viola фиолетовый paars 紫色 パープル 紫 퍼플 보라 สีม่วง' },
];

export const WORDED_ATTRIBUTES = { material: MATERIALS, audience: AUDIENCES, color: COLOURS } as const;
export type WordedAttribute = keyof typeof WORDED_ATTRIBUTES;

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

const INDEX = Object.fromEntries(
  Object.entries(WORDED_ATTRIBUTES).map(([name, wordings]) => [name, wordings.map(({ value, words }) => {
    const all = words.split(' ');
    return { value, spaced: new Set(all.filter((word) => !UNSPACED.test(word))), unspaced: all.filter((word) => UNSPACED.test(word)) };
  })]),
) as unknown as Readonly<Record<WordedAttribute, readonly { value: string; spaced: ReadonlySet<string>; unspaced: readonly string[] }[]>>;

export interface WordedValue {
  readonly name: WordedAttribute;
  readonly value: string;
  readonly text: string;
}

/** Materials, audiences and colours that a folded text names. Single Han letters (黒, 綿) count only where the text is Japanese. */
export function wordedValuesIn(folded: string): readonly WordedValue[] {
  const words = folded.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const kana = /[\u3041-\u30ff]/.test(folded);
  const found: WordedValue[] = [];
  for (const name of Object.keys(INDEX) as WordedAttribute[]) {
    for (const { value, spaced, unspaced } of INDEX[name]) {
      const word = words.find((one) => spaced.has(one)) ?? unspaced.find((one) => folded.includes(one) && (one.length > 1 || kana));
      if (word !== undefined) found.push({ name, value, text: word });
    }
  }
  return found;
}

const SIZE = /(?:\b(?:size|gr(?:ö|o)(?:ß|ss)e|gr\.|talla|taille|tamanho|taglia|maat|размер)\s*:?\s*|(?:尺码|码数|サイズ|사이즈)\s*[:：]?\s*)((?:\d{2}(?:[.,]5)?|xxs|xs|s|m|l|xl|xxl|xxxl|[2-5]xl)(?:\s*[-–/]\s*(?:\d{2}(?:[.,]5)?|xxs|xs|s|m|l|xl|xxl|xxxl|[2-5]xl))?)(?![\p{L}\d])/giu;

/** `Size 42`, `Gr. L`, `尺码 XL` → 42, L, XL. */
export function sizesIn(text: string): readonly string[] {
  return [...text.matchAll(SIZE)].map((match) => (match[1] ?? '').toUpperCase());
}
