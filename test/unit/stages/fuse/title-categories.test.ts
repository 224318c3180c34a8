import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { kinship } from '../../../../src/domain/taxonomy.js';
import { categoryMentions, namedCategories } from '../../../../src/stages/fuse/text/category-mentions.js';
import { lexicon, taxonomy } from './lexicon-fixture.js';

/** Rows of `language | title | accepted ids`; an id ending in `*` accepts everything below it too. */
const rows = readFileSync('test/unit/stages/fuse/titles.txt', 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
  const [language = '', title = '', ids = ''] = line.split('|').map((cell) => cell.trim());
  return { language, title, ids: ids.split(/\s+/) };
});

function accepted(id: string, ids: readonly string[]): boolean {
  return ids.some((one) => (one.endsWith('*') ? kinship(one.slice(0, -1), id) === 'ancestor' || one.slice(0, -1) === id : one === id));
}

describe('the category that a title names', () => {
  it.each(rows)('$language: $title', ({ title, ids }) => {
    const [best] = namedCategories(categoryMentions(lexicon, title));
    expect({ title, found: best?.categoryId, name: best === undefined ? null : taxonomy.path(best.categoryId), ok: best !== undefined && accepted(best.categoryId, ids) }).toMatchObject({ ok: true });
  });

  it.each([
    ['ヒナタ coat with gift box', 'aa-1-10-2'], ['青禾 blender size M', 'hg-11-7-17'], ['하루결 Süßkartoffeln mit Geschenkbox', 'fb-2-10-8-48'], ['บ้านสวน funda para móvil nuevo', 'el-4-8-4-2'],
    ['Sítio Claro кастрюля новая', 'hg-11-2-3-11'], ['Мира tenda da campeggio', 'sg-4-2-17-2'], ['花王 shampoo for dry hair', 'hb-3-10-13-3'],
  ])('is named clearly beside a brand in another script: %s', (title, id) => {
    const [best] = namedCategories(categoryMentions(lexicon, title));
    expect(best?.strength).toBeGreaterThan(0.4);
    expect([best?.categoryId, kinship(id, best?.categoryId ?? '')]).toEqual([best?.categoryId, expect.stringMatching(/same|ancestor|descendant|sibling/)]);
  });

  it.each(['ORANGE 新品入荷', 'APPLE 正品 保証', 'MANGO 여성 신상', 'BANANA 新款女士', 'Apple 原装正品'])('is no brand in another script that is a word for a product: %s', (title) => {
    expect(namedCategories(categoryMentions(lexicon, title))[0]?.strength ?? 0).toBeLessThan(0.4);
  });

  it('has rows in ten languages and more', () => {
    expect(new Set(rows.map((row) => row.language)).size).toBeGreaterThanOrEqual(10);
    expect(rows.length).toBeGreaterThanOrEqual(200);
  });

  it.each<[string, string | undefined]>([
    ['läppstift matt röd', 'sv'], ['Klänning dam sommar', 'sv-SE'], ['Жіноча сукня літня', 'uk'], ['Γυναικείο φόρεμα', 'el'], ['حذاء رياضي', 'ar'], ['महिलाओं के जूते', 'hi'], ['שמלה לנשים', 'he'], ['New arrival', undefined], ['Sonderangebot', undefined], ['Only today -50%', undefined], ['新品上市', undefined], ['dash cord', undefined],
  ])('is none that other languages would read into it: %s', (title, language) => {
    const strongest = namedCategories(categoryMentions(lexicon, title, language === undefined ? [] : [language]))[0]?.strength ?? 0;
    expect(strongest).toBeLessThan(0.4);
  });

  const strengthOf = (text: string, hints: readonly string[]): number => namedCategories(categoryMentions(lexicon, text, hints))[0]?.strength ?? 0;

  it.each([
    ['es', 'solo pero más mas me te hoy hubo tenía estar seis por será sino van gran nada siempre'],
    ['it', 'solo sola però perché il che mai noi per sarà te vi agli col sette meno'],
    ['fr', 'il ils mais mes mon pas dans sera serai soi ses ta te telle ton vas pense bon'],
    ['pt', 'mais mas meses mês bons pois são tão será ser seis sete vinte somos faço te'],
    ['de', 'besser dass das noch kommen wann wenn mir niemand sieben sondern bald gar'],
    ['en', 'up want make came better per never must not four same some everybody considering best'],
    ['nl', 'want wat zeven ja niemand te me haar dus noch samen minder omstreeks'],
    ['pl', 'ja ale ile te nam pani sam ta bo pod'],
    ['ru', 'весь пора час кругом только уже'],
    ['tr', 'bir bana seni sanki yirmi biz altı ile'],
    ['vi', 'nhưng cùng cũng đây điều chỉ trên nói nơi'],
    ['id', 'beri juga dari maka saat segala tapi kami pasti'],
  ])('%s: no function word by itself names one, whether the language is known or not', (language, words) => {
    const naming = words.split(' ').filter((word) => strengthOf(word, [language]) > 0.05 || (word !== 'ale' && strengthOf(word, []) > 0.05));
    expect(naming).toEqual([]);
  });

  it.each([['Solo hoy', 'es'], ['Solo per oggi', 'it'], ['Mais pas seulement', 'fr'], ['Das hat mich überzeugt', 'de'], ['이라면 누구나', 'ko'], ['อยากได้', 'th']])('%s names none', (text, language) => {
    expect([strengthOf(text, []), strengthOf(text, [language])].map((strength) => strength > 0.05)).toEqual([false, false]);
  });

  it.each([['Té verde', 'es', 'fb-1-14'], ['TE VERDE', 'es', 'fb-1-14'], ['Maïs doux', 'fr', 'fb-2-10'], ['MAIS DOUX', 'fr', 'fb-2-10'], ['Sól morska', 'pl', 'fb-2-16-4'], ['Pera conferencia', 'es', 'fb-2-10'], ['Hat for men', 'en', 'aa-2-17'], ['Push up bra', 'en', 'aa-1-6-3'], ['Wanten kinderen', 'nl', 'aa-2-13'], ['신라면', 'ko', 'fb-2-14'], ['กางเกงขายาว', 'th', 'aa-1-12']])('%s still names its product', (text, language, vertical) => {
    const [best] = namedCategories(categoryMentions(lexicon, text, [language]));
    expect(best?.categoryId.startsWith(vertical)).toBe(true);
  });
});
