/** The colours of the editor's theme, as a drawing needs them: `#rrggbb` or `rgba(…)`. */
export interface Colours {
  readonly dark: boolean;
  readonly background: string;
  readonly text: string;
  readonly line: string;
  readonly fill: string;
  readonly otherFill: string;
  readonly border: string;
  readonly accent: string;
  readonly font: string;
}

export function themeColours(): Colours {
  const style = getComputedStyle(document.body);
  const { classList } = document.body;
  const isLight = ['vscode-light', 'vscode-high-contrast-light'].some((name) => classList.contains(name));
  const dark = !isLight;
  const of = (names: readonly string[], fallback: string) =>
    resolved(
      names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value) ??
        fallback,
    );
  const text = of(['editor-foreground', 'foreground'], dark ? '#cccccc' : '#3b3b3b');
  return {
    dark,
    background: of(['editor-background'], dark ? '#1f1f1f' : '#ffffff'),
    text,
    line: of(['descriptionForeground'], text),
    fill: of(['textCodeBlock-background', 'editorWidget-background'], dark ? '#2b2b2b' : '#f8f8f8'),
    otherFill: of(['editorWidget-background'], dark ? '#202020' : '#f8f8f8'),
    border: of(['contrastBorder', 'textLink-foreground'], text),
    accent: of(['textLink-foreground'], text),
    font: style.getPropertyValue('--vscode-font-family').trim() || 'sans-serif',
  };
}

/** Calls back when the editor has changed its theme. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  const options = { attributes: true, attributeFilter: ['style', 'class', 'data-vscode-theme-id'] };
  observer.observe(document.documentElement, options);
  observer.observe(document.body, options);
}

const canvas = document.createElement('canvas').getContext('2d');

/** A colour as the canvas writes it, which every library can read. */
function resolved(colour: string): string {
  if (!canvas) return colour;
  canvas.fillStyle = '#808080';
  canvas.fillStyle = colour;
  return canvas.fillStyle;
}
