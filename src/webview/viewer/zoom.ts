import { clamp, type PictureSize, type Point } from './geometry.ts';

/** Shares of the image's own size that the buttons and keys go through. */
const steps = [0.05, 0.1, 0.2, 0.33, 0.5, 0.67, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];
const [least, most] = [0.01, 32];

/** From this scale on, the pixels of a picture are shown as squares. */
const pixelScale = 3;

/** The scale and the position of one picture, or of two that are moved together. */
export class Zoom {
  /** The scrolling elements, each with an element `.canvas` of the size of the picture in it. */
  readonly #stages: () => readonly HTMLElement[];
  #size: PictureSize = { width: 1, height: 1 };
  #scale = 1;
  #fits = true;

  constructor(stages: () => readonly HTMLElement[]) {
    this.#stages = stages;
  }

  get scale(): number {
    return this.#scale;
  }

  get fits(): boolean {
    return this.#fits;
  }

  /** Sets the size of the picture, and lays it out. */
  layOut(size: PictureSize): void {
    this.#size = size;
    if (this.#fits) this.#scale = this.#fitting();
    this.#apply();
  }

  fit(): void {
    this.#fits = true;
    this.layOut(this.#size);
  }

  in(at?: Point): void {
    this.to(steps.find((step) => step > this.#scale * 1.001) ?? most, at);
  }

  out(at?: Point): void {
    this.to(steps.findLast((step) => step < this.#scale * 0.999) ?? this.#scale, at);
  }

  /** By a factor: a wheel and two fingers on a touch pad do it in small steps. */
  by(factor: number, at: Point): void {
    this.to(this.#scale * factor, at);
  }

  /** To a scale, with the point of the page `at` (by default the middle) staying where it is. */
  to(scale: number, at?: Point): void {
    const [first] = this.#stages();
    if (!first) return;
    const stage = this.#stages().find((one) => at && isIn(one, at)) ?? first;
    const point = at ?? middleOf(stage);
    const before = canvasOf(stage).getBoundingClientRect();
    const share = { x: (point.x - before.left) / before.width, y: (point.y - before.top) / before.height };
    this.#fits = false;
    this.#scale = clamp(scale, least, most);
    this.#apply();
    const after = canvasOf(stage).getBoundingClientRect();
    stage.scrollLeft += after.left + share.x * after.width - point.x;
    stage.scrollTop += after.top + share.y * after.height - point.y;
    this.follow(stage);
  }

  pan(by: Point): void {
    const [stage] = this.#stages();
    stage?.scrollBy(by.x, by.y);
  }

  /** Scrolls the other picture to where this one is. */
  follow(stage: HTMLElement): void {
    for (const other of this.#stages())
      if (other !== stage) other.scrollTo(stage.scrollLeft, stage.scrollTop);
  }

  #apply(): void {
    for (const stage of this.#stages()) {
      const { style, classList } = canvasOf(stage);
      style.width = `${this.#size.width * this.#scale}px`;
      style.height = `${this.#size.height * this.#scale}px`;
      stage.classList.toggle('fits', this.#fits);
      classList.toggle('pixels', this.#scale >= pixelScale);
    }
  }

  /** A picture smaller than the room for it keeps its own size. */
  #fitting(): number {
    const [stage] = this.#stages();
    const { width = 1, height = 1 } = stage?.getBoundingClientRect() ?? {};
    return clamp(Math.min(width / this.#size.width, height / this.#size.height), least, 1);
  }
}

function canvasOf(stage: HTMLElement): HTMLElement {
  const canvas = stage.querySelector<HTMLElement>('.canvas');
  if (!canvas) throw new Error('the stage has no canvas');
  return canvas;
}

function isIn(stage: HTMLElement, { x, y }: Point): boolean {
  const { left, right, top, bottom } = stage.getBoundingClientRect();
  return x >= left && x < right && y >= top && y < bottom;
}

function middleOf(stage: HTMLElement): Point {
  const { left, top, width, height } = stage.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
