/** Runs in the reader's browser. Everything it shows is in the page already; it only marks and positions. */
export const REPORT_SCRIPT = `'use strict';
for (const video of document.querySelectorAll('article.video')) {
  const length = Number(video.dataset.duration);
  const images = [...video.querySelectorAll('.frame img')];
  const boxes = video.querySelector('.boxes');
  const caption = video.querySelector('figcaption');
  const bands = video.querySelector('.bands');
  const slots = [...video.querySelectorAll('.slot')];
  let chosen = null;
  const overlaps = (element, start, end) => Number(element.dataset.start) < end + 0.05 && Number(element.dataset.end) > start - 0.05;

  function showPicture(index) {
    images.forEach((image, at) => image.classList.toggle('shown', at === index));
    if (caption && images[index]) caption.textContent = clock(Number(images[index].dataset.at));
  }
  const startsIn = (image, start, end) => Number(image.dataset.at) >= start - 0.05 && Number(image.dataset.at) <= end + 0.05;
  const isWithin = (image, start, end) => startsIn(image, start, end) || (Number(image.dataset.at) <= start && Number(image.dataset.until) > start);
  /** The picture of a time, or -1 where none was kept. */
  function pictureAt(start, end) {
    const inside = images.findIndex((image) => startsIn(image, start, end));
    return inside >= 0 ? inside : images.findIndex((image) => isWithin(image, start, end));
  }
  const lastBefore = (start) => Math.max(0, images.findLastIndex((image) => Number(image.dataset.at) <= start));
  function clock(seconds) {
    return Math.floor(seconds / 60) + ':' + (seconds % 60).toFixed(1).padStart(4, '0');
  }
  /** marks: [modality, start, end, box] */
  function highlight(marks) {
    for (const old of video.querySelectorAll('.lit')) old.classList.remove('lit');
    if (bands) bands.replaceChildren();
    if (boxes) boxes.replaceChildren();
    const timed = marks.filter((mark) => mark[1] >= 0);
    video.classList.toggle('picking', timed.length > 0);
    const looked = timed.filter((mark) => mark[0] !== 'speech');
    let shown = -1;
    for (const [, start, end] of looked) if (shown < 0) shown = pictureAt(start, end);
    for (const [modality, start, end, box] of timed) {
      const band = document.createElement('div');
      band.style.left = (start / length) * 100 + '%';
      band.style.width = Math.max(0.4, ((end - start) / length) * 100) + '%';
      band.dataset.modality = modality;
      if (bands) bands.append(band);
      for (const slot of slots) if (overlaps(slot, start, Math.max(end, start + 0.01))) slot.classList.add('lit');
      for (const part of video.querySelectorAll('[data-modality="' + modality + '"][data-start]')) if (overlaps(part, start, end)) part.classList.add('lit');
      // A box belongs to pictures of its own time only.
      if (box && boxes && shown >= 0 && isWithin(images[shown], start, end)) {
        const frame = document.createElement('div');
        frame.style.left = box[0] * 100 + '%';
        frame.style.top = box[1] * 100 + '%';
        frame.style.width = (box[2] - box[0]) * 100 + '%';
        frame.style.height = (box[3] - box[1]) * 100 + '%';
        boxes.append(frame);
      }
    }
    if (shown < 0 && timed.length > 0) {
      const [, start, end] = looked[0] || timed[0];
      shown = pictureAt(start, end);
      if (shown < 0) shown = lastBefore(start);
    }
    if (shown >= 0) showPicture(shown);
  }
  const marksOf = (element) => (element.dataset.evidence ? JSON.parse(element.dataset.evidence) : [[element.dataset.modality, Number(element.dataset.start), Number(element.dataset.end), element.dataset.box ? JSON.parse(element.dataset.box) : null]]);
  const rest = () => highlight(chosen ? marksOf(chosen) : []);

  for (const pick of video.querySelectorAll('.pick, .span, .line')) {
    pick.addEventListener('pointerenter', () => highlight(marksOf(pick)));
    pick.addEventListener('pointerleave', rest);
    pick.addEventListener('click', () => {
      const again = chosen === pick;
      if (chosen && chosen.hasAttribute('aria-pressed')) chosen.setAttribute('aria-pressed', 'false');
      chosen = again ? null : pick;
      if (chosen && chosen.hasAttribute('aria-pressed')) chosen.setAttribute('aria-pressed', 'true');
      rest();
    });
  }
  for (const slot of slots) slot.addEventListener('click', () => {
    if (chosen && chosen.hasAttribute('aria-pressed')) chosen.setAttribute('aria-pressed', 'false');
    chosen = null;
    rest();
    if (boxes) boxes.replaceChildren();
    showPicture(Number(slot.dataset.picture));
    slot.classList.add('lit');
  });
  video.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !chosen) return;
    chosen.setAttribute('aria-pressed', 'false');
    chosen = null;
    rest();
  });
}
const filter = document.querySelector('#filter');
if (filter) filter.addEventListener('input', () => {
  const wanted = filter.value.trim().toLowerCase();
  for (const row of document.querySelectorAll('#index tbody tr')) {
    const hidden = wanted !== '' && !row.textContent.toLowerCase().includes(wanted);
    row.hidden = hidden;
    const target = document.getElementById(row.dataset.target);
    if (target) target.hidden = hidden;
  }
});
`;
