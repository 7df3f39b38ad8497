/** A button that is only an icon, with its name for assistive technology and as its tooltip. */
export function iconButton(icon: string, name: string, className: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `${className} icon`;
  button.title = name;
  button.setAttribute('aria-label', name);
  const drawn = element('span', `codicon codicon-${icon}`);
  drawn.setAttribute('aria-hidden', 'true');
  button.append(drawn);
  return button;
}

/** A frame that takes the focus, so that the arrow keys scroll what is too wide for the panel. */
export function scroller(name: string): HTMLElement {
  const frame = element('div', 'scroller');
  frame.tabIndex = 0;
  frame.setAttribute('role', 'group');
  frame.setAttribute('aria-label', name);
  return frame;
}

export function element(tag: string, className: string): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  return made;
}
