/**
 * Writes the rows of package.json that follow from the recipes: commands, menus and the submenu. Its English texts move
 * to package.nls.json. `--check` writes nothing and fails when a file is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { RULES } from '../src/core/docs/audit/rules.ts';
import { imageFilePattern } from '../src/core/image/fileNames.ts';
import { recipes } from '../src/core/recipes.ts';
import { withTexts } from './manifest/texts.ts';

const manifest = JSON.parse(read('package.json'));

const category = 'Ask Claude';
const resource = `resourceFilename =~ /${imageFilePattern}/i`;
const explorer = `${resource} && !explorerResourceIsFolder`;
const preview = "activeCustomEditorId == 'imagePreview.previewEditor'";
const previewMenu = "webviewId == 'imagePreview.previewEditor'";

/** A folder, of which the images are asked about. */
const folder = 'explorerResourceIsFolder';
/** Images in other extensions' webviews; what their menus pass is read by `host/images/sources/menuContext.ts`. */
const markdownPreview =
  "(webviewId == 'markdown.preview' || webviewId == 'vscode.markdown.preview.editor') && (webviewSection == 'image' || webviewSection == 'localImage')";
const notebookOutput = "webviewId == 'notebook.output' && webviewSection == 'image'";
/** Not for what has no file: the output of a notebook, a picture on the web. */
const inFile =
  '!(webviewId =~ /^(notebook\\.output|markdown\\.preview|vscode\\.markdown\\.preview\\.editor)$/)';
const inRepository = 'gitOpenRepositoryCount > 0';

const inPanel = 'view =~ /^askClaude\\.panel/';

/** The documents that are read for images, but for plain JavaScript, in which there are hardly any. */
const documents =
  'resourceExtname =~ /^\\.(md|markdown|mdown|mkd|mkdn|qmd|rmd|rmarkdown|mdx|html?|xhtml|vue|svelte|astro|jsx|tsx|adoc|asc|asciidoc|rst|tex|ltx|ipynb)$/i';
const audit = (when: string, group: string) => ({ command: 'askClaude.auditAltText', when, group });

const ask = (when: string, group: string) => [
  { command: 'askClaude.ask', when, group: `${group}@1` },
  { submenu: 'askClaude.recipes', when, group: `${group}@2` },
];

const otherCommands = [
  { command: 'askClaude.compareWithHead', title: 'Compare Image with HEAD' },
  { command: 'askClaude.askClipboard', title: 'Ask About Image in Clipboard' },
  { command: 'askClaude.askAddress', title: 'Ask About Image Address…' },
  { command: 'askClaude.setApiKey', title: 'Set API Key' },
  { command: 'askClaude.removeApiKey', title: 'Remove API Key' },
  { command: 'askClaude.selectModel', title: 'Select Model' },
  { command: 'askClaude.checkConnection', title: 'Check Connection' },
  { command: 'askClaude.newConversation', title: 'New Conversation', icon: '$(add)' },
  { command: 'askClaude.conversations', title: 'Show Conversations', icon: '$(history)' },
  {
    command: 'askClaude.exportConversation',
    title: 'Export Conversation',
    enablement: 'askClaude.hasConversation',
  },
  { command: 'askClaude.find', title: 'Find in Conversation' },
  { command: 'askClaude.showLog', title: 'Show Log' },
];

/** About the image reference at the cursor of a document. */
const documentCommands = [
  { command: 'askClaude.writeAltText', title: 'Write Alt Text at Cursor' },
  { command: 'askClaude.markDecorative', title: 'Mark Image at Cursor as Decorative' },
  { command: 'askClaude.useCaption', title: 'Use Caption as Alt Text at Cursor' },
  { command: 'askClaude.askAboutReference', title: 'Ask About Image at Cursor' },
  { command: 'askClaude.extractBelow', title: 'Extract Below Image at Cursor' },
];
/** By the file's name too, since an editor without an extension for AsciiDoc takes its files for plain text. */
const inDocument = `editorLangId =~ /^(markdown|mdx|html|vue|svelte|astro|asciidoc|restructuredtext|latex|javascriptreact|typescriptreact|quarto)$/ || ${documents}`;

