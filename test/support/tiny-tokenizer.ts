/** A tokenizer.json in the form of SigLIP 2's: byte-pair merges over `▁` for spaces, an end token, no lower-casing of its own. */
export function tinyTokenizer(firstWord: string, words: readonly string[]): { readonly file: object; readonly idOf: (token: string) => number } {
  const tokens = ['<pad>', '<eos>', '<unk>', '.'];
  const merges: [string, string][] = [];
  for (const word of [firstWord, ...words.map((one) => `▁${one}`)]) {
    const letters = [...word];
    tokens.push(...letters);
    for (let at = 1; at < letters.length; at += 1) {
      merges.push([letters.slice(0, at).join(''), letters[at]!]);
      tokens.push(letters.slice(0, at + 1).join(''));
    }
  }
  const vocab = Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));
  const special = ['<pad>', '<eos>', '<unk>'].map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true }));
  const eos = { id: '<eos>', type_id: 0 };
  const file = {
    version: '1.0', truncation: null, padding: null, added_tokens: special,
    normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
    pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false },
    post_processor: { type: 'TemplateProcessing', single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: eos }], pair: [], special_tokens: { '<eos>': { id: '<eos>', ids: [1], tokens: ['<eos>'] } } },
    decoder: { type: 'Fuse' },
    model: { type: 'BPE', dropout: null, unk_token: '<unk>', continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: true, byte_fallback: false, vocab, merges },
  };
  return { file, idOf: (token) => vocab[token]! };
}
