import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { TextSink } from '../terminal.js';
import { palette } from './palette.js';
import { videoTable } from './video-table.js';

export const FORMATS = ['pretty', 'json', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

/** Writes results to stdout as they come, in the order in which it is given them. */
export interface ResultWriter {
  write(result: ProductVideoEnriched): Promise<void>;
  end(): Promise<void>;
}

export function resultWriter(format: Format, out: TextSink): ResultWriter {
  switch (format) {
    case 'jsonl':
      return { write: (result) => out.write(`${JSON.stringify(result)}\n`), end: () => Promise.resolve() };
    case 'json':
      return jsonArray(out);
    case 'pretty': {
      const colour = palette(out.coloured);
      return { write: (result) => out.write(`${videoTable(result, out.columns, colour)}\n`), end: () => Promise.resolve() };
    }
  }
}

/** One JSON array, valid even when the run is stopped half-way. */
function jsonArray(out: TextSink): ResultWriter {
  let written = 0;
  return {
    write: (result) => {
      written += 1;
      return out.write(`${written === 1 ? '[' : ','}\n${JSON.stringify(result, null, 2).replaceAll(/^/gm, '  ')}`);
    },
    end: () => out.write(written === 0 ? '[]\n' : '\n]\n'),
  };
}