/** The view of what the audit has found. Its rows say in their context what can be done about them. */
const inFindings = 'view == askClaude.findings';
const findingCommands = [
  { command: 'askClaude.findings.write', title: 'Write Alt Texts…', icon: '$(sparkle)' },
  { command: 'askClaude.findings.writeAll', title: 'Write All Alt Texts…', icon: '$(sparkle)' },
  { command: 'askClaude.findings.markDecorative', title: 'Mark as Decorative', icon: '$(eye-closed)' },
  { command: 'askClaude.findings.ignoreRule', title: 'Ignore This Rule Here' },
  { command: 'askClaude.findings.copy', title: 'Copy' },
  { command: 'askClaude.findings.groupByFile', title: 'Group by File', icon: '$(files)' },
  { command: 'askClaude.findings.groupByRule', title: 'Group by Rule', icon: '$(checklist)' },
];
const onRow = (command: string, kind: string, group: string) => ({
  command: `askClaude.findings.${command}`,
  when: `${inFindings} && viewItem =~ /\\b${kind}\\b/`,
  group,
});

manifest.contributes.views.explorer = [
  { id: 'askClaude.findings', name: 'Alt Texts', icon: 'media/view.svg', when: 'askClaude.audit' },
];
manifest.contributes.viewsWelcome = [
  {
    view: 'askClaude.findings',
    contents: 'No problems found.\n[Audit Alt Text](command:askClaude.auditAltText)',
    when: "askClaude.audit == 'done'",
  },
  { view: 'askClaude.findings', contents: 'Auditing alt texts…', when: "askClaude.audit == 'running'" },
];

manifest.contributes.commands = [
  // Without a category: the item in the context menus is called just that.
  { command: 'askClaude.ask', title: 'Ask Claude', icon: '$(comment-discussion)' },
  ...recipes.map(({ id, title }) => ({ command: `askClaude.${id}`, title, category })),
  { command: 'askClaude.customRecipe', title: 'Custom Recipe…', category },
  { command: 'askClaude.extractData', title: 'Extract Data by a Schema…', category },
  { command: 'askClaude.extractToFiles', title: 'Extract to Files…', category },
  ...otherCommands.map((command) => ({ ...command, category })),
  ...documentCommands.map((command) => ({ ...command, category })),
  { command: 'askClaude.altTextEverywhere', title: 'Write Alt Text for Every Reference', category },
  { command: 'askClaude.auditAltText', title: 'Audit Alt Text', category, icon: '$(refresh)' },
  { command: 'askClaude.writeDocument', title: 'Write All Alt Texts of Document', category },
  { command: 'askClaude.review', title: 'Review Alt Texts', category },
  ...findingCommands.map((command) => ({ ...command, category })),
];

manifest.contributes.configuration.properties['askClaude.rules'].properties = Object.fromEntries(
  Object.entries(RULES).map(([id, { severity }]) => [
    id,
    { type: 'string', enum: ['error', 'warning', 'hint', 'off'], default: severity },
  ]),
);

/** Two chords that the editor leaves free, with the same letter; the panel has its own for what the editor calls Find. */
const [toPanel, aboutImage] = ['k a', 'k shift+a'].map((keys) => ({
  key: `ctrl+${keys}`,
  mac: `cmd+${keys}`,
}));
const previewImage = ['filesExplorer.openFilePreserveFocus', 'askClaude.ask'];
manifest.contributes.keybindings = [
  { ...toPanel, command: 'askClaude.panel.focus', when: '!terminalFocus && !askClaude.noSecondarySideBar' },
  {
    ...toPanel,
    command: 'askClaude.panelInActivityBar.focus',
    when: '!terminalFocus && askClaude.noSecondarySideBar',
  },
  { ...aboutImage, command: 'askClaude.ask', when: `${preview} && !terminalFocus` },
  // A command that a key calls is not told what is selected there: the image is shown, and then it is the active one.
  {
    ...aboutImage,
    command: 'runCommands',
    args: { commands: previewImage },
    when: `filesExplorerFocus && !inputFocus && ${explorer}`,
  },
  {
    ...{ key: 'ctrl+c', mac: 'cmd+c', command: 'askClaude.findings.copy' },
    when: "focusedView == 'askClaude.findings' && !inputFocus",
  },
  { key: 'ctrl+f', mac: 'cmd+f', command: 'askClaude.find', when: 'focusedView =~ /^askClaude\\.panel/' },
];

