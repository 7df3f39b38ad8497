import * as vscode from 'vscode';

/** The editor's id for a language as the fence of a code block names it; "plaintext" for one it does not know. */
export async function languageId(name: string): Promise<string> {
  const known = await vscode.languages.getLanguages();
  const key = name.toLowerCase();
  const id = Object.hasOwn(ids, key) ? ids[key] : key;
  return id !== undefined && known.includes(id) ? id : 'plaintext';
}

/** Names that differ from the id. */
const ids: Readonly<Record<string, string>> = {
  ...{ js: 'javascript', mjs: 'javascript', cjs: 'javascript', node: 'javascript', jsx: 'javascriptreact' },
  ...{ ts: 'typescript', mts: 'typescript', cts: 'typescript', tsx: 'typescriptreact' },
  ...{ py: 'python', python3: 'python', rb: 'ruby', rs: 'rust', golang: 'go', kt: 'kotlin', hs: 'haskell' },
  ...{
    'c++': 'cpp',
    cc: 'cpp',
    cxx: 'cpp',
    hpp: 'cpp',
    h: 'c',
    cs: 'csharp',
    'c#': 'csharp',
    'f#': 'fsharp',
  },
  ...{
    fs: 'fsharp',
    objc: 'objective-c',
    m: 'objective-c',
    pl: 'perl',
    jl: 'julia',
    clj: 'clojure',
    vb: 'vb',
  },
  ...{
    sh: 'shellscript',
    bash: 'shellscript',
    zsh: 'shellscript',
    shell: 'shellscript',
    fish: 'shellscript',
  },
  ...{
    console: 'shellscript',
    ps: 'powershell',
    ps1: 'powershell',
    pwsh: 'powershell',
    cmd: 'bat',
    batch: 'bat',
  },
  ...{
    md: 'markdown',
    yml: 'yaml',
    htm: 'html',
    xhtml: 'html',
    svg: 'xml',
    xsd: 'xml',
    xsl: 'xsl',
    plist: 'xml',
  },
  ...{
    json5: 'jsonc',
    docker: 'dockerfile',
    make: 'makefile',
    patch: 'diff',
    env: 'dotenv',
    conf: 'properties',
  },
  ...{
    tex: 'latex',
    postgresql: 'sql',
    postgres: 'sql',
    mysql: 'sql',
    sqlite: 'sql',
    tsql: 'sql',
    text: 'plaintext',
  },
  ...{
    txt: 'plaintext',
    plain: 'plaintext',
    gradle: 'groovy',
    hlsl: 'hlsl',
    glsl: 'shaderlab',
    mermaid: 'mermaid',
    puml: 'plantuml',
    graphviz: 'dot',
  },
};
