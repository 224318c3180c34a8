import pc from 'picocolors';

export interface Palette {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly accent: (text: string) => string;
}

export function palette(coloured: boolean): Palette {
  const colours = pc.createColors(coloured);
  return {
    strong: colours.bold,
    faint: colours.dim,
    good: colours.green,
    doubtful: colours.yellow,
    bad: (text) => colours.bold(colours.red(text)),
    accent: colours.cyan,
  };
}
