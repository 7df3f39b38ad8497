import type { Size } from './geometry.ts';
import { acceptKeys } from './keys.ts';
import type { PartsEditor, Target } from './partsEditor.ts';
import { acceptPointer } from './pointer.ts';
import type { ViewerActions } from './templates.ts';
import type { Zoom } from './zoom.ts';

/** What the buttons, keys and gestures of the viewer act on. */
export interface ViewerControl {
  readonly editor: PartsEditor;
  readonly zoom: Zoom;
  readonly size: () => Size;
  readonly draw: () => void;
  readonly focus: (target: Target) => void;
  /** Closes the viewer; with `ask`, the focus goes to the question. */
  readonly close: (ask?: 'ask') => void;
  readonly openFile: () => void;
  readonly toggleCompare: () => void;
  readonly endCompare: () => void;
}

/** How much a wheel zooms for each of its pixels. */
const wheelZoom = 0.0025;

export function viewerActions(control: ViewerControl): ViewerActions {
  const { editor, zoom, draw, close } = control;
  const then = (change: () => void) => () => {
    change();
    draw();
  };
  const zoomed = (change: (one: Zoom) => void) => then(() => change(zoom))();
  const place = () => {
    editor.place();
    draw();
    if (editor.draft) control.focus(editor.draft.target);
  };
  const useRegion = () => {
    editor.confirm();
    editor.stop();
    close('ask');
  };
  const leave = then(() => editor.stop());
  const drawn = (done?: Target) => {
    draw();
    if (done !== undefined) control.focus(done);
  };
  return {
    ...{ close: () => close(), open: control.openFile, compare: control.toggleCompare },
    ...{ leave, useRegion, addBox: place },
    use: (tool, { detail }) => {
      const again = editor.tool === tool;
      control.endCompare();
      if (again) editor.stop();
      else editor.start(tool);
      draw();
      // A click by a key or a screen reader: there is no pointer to draw with.
      if (!again && detail === 0) place();
    },
    wholeImage: then(() => editor.remove('region')),
    removeBox: then(() => editor.remove(editor.lastBox)),
    undo: then(() => editor.undo()),
    zoomed: (change) => () => zoomed(change),
    pressed: acceptPointer({ zoom, editor, size: control.size, drawn }),
    doubled: ({ clientX, clientY }) => {
      if (!editor.tool) zoomed((one) => (one.fits ? one.to(1, { x: clientX, y: clientY }) : one.fit()));
    },
    turned: { passive: false, handleEvent: turned(zoomed) },
    scrolled: ({ currentTarget }) => currentTarget instanceof HTMLElement && zoom.follow(currentTarget),
    keys: acceptKeys({
      editor,
      zoom,
      draw,
      focus: control.focus,
      zoomed,
      useRegion,
      leave,
      close: () => close(),
    }),
  };
}

/** A wheel with Ctrl, which two fingers on a touch pad send too; without it, it scrolls. */
function turned(zoomed: (change: (zoom: Zoom) => void) => void) {
  return (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    zoomed((zoom) =>
      zoom.by(Math.exp(-event.deltaY * lines * wheelZoom), { x: event.clientX, y: event.clientY }),
    );
  };
}
