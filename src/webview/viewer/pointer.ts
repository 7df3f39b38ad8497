import { between, type Corner, moved, type PictureSize, type Point, withCorner } from './geometry.ts';
import type { PartsEditor, Target } from './partsEditor.ts';
import type { Zoom } from './zoom.ts';

export interface PointerOptions {
  readonly zoom: Zoom;
  readonly editor: PartsEditor;
  readonly size: () => PictureSize;
  /** The rectangles have changed; `done` with the one that was drawn when the button was released. */
  readonly drawn: (done?: Target) => void;
}

/** Pixels on the screen below which a press is a click, not a drawing. */
const clickDistance = 3;

/** What dragging does on the stage: with a tool it draws or changes a rectangle, without one it moves the picture. */
export function acceptPointer(options: PointerOptions) {
  return (event: PointerEvent): void => {
    const stage = event.currentTarget;
    if (!(stage instanceof HTMLElement) || event.button > 1 || isOnScrollbar(stage, event)) return;
    const draws = options.editor.tool !== undefined && event.button === 0;
    const move = draws ? drawing(options, stage, event) : panning(options.zoom, event);
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    const ending = new AbortController();
    const { signal } = ending;
    stage.addEventListener('pointermove', move.move, { signal });
    stage.addEventListener(
      'lostpointercapture',
      () => {
        ending.abort();
        move.end();
      },
      { signal },
    );
  };
}

interface Drag {
  readonly move: (event: PointerEvent) => void;
  readonly end: () => void;
}

function panning(zoom: Zoom, { clientX, clientY }: PointerEvent): Drag {
  let last = { x: clientX, y: clientY };
  return {
    move: (event) => {
      zoom.pan({ x: last.x - event.clientX, y: last.y - event.clientY });
      last = { x: event.clientX, y: event.clientY };
    },
    end: () => {},
  };
}

function drawing(
  { editor, size, zoom, drawn }: PointerOptions,
  stage: HTMLElement,
  first: PointerEvent,
): Drag {
  const from = pointIn(stage, first, zoom.scale);
  const change = changeOf(editor, first.target, from, size());
  let moving = false;
  return {
    move: (event) => {
      moving ||= Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) >= clickDistance;
      if (!moving) return;
      editor.change(change.target, change.to(pointIn(stage, event, zoom.scale)));
      drawn();
    },
    end: () => {
      if (moving) editor.confirm();
      drawn(moving || change.isHeld ? change.target : undefined);
    },
  };
}

/** What the pointer took hold of: a corner, a rectangle, or nothing, so that a new one is drawn. */
function changeOf(editor: PartsEditor, element: EventTarget | null, from: Point, size: PictureSize) {
  editor.flush();
  const held = element instanceof Element ? element.closest<SVGElement>('[data-target]') : null;
  const { region, redactions } = editor.shown;
  const target = targetOf(held);
  const rectangle = target === 'region' ? region : target !== undefined && redactions[target];
  if (target === undefined || !rectangle)
    return { target: editor.next, isHeld: false, to: (point: Point) => between(from, point, size) };
  const corner = element instanceof SVGElement ? element.dataset['corner'] : undefined;
  const to = (point: Point) =>
    isCorner(corner)
      ? withCorner(rectangle, corner, point, size)
      : moved(rectangle, { x: point.x - from.x, y: point.y - from.y }, size);
  return { target, isHeld: true, to };
}

/** The rectangle that an element stands for. */
export function targetOf(element: SVGElement | null): Target | undefined {
  const name = element?.dataset['target'];
  if (name === undefined) return undefined;
  return name === 'region' ? 'region' : Number(name);
}

function isCorner(name: string | undefined): name is Corner {
  return name !== undefined && /^[ns][ew]$/.test(name);
}

function pointIn(stage: HTMLElement, { clientX, clientY }: PointerEvent, scale: number): Point {
  const { left = 0, top = 0 } = stage.querySelector('.canvas')?.getBoundingClientRect() ?? {};
  return { x: (clientX - left) / scale, y: (clientY - top) / scale };
}

function isOnScrollbar(stage: HTMLElement, { clientX, clientY }: PointerEvent): boolean {
  const { left, top } = stage.getBoundingClientRect();
  return clientX - left > stage.clientWidth || clientY - top > stage.clientHeight;
}