manifest.contributes.submenus = [{ id: 'askClaude.recipes', label: 'Claude Image Actions' }];

manifest.contributes.menus = {
  'explorer/context': [
    ...ask(explorer, '5_askClaude'),
    { command: 'askClaude.ask', when: folder, group: '5_askClaude@1' },
    audit(`${folder} || ${documents}`, '5_askClaude@3'),
  ],
  'editor/title/context': [...ask(resource, '5_askClaude'), audit(documents, '5_askClaude@3')],
  'editor/title': [
    { command: 'askClaude.ask', when: preview, group: 'navigation@9' },
    { command: 'askClaude.compareWithHead', when: `${resource} && ${inRepository}`, group: '5_askClaude@1' },
    audit(documents, '5_askClaude'),
  ],
  'editor/context': [
    {
      command: 'askClaude.ask',
      when: 'askClaude.documentHasImages',
      group: '5_askClaude@1',
    },
  ],
  'webview/context': [previewMenu, markdownPreview, notebookOutput].flatMap((when) =>
    ask(when, '5_askClaude'),
  ),
  'view/title': [
    { command: 'askClaude.exportConversation', when: inPanel, group: '1_conversation@1' },
    { command: 'askClaude.findings.writeAll', when: inFindings, group: 'navigation@1' },
    {
      command: 'askClaude.findings.groupByRule',
      when: `${inFindings} && !askClaude.findingsByRule`,
      group: 'navigation@2',
    },
    {
      command: 'askClaude.findings.groupByFile',
      when: `${inFindings} && askClaude.findingsByRule`,
      group: 'navigation@2',
    },
    audit(inFindings, 'navigation@3'),
  ],
  'view/item/context': [
    onRow('write', 'writable', 'inline@1'),
    onRow('markDecorative', 'decorative', 'inline@2'),
    onRow('write', 'writable', '1_mend@1'),
    onRow('markDecorative', 'decorative', '1_mend@2'),
    onRow('ignoreRule', '(finding|file|rule)', '2_ignore@1'),
    onRow('copy', '(finding|file|rule)', '3_copy@1'),
  ],
  'askClaude.recipes': [
    ...recipes.map(({ id, minImages }, row) => ({
      command: `askClaude.${id}`,
      group: minImages > 1 ? '2_several@1' : `1_one@${row + 1}`,
    })),
    { command: 'askClaude.extractData', group: '1_one@90' },
    { command: 'askClaude.extractToFiles', when: inFile, group: '1_one@91' },
    { command: 'askClaude.compareWithHead', when: `${inFile} && ${inRepository}`, group: '2_several@2' },
    { command: 'askClaude.customRecipe', group: '3_custom@1' },
  ],
  commandPalette: [
    ...documentCommands.map(({ command }) => ({ command, when: inDocument })),
    { command: 'askClaude.writeDocument', when: inDocument },
    ...[{ command: 'askClaude.find' }, ...findingCommands].map(({ command }) => ({ command, when: 'false' })),
  ],
};

const localised = withTexts(manifest, JSON.parse(read('package.nls.json')));
update('package.json', localised.manifest);
const byKey = Object.entries(localised.messages).sort(([one], [other]) => (one < other ? -1 : 1));
update('package.nls.json', Object.fromEntries(byKey));

function read(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
}

function update(name: string, content: object): void {
  const after = `${JSON.stringify(content, null, 2)}\n`;
  if (!process.argv.includes('--check')) writeFileSync(new URL(`../${name}`, import.meta.url), after);
  else if (after !== read(name)) {
    console.error(`${name} is not what "npm run manifest" writes: run it.`);
    process.exitCode = 1;
  }
}
