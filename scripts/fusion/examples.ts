import type { Listing } from '../../src/domain/product-video-uploaded.js';
import type { CategoryAlias, Taxonomy } from '../../src/domain/taxonomy.js';
import { FUSION_FLOORS, fuseCategories, type CategoryFusion, type FusionFloors } from '../../src/stages/fuse/category-fusion.js';
import { FUSION_CALIBRATION } from '../../src/stages/fuse/fitted-calibration.js';
import { agree } from '../../src/stages/fuse/kin.js';
import type { CategoryLexicon } from '../../src/stages/fuse/text/category-lexicon.js';
import { namedBeside } from '../../src/stages/fuse/text/named-beside.js';
import { textVotes, type TextVote } from '../../src/stages/fuse/text-votes.js';
import type { TextPiece } from '../../src/stages/fuse/text-piece.js';
import { accepts } from '../product-head/labelled-photos.js';
import { seededRandom, seedOf, type Random } from '../product-head/random.js';
import type { Familiarity, MadeUpVideo } from './made-up-videos.js';

export type TitleKind = 'right' | 'contradicting' | 'none';

export interface FusedExample {
  readonly kind: string;
  readonly familiarity: Familiarity;
  readonly shots: number;
  readonly title: TitleKind;
  readonly fusion: CategoryFusion;
  readonly right: boolean;
  readonly weight: number;
}

/** How often sellers' titles are assumed to name another product, or none at all; the rest name the product. */
const CONTRADICTING = 0.15;
const NAMING_NOTHING = 0.15;
/** Share of videos whose product is of no kind that the head knows: half of them like some that it does know, half unlike all. */
const UNKNOWN_KIND = 0.3;
const BRANDS = ['NOVARIA', 'Lumiko', 'Hof Sonnberg', '青禾', 'ヒナタ', '하루결', 'Sítio Claro', 'Verger', 'Nordvik', 'Basalt', 'OAKEN', 'Мира', 'บ้านสวน'];
const AFTER: Readonly<Record<string, readonly string[]>> = {
  en: ['', ', pack of 2', ' for women', ' 500 g', ' with gift box', ' - new', ' size M', ' in red'], de: ['', ' für Damen', ', 1 kg', ' 2er Pack', ' mit Geschenkbox', ' – neu'], es: ['', ' para mujer', ' 1 kg', ' con regalo', ' nuevo'],
  fr: ['', ' pour femme', ' 1 kg', ' avec coffret', ' neuf'], it: ['', ' da donna', ' 1 kg', ' con confezione', ' nuovo'], pt: ['', ' para mulher', ' 1 kg', ' com brinde', ' novo'], ru: ['', ' для женщин', ', 1 кг', ' новинка'], nl: ['', ' voor dames', ' 1 kg', ' nieuw'],
  zh: ['', ' 新款', ' 5斤装', ' 大号', ' 包邮', ' 2件'], ja: ['', ' レディース', ' 1kg', ' 新品', ' 2個セット'], ko: ['', ' 여성용', ' 1kg', ' 신상', ' 2개'], th: ['', ' 1 กก.', ' ใหม่'], pl: ['', ' dla kobiet', ' 1 kg', ' nowość'], tr: ['', ' 1 kg', ' yeni', ' 2 adet'], vi: ['', ' cho nữ', ' 1 kg', ' cao cấp'], id: ['', ' untuk wanita', ' 1 kg', ' baru'],
};
const NOTHING: readonly string[] = ['New arrival', 'Sonderangebot', 'Oferta especial', 'Nouveauté', 'Novità', 'Promoção', '新品上市', '新商品', '신상품', 'Новинка', 'Limited edition 2026', 'Only today'];

/** Each made-up video with a title drawn for it, fused as the pipeline does. */
export function fusedExamples(videos: readonly MadeUpVideo[], lexicon: CategoryLexicon, taxonomy: Taxonomy, aliases: readonly CategoryAlias[]): readonly FusedExample[] {
  return titledVideos(videos, lexicon, taxonomy, aliases).map((titled) => fused(titled, FUSION_FLOORS));
}

