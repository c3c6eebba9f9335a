/** Regular expressions that are not linear, or are built at run time, and may stay: each with the reason. */
export const EXCEPTIONS = {
  '/^([a-z]+(?: [a-z]+)?)(.*)$/': 'names of our own commands',
  '/const tableDecoding = (?:\\/\\* @__PURE__ \\*\\/ )?(genTtable\\(invSbox,[^;]*\\));/':
    "a library's source, at build time",
  '/^ *const proto = Object\\.getPrototypeOf\\(value\\);\\n *if \\(proto [^\\n]*\\n[^\\n]*\\n/m':
    "a library's source, at build time",
  '/0+$/': "the digits of a number's own text",
  '/^ {4}(?:_cloneInto|clone)\\([^)]*\\) \\{\\n[\\s\\S]*?^ {4}\\}\\n/gm': "a library's source, at build time",
  '/^ {4}(?:_cloneIntoMeta|roundClean|destroy)\\(\\w*\\) \\{\\n[\\s\\S]*?^ {4}\\}\\n/gm':
    "a library's source, at build time",
  '/^export function createHasher\\(.*\\{\\n[\\s\\S]*?^\\}\\n/m': "a library's source, at build time",
  '/\\{\\{([^{}]{0,80})\\}\\}|\\{%([^%]{0,80})%\\}|\\$\\{(\\w{1,80})\\}/':
    'at most 80 characters from each start',
  "/unknown option '(--[^'=\\n]*|-.)[^\\n]*'(?=\\n|$)/": 'our own message about one argument',
  '/[/?#@\\\\]|:(?=\\d*$)/': 'no character is looked at more than twice',
  '/(?<=\\S {2,40})(?=\\S)/': 'looks at most 41 characters back',
  "new RegExp(`/:${name.replace(/[^\\w-]/g, '\\\\$&')}(?=[/?#]|$)`, 'g')": 'a name, escaped; linear',
  'new RegExp(`(?<![\\\\w-])${name}=`)': 'a name of letters, digits, _ and - alone; linear',
  "new RegExp(schema.pattern, 'u')": 'a pattern of our own schema',
  "new RegExp(propertyNames.pattern, 'u')": 'a pattern of our own schema',
  "new RegExp(`^${source.join('')}$`, 's')":
    "the sandbox's reading of a definition that its user wrote, over a header or a query of at most 16 KB",
  "new RegExp(`^${source.replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => PATTERN_OF[part] ?? '')}$`)":
    'digits of fixed lengths between texts, escaped; linear',
  '/(?<=[\'"])(\\.{1,2}\\/[^\'"]+)\\.js(?=[\'"])/g': 'our own compiled modules, at build time',
  '/^(.*?) *(?:\\/\\/|#)tls\\n/gm': 'our own snippets',
  '/\\/(LICENSE|go\\.(mod|sum)|script(\\/.*)?|\\w*(?<!_test)\\.go)$/': 'names of our own files',
  'new RegExp(written.body)': "the pattern of a provider's author, over one body",
  'new RegExp(pattern)': "a path of the user's own configuration file, as Mastercard's clients read it",
  'new RegExp(place.as)': "the pattern of a provider's author, over one value",
}
