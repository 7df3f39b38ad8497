import type { PictureSize } from './geometry.ts';
import { acceptKeys } from './keys.ts';
import type { PartsEditor, Target, Tool } from './partsEditor.ts';
import { acceptPointer } from './pointer.ts';
import type { ViewerActions } from './templates.ts';
import type { Zoom } from './zoom.ts';

/** What the buttons, keys and gestures of the viewer act on. */
export interface ViewerControl {
  readonly editor: PartsEditor;
  readonly zoom: Zoom;
  readonly size: () => PictureSize;
  readonly draw: () => void;
  /** On a rectangle, or without one on the picture. */
  readonly focus: (target?: Target) => void;
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
  const zoomed = (change: (one: Zoom) => void) => {
    change(zoom);
    draw();
  };
  const drawn = (done?: Target) => {
    draw();
    if (done !== undefined) control.focus(done);
  };
  const tools = toolActions(control);
  const { useRegion, leave } = tools;
  return {
    ...tools,
    ...{ close: () => close(), open: control.openFile, compare: control.toggleCompare },
    zoomed: (change) => () => zoomed(change),
    pressed: acceptPointer({ zoom, editor, size: control.size, drawn }),
    doubled: ({ clientX, clientY }) => {
      if (!editor.tool) zoomed((one) => (one.fits ? one.to(1, { x: clientX, y: clientY }) : one.fit()));
    },
    turned: { passive: false, handleEvent: turned(zoomed) },
    scrolled: ({ currentTarget }) => currentTarget instanceof HTMLElement && zoom.follow(currentTarget),
    keys: acceptKeys({ ...control, zoomed, useRegion, leave }),
  };
}

function toolActions({ editor, draw, focus, close, endCompare }: ViewerControl) {
  const then = (change: () => void) => () => {
    change();
    draw();
  };
  const place = () => {
    editor.place();
    draw();
    if (editor.draft) focus(editor.draft.target);
  };
  const leave = (end: () => void) => () => {
    end();
    editor.stop();
    draw();
    focus();
  };
  return {
    use: (tool: Tool, { detail }: MouseEvent) => {
      const again = editor.tool === tool;
      endCompare();
      if (again) editor.stop();
      else editor.start(tool);
      draw();
      // A click by a key or a screen reader: there is no pointer to draw with.
      if (!again && detail === 0) place();
      else focus();
    },
    useRegion: () => {
      editor.confirm();
      editor.stop();
      close('ask');
    },
    leave: leave(() => editor.discard()),
    done: leave(() => editor.confirm()),
    wholeImage: then(() => editor.remove('region')),
    addBox: place,
    removeBox: then(() => editor.remove(editor.lastBox)),
    undo: then(() => editor.undo()),
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
