import type { GreyPlane, Picture } from '../../stages/read/text-reader.js';

/** Fills a plane with the mean brightness (r + 2g + b) / 4 of the diagonal of each `scale` × `scale` block of the picture. */
export function fillPlane(picture: Picture, plane: GreyPlane): void {
  const { pixels } = picture;
  const { luma, width, height, scale } = plane;
  const stride = picture.width * 3;
  const samples = Math.min(scale, 2);
  const step = scale <= 2 ? stride + 3 : Math.floor(scale / 2) * (stride + 3);
  const shift = samples === 2 ? 3 : 2;
  for (let y = 0; y < height; y++) {
    let from = y * scale * stride;
    let to = y * width;
    for (let x = 0; x < width; x++, from += scale * 3, to++) {
      let sum = (pixels[from] as number) + 2 * (pixels[from + 1] as number) + (pixels[from + 2] as number);
      if (samples === 2) {
        const other = from + step;
        sum += (pixels[other] as number) + 2 * (pixels[other + 1] as number) + (pixels[other + 2] as number);
      }
      luma[to] = sum >> shift;
    }
  }
}
