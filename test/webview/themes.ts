/**
 * The colours of VS Code's own themes that the panel uses, as the editor (1.139) hands them to a webview: light and dark
 * since 2023, high contrast, and light and dark since 2026. None where the theme leaves a colour out.
 */
const colors: Record<string, readonly [string, string, string, string, string, string]> = {
  'button-background': ['#005fb8', '#0078d4', '#000000', '#0f4a85', '#0069cc', '#297aa0'],
  'button-border': ['#0000001a', '#ffffff1a', '#6fc3df', '#0f4a85', '#0069cc', '#297aa0'],
  'button-foreground': ['#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff', '#ffffff'],
  'button-hoverBackground': ['#0258a8', '#026ec1', '#000000', '#0f4a85', '#0063c1', '#2b7da3'],
  'button-secondaryBackground': ['#e5e5e5', '#00000000', '', '#ffffff', '#eaeaea', '#00000000'],
  'button-secondaryBorder': ['#3b3b3b26', '#cccccc26', '#6fc3df', '#0f4a85', '#eaeaea', '#333536'],
  'button-secondaryForeground': ['#3b3b3b', '#cccccc', '#ffffff', '#292929', '#202020', '#cccccc'],
  'button-secondaryHoverBackground': ['#cccccc', '#2b2b2b', '', '', '#f2f3f4', '#ffffff0f'],
  'chat-requestBackground': ['#ffffff9e', '#1f1f1f9e', '#0c141f', '', '#ffffff9e', '#1213149e'],
  'chat-requestBorder': ['#0000001a', '#ffffff1a', '#6fc3df', '#0f4a85', '#0000001a', '#ffffff1a'],
  'chat-requestBubbleBackground': ['#add6ff4c', '#264f784c', '', '', '#0069cc12', '#ffffff12'],
  contrastActiveBorder: ['', '', '#f38518', '#006bbd', '', ''],
  contrastBorder: ['', '', '#6fc3df', '#0f4a85', '', ''],
  'debugTokenExpression-boolean': ['#0000ff', '#4e94ce', '#75bdfe', '#0000ff', '#0000ff', '#4e94ce'],
  'debugTokenExpression-name': ['#9b46b0', '#c586c0', '#ffffff', '#292929', '#9b46b0', '#c586c0'],
  'debugTokenExpression-number': ['#098658', '#b5cea8', '#89d185', '#098658', '#098658', '#b5cea8'],
  'debugTokenExpression-string': ['#a31515', '#ce9178', '#f48771', '#a31515', '#a31515', '#ce9178'],
  descriptionForeground: ['#3b3b3b', '#9d9d9d', '#ffffffb2', '#292929b2', '#606060', '#8c8c8c'],
  'dropdown-background': ['#ffffff', '#313131', '#000000', '#ffffff', '#ffffff', '#191a1b'],
  'dropdown-border': ['#cecece', '#3c3c3c', '#6fc3df', '#0f4a85', '#d8d8d8', '#333536'],
  'dropdown-foreground': ['#3b3b3b', '#cccccc', '#ffffff', '#292929', '#202020', '#bfbfbf'],
  'editor-background': ['#ffffff', '#1f1f1f', '#000000', '#ffffff', '#ffffff', '#121314'],
  'editor-foreground': ['#3b3b3b', '#cccccc', '#ffffff', '#292929', '#202020', '#bbbebf'],
  'editorWarning-foreground': ['#bf8803', '#cca700', '#ffd370', '#895503', '#bf8803', '#cca700'],
  'editorWidget-background': ['#f8f8f8', '#202020', '#0c141f', '#ffffff', '#fafafd', '#202122'],
  'editorWidget-foreground': ['#3b3b3b', '#cccccc', '#ffffff', '#292929', '#202020', '#bfbfbf'],
  errorForeground: ['#f85149', '#f85149', '#f48771', '#b5200d', '#ad0707', '#f48771'],
  focusBorder: ['#005fb8', '#0078d4', '#f38518', '#006bbd', '#0069cc', '#3994bcb2'],
  foreground: ['#3b3b3b', '#cccccc', '#ffffff', '#292929', '#202020', '#bfbfbf'],
  'gitDecoration-addedResourceForeground': ['#587c0c', '#81b88b', '#a1e3ad', '#374e06', '#587c0c', '#73c991'],
  'gitDecoration-deletedResourceForeground': [
    '#ad0707',
    '#c74e39',
    '#c74e39',
    '#ad0707',
    '#ad0707',
    '#f48771',
  ],
  'icon-foreground': ['#3b3b3b', '#cccccc', '#ffffff', '#292929', '#606060', '#8c8c8c'],
  'input-background': ['#ffffff', '#313131', '#000000', '#ffffff', '#ffffff', '#191a1b'],
  'input-border': ['#cecece', '#3c3c3c', '#6fc3df', '#0f4a85', '#d8d8d866', '#333536'],
  'input-foreground': ['#3b3b3b', '#cccccc', '#ffffff', '#292929', '#202020', '#bfbfbf'],
  'input-placeholderForeground': ['#767676', '#989898', '#ffffffb2', '#292929b2', '#999999', '#555555'],
  'inputValidation-errorBorder': ['#be1100', '#be1100', '#6fc3df', '#0f4a85', '#ad0707', '#be1100'],
  'inputValidation-infoBackground': ['#d6ecf2', '#063b49', '#000000', '#ffffff', '#e6f2fa', '#1e3a47'],
  'inputValidation-infoBorder': ['#007acc', '#007acc', '#6fc3df', '#0f4a85', '#0069cc', '#3994bc'],
  'inputValidation-infoForeground': ['', '', '', '#292929', '#202020', '#bfbfbf'],
  'keybindingLabel-background': [
    '#dddddd66',
    '#8080802b',
    '#00000000',
    '#00000000',
    '#dddddd66',
    '#8080802b',
  ],
  'keybindingLabel-border': ['#cccccc66', '#33333399', '#6fc3df', '#0f4a85', '#cccccc66', '#33333399'],
  'keybindingLabel-bottomBorder': ['#bbbbbb66', '#44444499', '#6fc3df', '#292929', '#bbbbbb66', '#44444499'],
  'keybindingLabel-foreground': ['#3b3b3b', '#cccccc', '#ffffff', '#292929', '#3b3b3b', '#cccccc'],
  'list-hoverBackground': ['#f2f2f2', '#2a2d2e', '#ffffff1a', '#0f4a851a', '#00000014', '#ffffff14'],
  'panel-border': ['#e5e5e5', '#2b2b2b', '#6fc3df', '#0f4a85', '#f0f1f2', '#2a2b2c'],
  'progressBar-background': ['#005fb8', '#0078d4', '#6fc3df', '#0f4a85', '#0069cc', '#878889'],
  'scrollbarSlider-background': [
    '#64646466',
    '#79797966',
    '#6fc3df99',
    '#0f4a8566',
    '#646464bf',
    '#a8a9aa85',
  ],
  'scrollbarSlider-hoverBackground': [
    '#646464b2',
    '#646464b2',
    '#6fc3dfcc',
    '#0f4a85cc',
    '#646464d1',
    '#a8a9aa8f',
  ],
  'settings-textInputBackground': ['#ffffff', '#313131', '#000000', '#ffffff', '#ffffff', '#191a1b'],
  'settings-textInputBorder': ['#cecece', '#3c3c3c', '#6fc3df', '#0f4a85', '#cecece', '#333536'],
  'sideBar-background': ['#f8f8f8', '#181818', '#000000', '#ffffff', '#fafafd', '#191a1b'],
  'symbolIcon-functionForeground': ['#652d90', '#b180d7', '#b180d7', '#652d90', '#652d90', '#b180d7'],
  'symbolIcon-variableForeground': ['#007acc', '#75beff', '#75beff', '#007acc', '#007acc', '#75beff'],
  'textBlockQuote-background': ['#f8f8f8', '#2b2b2b', '', '#f2f2f2', '#eaeaea', '#242526'],
  'textBlockQuote-border': ['#e5e5e5', '#616161', '#ffffff', '#292929', '#f0f1f2', '#2a2b2c'],
  'textCodeBlock-background': ['#f8f8f8', '#2b2b2b', '#000000', '#f2f2f2', '#eaeaea', '#242526'],
  'textLink-activeForeground': ['#005fb8', '#4daafc', '#21a6ff', '#0f4a85', '#0069cc', '#53a5ca'],
  'textLink-foreground': ['#005fb8', '#4daafc', '#21a6ff', '#0f4a85', '#0069cc', '#48a0c7'],
  'textPreformat-background': ['#0000001f', '#3c3c3c', '', '#09345f', '#ececec', '#262626'],
  'textPreformat-foreground': ['#3b3b3b', '#d0d0d0', '#ffffff', '#ffffff', '#606060', '#8c8c8c'],
  'toolbar-hoverBackground': ['#b8b8b84f', '#5a5d5e4f', '', '', '#0000001f', '#5a5d5e4f'],
  'tree-tableColumnsBorder': ['#61616121', '#cccccc21', '', '', '#61616121', '#cccccc21'],
  'widget-border': ['#e5e5e5', '#313131', '#6fc3df', '#0f4a85', '#e2e2e5', '#2a2b2c'],
  'widget-shadow': ['#00000029', '#0000005c', '', '', '#00000000', '#0000005c'],
};

