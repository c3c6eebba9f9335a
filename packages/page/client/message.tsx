import { useState } from 'preact/hooks'
import type { Bytes, Pair } from '../src/model.js'
import { formPairs } from './form.js'
import { prettyJson } from './json.js'
import { Long, Throwaway, Visible } from './pieces.js'
import { state } from './state.js'
import { bytesOf, hexDump, utf8Of } from './text.js'

type View = 'Parsed' | 'Text' | 'Bytes'
const VIEWS: readonly View[] = ['Parsed', 'Text', 'Bytes']
/** Of a hex dump, this many bytes are shown. */
const MOST_BYTES = 64 * 1024

interface MessageProps {
  /** What it is, as in `Request`. */
  readonly title: string
  readonly head?: string
  readonly headers?: readonly Pair[]
  readonly body: Bytes
  readonly dropped?: boolean
}

/** A message: parsed, as text, as bytes. */
export function Message({ title, head = '', headers = [], body, dropped }: MessageProps) {
  const [view, setView] = useState<View>('Parsed')
  const bytes = bytesOf(body.base64)
  return (
    <section>
      <div class="title">
        <h3>{title}</h3>
        {/* biome-ignore lint/a11y/useSemanticElements: buttons that exclude each other, not fields of a form */}
        <div role="group" aria-label={`How to show it: ${title}`} class="views">
          {VIEWS.map((one) => (
            <button type="button" key={one} aria-pressed={view === one} onClick={() => setView(one)}>
              {one}
            </button>
          ))}
        </div>
      </div>
      {view === 'Parsed' && <Parsed title={title} headers={headers} bytes={bytes} />}
      {view === 'Text' && <Long label={`${title}, as text`} text={head + utf8Of(bytes)} />}
      {view === 'Bytes' && <Dump title={title} head={head} bytes={bytes} />}
      <Remarks body={body} dropped={dropped} throwaways={state.throwawaysIn(head + utf8Of(bytes))} />
    </section>
  )
}

interface RemarksProps {
  readonly body: Bytes
  readonly dropped: boolean | undefined
  readonly throwaways: readonly string[]
}

function Remarks({ body, dropped, throwaways }: RemarksProps) {
  const size = `${body.length.toLocaleString('en')} bytes`
  return (
    <p class="remark">
      {dropped ? `The body (${size}) was dropped: newer ones took its place.` : `Body: ${size}.`}
      {body.cut && ' Only its beginning is shown; save it as HAR for all of it.'}
      {body.masked && ' Secrets that were configured outside of the sandbox are masked.'}
      {throwaways.length > 0 && ` It holds throwaway secrets of this sandbox: ${throwaways.join(', ')}.`}
    </p>
  )
}

interface ParsedProps {
  readonly title: string
  readonly headers: readonly Pair[]
  readonly bytes: Uint8Array
}

function Parsed({ title, headers, bytes }: ParsedProps) {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const text = utf8Of(bytes)
  const pretty = prettyJson(text)
  return (
    <>
      {headers.length > 0 && <Pairs caption={`${title}: headers`} pairs={headers} />}
      {pretty !== undefined ? (
        <Long label={`${title}: body, parsed as JSON`} text={pretty} />
      ) : /^application\/x-www-form-urlencoded/i.test(type) && text !== '' ? (
        <Pairs caption={`${title}: form`} pairs={formPairs(text)} />
      ) : (
        text !== '' && <Long label={`${title}: body`} text={text} />
      )}
    </>
  )
}

/** Not a table: the rows of this page are its requests. */
export function Pairs({ caption, pairs }: { readonly caption: string; readonly pairs: readonly Pair[] }) {
  return (
    <dl class="pairs" aria-label={caption}>
      {pairs.map(([name, value]) => (
        <div>
          <dt>
            <Visible text={name} />
          </dt>
          <dd>
            <Visible text={value} />
            <Throwaway text={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Dump({
  title,
  head,
  bytes,
}: {
  readonly title: string
  readonly head: string
  readonly bytes: Uint8Array
}) {
  const first = Uint8Array.from(head, (letter) => letter.charCodeAt(0) & 0xff)
  const all = new Uint8Array(first.length + bytes.length)
  all.set(first)
  all.set(bytes, first.length)
  return (
    <>
      <Long label={`${title}, as bytes`} text={hexDump(all.subarray(0, MOST_BYTES))} />
      {all.length > MOST_BYTES && (
        <p class="remark">The first {MOST_BYTES.toLocaleString('en')} bytes are shown.</p>
      )}
    </>
  )
}
