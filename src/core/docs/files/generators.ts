/** How one static site generator or framework maps the addresses of a site to files. */
export interface Generator {
  /** Name of its configuration, in the folder that other paths of the row are relative to: the root of the site. */
  readonly config: RegExp;
  /** Where in the root the configuration lies, if not in the root itself. */
  readonly within?: string;
  /** Folders that `/…` addresses are looked up in. */
  readonly folders?: readonly string[];
  /** Finds more folders in the configuration; `unset` are those when it names none. They come before `folders`. */
  readonly setting?: RegExp;
  readonly unset?: readonly string[];
  /** The folders within those of the setting that addresses are looked up in, if not they themselves. */
  readonly inside?: readonly string[];
  /** Finds the path that the site is served under: `/docs/a.png` is then `/a.png` of the folders. */
  readonly base?: RegExp;
  /**
   * A page `a.md` is served as `a/`, from where relative addresses count: those of raw HTML when the generator adapts
   * the others, or all.
   */
  readonly directoryUrls?: 'rawHtml' | 'all';
  /** Says in the configuration that pages are not served that way. */
  readonly fileUrls?: RegExp;
}

const JS_BASE = /\b(?:base|baseUrl|basePath)\s*:\s*["'`]([^"'`\n]+)["'`]/;
const YAML_BASE = /^(?:baseurl|root)[ \t]*:[ \t]*["']?(\/[^\s"'#]*)/m;
const JS_PUBLIC = /\bpublicDir\s*:\s*["'`]([^"'`\n]+)["'`]/;

const HUGO: Omit<Generator, 'config'> = {
  setting: /^[ \t]*["']?staticDir["']?[ \t]*[:=][ \t]*(\S.*)$/m,
  unset: ['static'],
  folders: ['assets', 'content'],
  directoryUrls: 'all',
};

/** From the documentation of each; a new one is a row. Where several rows match, all of them count. */
export const GENERATORS: readonly Generator[] = [
  // Documentation
  {
    config: /^docusaurus\.config\.[cm]?[jt]s$/,
    setting: /\bstaticDirectories\s*:\s*\[([^[\]]*)\]/,
    unset: ['static'],
    base: JS_BASE,
  },
  { config: /^siteConfig\.js$/, folders: ['static'], base: JS_BASE },
  {
    within: '.vitepress',
    config: /^(?:config\b.*|theme)$/,
    setting: /\bsrcDir\s*:\s*["'`]([^"'`\n]+)["'`]/,
    unset: [''],
    inside: ['public', ''],
    base: JS_BASE,
  },
  { within: '.vuepress', config: /./, folders: ['.vuepress/public', ''], base: JS_BASE },
  {
    config: /^(?:mkdocs\.ya?ml|zensical\.toml)$/,
    setting: /^[ \t]*docs_dir[ \t]*[:=][ \t]*(\S.*)$/m,
    unset: ['docs'],
    directoryUrls: 'rawHtml',
    fileUrls: /^[ \t]*use_directory_urls[ \t]*[:=][ \t]*["']?(?:false|no|off)\b/im,
  },
  { config: /^book\.toml$/, setting: /^[ \t]*src[ \t]*=[ \t]*(\S.*)$/m, unset: ['src'] },
  { config: /^\.gitbook\.ya?ml$/, setting: /^root[ \t]*:[ \t]*(\S.*)$/m, unset: [''] },
  { config: /^book\.json$/, setting: /"root"\s*:\s*"([^"\n]+)"/, unset: [''] },
  { config: /^writerside\.cfg$/, setting: /<images\b[^<>]*\bdir="([^"<>]+)"/, unset: ['images'] },
  {
    config: /^rspress\.config\.[cm]?[jt]s$/,
    setting: /\broot\s*:\s*["'`]([^"'`\n]+)["'`]/,
    unset: ['docs'],
    inside: ['public', ''],
    base: JS_BASE,
  },
  {
    config:
      /^(?:conf\.py|antora\.yml|SUMMARY\.md|_sidebar\.md|docfx\.json|docs\.json|mint\.json|myst\.yml|_quarto\.ya?ml|_bookdown\.yml|\.obsidian)$/,
    folders: ['', 'files'],
  },
  // Blogs and sites
  { config: /^(?:hugo|config)\.(?:toml|ya?ml|json)$/, ...HUGO },
  { within: 'config/_default', config: /^(?:hugo|config)\.(?:toml|ya?ml|json)$/, ...HUGO },
  {
    // Jekyll and Hexo.
    config: /^_config\.ya?ml$/,
    setting: /^(?:source|source_dir)[ \t]*:[ \t]*(\S.*)$/m,
    unset: ['', 'source'],
    base: YAML_BASE,
    directoryUrls: 'all',
  },
  {
    config: /^(?:\.eleventy|eleventy\.config)\.[cm]?[jt]s$/,
    setting: /\binput\s*:\s*["'`]([^"'`\n]+)["'`]/,
    unset: ['src'],
    folders: ['', 'public', 'static'],
    directoryUrls: 'all',
  },
  { config: /^_config\.[jt]s$/, folders: ['src', ''], directoryUrls: 'all' },
  { config: /^pelicanconf\.py$/, setting: /^PATH[ \t]*=[ \t]*(\S.*)$/m, unset: ['content'] },
  { config: /^gatsby-config\.[cm]?[jt]s$|^gridsome\.config\.js$/, folders: ['static'] },
  { config: /^bridgetown\.config\.yml$|^_cobalt\.yml$/, folders: ['src', ''], base: YAML_BASE },
  { config: /^nanoc\.ya?ml$/, folders: ['content', 'static'] },
  { config: /^config\.rb$/, folders: ['source', 'source/images'] },
  // Frameworks
  {
    config: /^(?:astro|next|nuxt|vite|vue|react-router|remix|app|rsbuild)\.config\.[cm]?[jt]s$/,
    setting: JS_PUBLIC,
    unset: ['public'],
    folders: ['', 'static'],
    base: JS_BASE,
  },
  {
    config: /^svelte\.config\.[cm]?[jt]s$/,
    setting: /\bassets\s*:\s*["'`]([^"'`\n]+)["'`]/,
    unset: ['static'],
    base: JS_BASE,
  },
  { config: /^angular\.json$/, folders: ['src', 'public'] },
  { config: /^(?:package\.json|artisan|ember-cli-build\.js)$/, folders: ['public', 'static'] },
  { config: /^config\.ru$/, folders: ['public', 'app/assets/images'] },
  { config: /^manage\.py$/, folders: ['', 'static'] },
  { config: /^mix\.exs$/, folders: ['priv/static'] },
];

/** Folders beside the root of a repository where projects keep the site of their documentation. */
export const SITE_FOLDERS: readonly string[] = ['website', 'docs', 'doc', 'documentation', 'site', 'www'];
