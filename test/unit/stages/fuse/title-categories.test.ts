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
});
