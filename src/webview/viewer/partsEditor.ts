import type { RegionView } from '../../protocol.ts';
import { centered, moved, type PictureSize, type Point, resized } from './geometry.ts';

/** The part of an image to ask about, and the parts to paint over. */
export interface Parts {
  readonly region?: RegionView | undefined;
  readonly redactions: readonly RegionView[];
}

export type Tool = 'region' | 'redact';

/** The region, or the place of a box in the list; a new box has the place after the last. */
export type Target = 'region' | number;

/** A rectangle that is not confirmed yet. */
interface Draft {
  readonly target: Target;
  readonly rectangle: RegionView;
}

export interface Edited {
  readonly size: () => PictureSize;
  /** As they are confirmed. */
  readonly parts: () => Parts;
  readonly confirm: (parts: Parts) => void;
}

/** Milliseconds after the last key that moved a confirmed rectangle before its new place is. */
const pause = 400;

/** How rectangles come to be: drawn, moved, confirmed and taken back. */
export class PartsEditor {
  readonly #edited: Edited;
  tool: Tool | undefined;
  draft: Draft | undefined;
  #before: Parts[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(edited: Edited) {
    this.#edited = edited;
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /** The rectangles as they are on the screen. */
  get shown(): Parts {
    const { region, redactions } = this.#edited.parts();
    if (!this.draft) return { region, redactions };
    const { target, rectangle } = this.draft;
    return target === 'region'
      ? { region: rectangle, redactions }
      : { region, redactions: replaced(redactions, target, rectangle) };
  }

  /** The box that was changed last, or stands last in the list. */
  get lastBox(): number {
    const target = this.draft?.target;
    return typeof target === 'number' ? target : this.#edited.parts().redactions.length - 1;
  }

  /** For another image: nothing of this one is left, not even what could be undone. */
  reset(): void {
    this.stop();
    this.#before = [];
  }

  start(tool: Tool): void {
    this.stop();
    this.tool = tool;
  }

  /** Leaves the tool. A region that was not confirmed goes; a box on the screen is meant to hide what is under it. */
  stop(): void {
    this.flush();
    if (this.tool === 'redact') this.confirm();
    this.tool = undefined;
    this.draft = undefined;
  }

  /** Takes back what was not confirmed. */
  discard(): void {
    this.flush();
    this.draft = undefined;
  }

  /** The place for what is drawn next. */
  get next(): Target {
    return this.tool === 'region' ? 'region' : this.#edited.parts().redactions.length;
  }

  /** A rectangle in the middle, to be moved by keys. */
  place(): void {
    const share = this.tool === 'region' ? 0.5 : 0.2;
    const { region } = this.#edited.parts();
    const rectangle = (this.tool === 'region' && region) || centered(this.#edited.size(), share);
    this.change(this.next, rectangle);
  }

  change(target: Target, rectangle: RegionView): void {
    this.draft = { target, rectangle };
  }

  /** Moves or resizes a rectangle by keys. */
  nudge(target: Target, by: Point, resize: boolean): void {
    const rectangle = this.#rectangle(target);
    if (!rectangle) return;
    const size = this.#edited.size();
    this.change(target, resize ? resized(rectangle, by, size) : moved(rectangle, by, size));
    clearTimeout(this.#timer);
    this.#timer = this.#isConfirmed(target) ? setTimeout(() => this.flush(), pause) : undefined;
  }

  /** Confirms what keys did to a confirmed rectangle. */
  flush(): void {
    if (this.#timer !== undefined) this.confirm();
  }

  confirm(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { shown } = this;
    if (!this.draft) return;
    this.draft = undefined;
    this.#confirm(shown);
  }

  remove(target: Target): void {
    const isConfirmed = this.#isConfirmed(target);
    this.draft = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!isConfirmed) return;
    const { region, redactions } = this.#edited.parts();
    this.#confirm(
      target === 'region'
        ? { redactions }
        : { region, redactions: redactions.filter((_, place) => place !== target) },
    );
  }

  undo(): void {
    this.flush();
    this.draft = undefined;
    const before = this.#before.pop();
    if (before) this.#edited.confirm(before);
  }

  #confirm(parts: Parts): void {
    this.#before.push(this.#edited.parts());
    this.#edited.confirm(parts);
  }

  #rectangle(target: Target): RegionView | undefined {
    const { region, redactions } = this.shown;
    return target === 'region' ? region : redactions[target];
  }

  #isConfirmed(target: Target): boolean {
    const { region, redactions } = this.#edited.parts();
    return target === 'region' ? region !== undefined : target < redactions.length;
  }
}

function replaced(boxes: readonly RegionView[], place: number, box: RegionView): readonly RegionView[] {
  return place < boxes.length ? boxes.with(place, box) : [...boxes, box];
}
