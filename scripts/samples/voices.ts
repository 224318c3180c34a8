import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.js';

/** Something said at a moment of a video. */
export interface Spoken {
  readonly atS: number;
  readonly voice: Voice;
}

export type Voice =
  /** festival reading a text: `slt` is American English, `pc` and `lp` are Italian. */
  | { readonly kind: 'festival'; readonly speaker: 'slt' | 'lp' | 'pc'; readonly text: string }
  /** A human recording of Debian's asterisk-core-sounds packages: a folder of /usr/share/asterisk/sounds and its prompts. */
  | { readonly kind: 'prompts'; readonly folder: string; readonly names: readonly string[] };

const FESTIVAL_VOICES = { slt: 'voice_cmu_us_slt_arctic_hts', lp: 'voice_lp_diphone', pc: 'voice_pc_diphone' } as const;

/** Writes the voice as 16 kHz mono WAV. */
export async function speak(voice: Voice, wavPath: string, workFolder: string): Promise<void> {
  switch (voice.kind) {
    case 'festival': {
      const textPath = join(workFolder, 'speech.txt');
      const spokenPath = join(workFolder, 'speech.wav');
      await writeFile(textPath, voice.text, 'latin1');
      await runTool('text2wave', ['-eval', `(${FESTIVAL_VOICES[voice.speaker]})`, '-o', spokenPath, textPath]);
      await runTool('ffmpeg', ['-v', 'error', '-y', '-i', spokenPath, '-af', 'loudnorm=I=-18:TP=-2', '-ar', '16000', '-ac', '1', '-bitexact', wavPath]);
      return;
    }
    case 'prompts': {
      const inputs = voice.names.flatMap((name) => ['-i', join('/usr/share/asterisk/sounds', voice.folder, `${name}.g722`)]);
      const joined = `${voice.names.map((_, index) => `[${index}:a]apad=pad_dur=0.35[p${index}];`).join('')}${voice.names.map((_, index) => `[p${index}]`).join('')}concat=n=${voice.names.length}:v=0:a=1,loudnorm=I=-18:TP=-2[out]`;
      await runTool('ffmpeg', ['-v', 'error', '-y', ...inputs, '-filter_complex', joined, '-map', '[out]', '-ar', '16000', '-ac', '1', '-bitexact', wavPath]);
      return;
    }
  }
}