/** The theme's place in the table, and what it calls itself on the page. */
export const themes = {
  light: [0, 'vscode-light'],
  dark: [1, 'vscode-dark'],
  highContrast: [2, 'vscode-high-contrast'],
  highContrastLight: [3, 'vscode-high-contrast vscode-high-contrast-light'],
  light2026: [4, 'vscode-light'],
  dark2026: [5, 'vscode-dark'],
} as const;

export type ThemeName = keyof typeof themes;

/** What the editor puts on the page besides our own sheets: the variables of the theme and its base styles. */
export function themeStyle(name: ThemeName): string {
  const variables = Object.entries(colors)
    .filter(([, values]) => values[themes[name][0]] !== '')
    .map(([key, values]) => `--vscode-${key}: ${values[themes[name][0]]};`);
  return `html { ${variables.join(' ')}
    --vscode-font-family: "Segoe WPC", "Segoe UI", system-ui, "Ubuntu", sans-serif; --vscode-font-size: 13px;
    --vscode-editor-font-family: "Droid Sans Mono", monospace; --vscode-editor-font-size: 14px;
    background: var(--vscode-sideBar-background); }
  @layer vscode-default {
    body { padding: 0 20px; overscroll-behavior-x: none; color: var(--vscode-editor-foreground);
      font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); margin: 0; }
    img, video { max-width: 100%; max-height: 100%; }
    a, a code { color: var(--vscode-textLink-foreground); }
    code { font-family: monospace; color: var(--vscode-textPreformat-foreground);
      background-color: var(--vscode-textPreformat-background); padding: 1px 3px; border-radius: 4px; }
    pre code { padding: 0; }
    blockquote { background: var(--vscode-textBlockQuote-background); border-color: var(--vscode-textBlockQuote-border); }
  }`;
}