export interface TitledVideo {
  readonly video: MadeUpVideo;
  readonly title: TitleKind;
  readonly votes: readonly TextVote[];
  /** Categories that its words name beside the product. */
  readonly besides: readonly string[];
  readonly weight: number;
}

/** Each made-up video with a title drawn for it, and what the title names. */
export function titledVideos(videos: readonly MadeUpVideo[], lexicon: CategoryLexicon, taxonomy: Taxonomy, aliases: readonly CategoryAlias[]): readonly TitledVideo[] {
  const strong = aliases.filter((alias) => !alias.weak);
  const weights = weightsOf(videos);
  return videos.map((video, i) => {
    const random = seededRandom(seedOf(`${video.photo.source}/${video.shots}/${video.familiarity}/${i}`));
    const title: TitleKind = random.chance(CONTRADICTING) ? 'contradicting' : random.chance(NAMING_NOTHING / (1 - CONTRADICTING)) ? 'none' : 'right';
    const text = titleOf(title, video, random, taxonomy, strong);
    const piece: TextPiece = { source: 'listing', field: 'title', text, trust: 1, evidence: { modality: 'listing', startS: null, endS: null, text, box: null } };
    const votes = textVotes(lexicon, [piece], LISTING, []);
    return { video, title, votes, besides: namedBeside(lexicon, text, []), weight: weights[video.familiarity] };
  });
}

/** So that each familiarity has its share, whatever the number of its videos. */
function weightsOf(videos: readonly MadeUpVideo[]): Readonly<Record<Familiarity, number>> {
  const count = (familiarity: Familiarity): number => videos.filter((video) => video.familiarity === familiarity).length;
  const weight = (familiarity: Familiarity, share: number): number => (share * videos.length) / Math.max(1, count(familiarity));
  const outside = count('outside') === 0 ? 0 : UNKNOWN_KIND / 2;
  return { known: weight('known', 1 - UNKNOWN_KIND), 'left out': weight('left out', UNKNOWN_KIND - outside), outside: weight('outside', outside) };
}

export function fused({ video, title, votes, besides, weight }: TitledVideo, floors: FusionFloors): FusedExample {
  const fusion = fuseCategories(video.sightings, votes, FUSION_CALIBRATION, { visionKnows: video.visionKnows, besides, floors });
  const best = fusion.candidates[0];
  return { kind: video.photo.kind, familiarity: video.familiarity, shots: video.shots, title, fusion, right: best !== undefined && accepts(video.photo, best.categoryId), weight };
}

const LISTING: Listing = { title: null, description: null, categoryId: null, brand: null, price: null, currency: null, attributes: {}, locale: null };

function titleOf(kind: TitleKind, video: MadeUpVideo, random: Random, taxonomy: Taxonomy, aliases: readonly CategoryAlias[]): string {
  const brand = random.chance(0.6) ? `${random.pick(BRANDS)} ` : '';
  if (kind === 'none') return `${brand}${random.pick(NOTHING)}`;
  const fits = (alias: CategoryAlias): boolean => (kind === 'right' ? accepts(video.photo, alias.categoryId) : !agree(alias.categoryId, video.photo.categoryId) && !video.photo.alsoAccept.some((id) => agree(alias.categoryId, id.replace(/-$/, ''))));
  const candidates = aliases.filter(fits);
  const alias = random.chance(0.8) && candidates.length > 0 ? random.pick(candidates) : null;
  const language = alias?.language ?? random.pick(['en', 'zh', 'ja', 'ko', 'de', 'es', 'fr', 'pt', 'it', 'ru', 'nl', 'th', 'pl', 'tr', 'vi', 'id'] as const);
  const named = kind === 'right' ? video.photo.categoryId : random.pick(candidates.length > 0 ? candidates : aliases).categoryId;
  const words = alias?.words ?? taxonomy.name(named, language);
  return `${brand}${words}${random.pick(AFTER[language] ?? [''])}`;
}
