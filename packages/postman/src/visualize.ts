/** What Postman's Visualize tab shows: a Handlebars template, which escapes the text. */
export const TEMPLATE = `<style>
  body { font: 14px system-ui, sans-serif; margin: 12px }
  h1 { display: inline; font-size: 16px; margin-right: 12px }
  pre { font: 13px ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
</style>
<h1>Decrypted response</h1>{{#if opened}}<button type="button" id="copy">Copy</button>
<pre id="opened">
{{opened}}</pre>
<script>
  document.getElementById('copy').onclick = function (event) {
    getSelection().selectAllChildren(document.getElementById('opened'))
    event.target.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C or Cmd+C'
  }
</script>{{else}}<p>It is empty.</p>{{/if}}`

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/**
 * Indents JSON and leaves every value as it came: `JSON.parse` makes 9007199254740992 of 9007199254740993.
 * Any other text is returned as it is.
 */
export function indented(text: string): string {
  if (!isJson(text)) return text
  let depth = 0
  let before = ''
  let shown = ''
  for (const token of text.match(TOKENS) ?? []) {
    if (isEnd(token)) depth--
    const breaks = isEnd(token) ? !isStart(before) : isStart(before) || before === ','
    shown += breaks ? `\n${'  '.repeat(depth)}` : before === ':' ? ' ' : ''
    shown += token
    if (isStart(token)) depth++
    before = token
  }
  return shown
}

const isStart = (token: string) => token === '{' || token === '['
const isEnd = (token: string) => token === '}' || token === ']'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
