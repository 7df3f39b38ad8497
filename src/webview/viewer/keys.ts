import type { PartsEditor, Target } from './partsEditor.ts';
import { targetOf } from './pointer.ts';
import type { Zoom } from './zoom.ts';

export interface KeyOptions {
  readonly editor: PartsEditor;
  readonly zoom: Zoom;
  readonly draw: () => void;
  /** Puts the focus on a rectangle, or on the picture. */
  readonly focus: (target?: Target) => void;
  readonly zoomed: (change: (zoom: Zoom) => void) => void;
  /** The region is what is to be asked about. */
  readonly useRegion: () => void;
  readonly leave: () => void;
  readonly close: () => void;
}

/** Pixels on the screen by which a key moves the picture, and a rectangle. */
const [panned, nudged] = [60, 10];

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const zooms: Readonly<Record<string, (zoom: Zoom) => void>> = {
  '+': (zoom) => zoom.in(),
  '=': (zoom) => zoom.in(),
  '-': (zoom) => zoom.out(),
  '0': (zoom) => zoom.fit(),
  '1': (zoom) => zoom.to(1),
};

/** The keys of the viewer, wherever the focus is in it. */
export function acceptKeys(options: KeyOptions) {
  return (event: KeyboardEvent): void => {
    if (event.isComposing || !isTaken(event, options)) return;
    event.preventDefault();
    // The panel has meanings of its own for some keys: Escape stops an answer.
    event.stopPropagation();
  };
}

function isTaken(event: KeyboardEvent, options: KeyOptions): boolean {
  if (event.key === 'Escape') {
    if (options.editor.tool) options.leave();
    else options.close();
    return true;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
    options.editor.undo();
    options.draw();
    return true;
  }
  const zoom = zooms[event.key];
  if (zoom) options.zoomed(zoom);
  return zoom !== undefined || (isOnPicture(event) && isTakenOnPicture(event, options));
}

/** A list or a button has its own meaning for these keys. */
function isOnPicture({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('.stage') !== null;
}

function isTakenOnPicture(event: KeyboardEvent, options: KeyOptions): boolean {
  const { editor, zoom, draw } = options;
  const target = event.target instanceof SVGElement ? targetOf(event.target) : undefined;
  const arrow = arrows[event.key];
  if (arrow && !editor.tool) zoom.pan({ x: arrow[0] * panned, y: arrow[1] * panned });
  else if (arrow) moveByKeys(options, target, arrow, event);
  else if (!editor.tool) return false;
  else if (event.key === 'Enter') confirmByKey(options, target);
  else if (/^(?:Delete|Backspace)$/.test(event.key) && target !== undefined) {
    editor.remove(target);
    draw();
    options.focus();
  } else return false;
  return true;
}

function moveByKeys(
  { editor, zoom, draw, focus }: KeyOptions,
  target: Target | undefined,
  [x, y]: readonly [number, number],
  { shiftKey, ctrlKey, metaKey }: KeyboardEvent,
): void {
  const step = ctrlKey || metaKey ? 1 : Math.max(1, Math.round(nudged / zoom.scale));
  if (target === undefined && !editor.draft) editor.place();
  else editor.nudge(target ?? editor.draft?.target ?? editor.next, { x: x * step, y: y * step }, shiftKey);
  draw();
  const moved = editor.draft?.target;
  if (moved !== undefined) focus(moved);
}

function confirmByKey({ editor, draw, useRegion, focus }: KeyOptions, target: Target | undefined): void {
  if (editor.tool === 'region') {
    useRegion();
    return;
  }
  const confirmed = editor.draft?.target ?? target;
  editor.confirm();
  draw();
  if (confirmed !== undefined) focus(confirmed);
}
