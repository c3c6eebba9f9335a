/** Regular expressions that are not linear, or are built at run time, and may stay: each with the reason. */
export const EXCEPTIONS = {
  '/^([a-z]+(?: [a-z]+)?)(.*)$/': 'names of our own commands',
  '/const tableDecoding = (?:\\/\\* @__PURE__ \\*\\/ )?(genTtable\\(invSbox,[^;]*\\));/':
    "a library's source, at build time",
  '/^(\\s*)\\/\\/ (?:\\.\\.\\/)+(?:node_modules\\/\\.pnpm\\/[^/]+\\/node_modules\\/)?(\\S+\\.js)$/gm':
    'our own bundle, at build time',
  '/0+$/': "the digits of a number's own text",
  '/^ {4}(?:_cloneInto|clone)\\([^)]*\\) \\{\\n[\\s\\S]*?^ {4}\\}\\n/gm': "a library's source, at build time",
  '/\\{\\{([^{}]{0,80})\\}\\}|\\{%([^%]{0,80})%\\}|\\$\\{(\\w{1,80})\\}/':
    'at most 80 characters from each start',
  '/[^\\\\]\\\\n\\s{0,80}[}\\]]?\\s{0,80}$/': 'the last 200 characters of a text',
  '/^[^\\s{}<>"]{0,200}=[^\\s{}<>"]*$/': 'at most 200 starts of the second part',
  "new RegExp(`(.{1,${width}})(?: |$)`, 'g')": 'our own help; linear',
  "new RegExp(`/:${name.replace(/[^\\w-]/g, '\\\\$&')}(?=[/?#]|$)`, 'g')": 'a name, escaped; linear',
}

/** To be mended. */
export const PENDING = new Set([
  String.raw`/\d+\.\d+\.\d+/`,
  String.raw`/^Error parsing .*?: (?=[^:]*(\(\d+:\d+\))?$)/`,
  String.raw`/\/+$/`,
  '/^[^\\S\\n]*(?:export\\s+)?([\\w.-]+)\\s*=[^\\S\\n]*(?:"(?:\\\\.|[^"\\\\])*"|\'[^\']*\'|`[^`]*`|[^\\n]*)[^\\n]*(?:\\n|$)/gm',
  String.raw`/[.\s]+$/`,
  '/=+$/',
  String.raw`/&\s*\r?\n(?=\s*curl)/i`,
  String.raw`/^([^:;]+):\s*([\s\S]*?)\s*$/`,
  "/^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,40})[ \\t]+(\\S.*?)(?:[ \\t]+HTTP\\/\\d(?:\\.\\d)?)?[ \\t]*$/",
  String.raw`/^:(method|scheme|authority|path)\s*:?\s+(.*)$/`,
  String.raw`/^([^\s:][^:]*?)[ \t]*:[ \t]*(.*?)[ \t]*$/`,
  String.raw`/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g`,
])
