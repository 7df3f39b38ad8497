import type { PanelState } from '../protocol.ts';
import type { Host } from './host.ts';

/** Milliseconds without a key before the host is told what was typed. */
const pause = 300;

export interface Draft {
  /** Listener of the question box. */
  readonly typed: () => void;
  readonly send: () => void;
  /** Puts an earlier question into the box, if nothing is there. */
  readonly recall: (question: string) => void;
  /** Tells the host at once what it does not know yet. */
  readonly flush: () => void;
  /** Follows the host, whose text wins only when its revision is new. */
  readonly follow: (draft: PanelState['draft']) => void;
}

/** The text of the question box, on its way between the person and the host. */
export function createDraft(box: () => HTMLTextAreaElement | null, host: Host): Draft {
  let revision: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A second Enter before the host has answered would ask the same question twice.
  let sent = false;
  const text = () => box()?.value ?? '';

  const flush = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    host.post('draft', { text: text() });
  };

  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
  };

  return {
    flush,
    typed,
    recall: (question) => {
      const area = box();
      if (area?.value !== '' || question === '') return;
      area.value = question;
      typed();
    },
    send: () => {
      if (sent) return;
      sent = true;
      flush();
      host.post('send', { text: text() });
    },
    follow: (draft) => {
      sent = false;
      const area = box();
      if (area && draft.revision !== revision) {
        clearTimeout(timer);
        timer = undefined;
        area.value = draft.text;
      }
      revision = draft.revision;
      if (area) followFocus(area, draft.focus, host);
    },
  };
}

/** A panel that is merely shown again does not take the focus: the editor remembers what was followed. 0 asks nothing. */
function followFocus(area: HTMLTextAreaElement, focus: number, host: Host): void {
  if (focus === host.kept()?.focus) return;
  host.keep({ focus });
  if (focus === 0) return;
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
}
