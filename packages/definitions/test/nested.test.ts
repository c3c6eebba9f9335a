import { createHmac } from 'node:crypto'
import { fromObject } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { readCaptures, verifyFile } from '@countersign/verify'
import { expect, it } from 'vitest'
import { definedProvider, readDefinition } from '../src/index.js'

const NOW = 1_700_000_000
const BODY = '{"amount":50}'
const TARGET = '/v1/payments?a=1'
const TEXT = ['POST', TARGET, NOW, BODY].join('\n')

/** One scheme, signed in steps that nest in each way. */
const LAYOUTS: Readonly<Record<string, string>> = {
  'a step for the start': String.raw`
  start: concat(method, "\n", target, "\n", timestamp, "\n")
  signature: hex(hmac-sha256(apiSecret, start, body))`,
  'a step for the whole': String.raw`
  whole: concat(method, "\n", target, "\n", timestamp, "\n", body)
  signature: hex(hmac-sha256(apiSecret, whole))`,
  'no step': String.raw`
  signature: hex(hmac-sha256(apiSecret, method, "\n", target, "\n", timestamp, "\n", body))`,
  'steps within steps': String.raw`
  line: concat(method, "\n", target)
  start: join("\n", line, timestamp)
  whole: concat(start, "\n")
  signature: hex(hmac-sha256(apiSecret, whole, body))`,
}

const definition = (steps: string) => `
id: kestrel
hosts: [api.kestrel-bank.example]
settings:
  apiSecret: { about: the API secret, secret: true }
steps:
  timestamp: seconds()${steps}
send:
  headers: { X-Kestrel-Time: "{timestamp}", X-Kestrel-Signature: "{signature}" }
maxAge: 300
`

/** What verify says of a request that a client signed with this text. */
async function saidOf(steps: string, text: string, body: string) {
  const provider = definedProvider(readDefinition(definition(steps), 'kestrel.yaml'))
  const signature = createHmac('sha256', 'a-secret-of-yours').update(text).digest('hex')
  const head = [
    `POST https://api.kestrel-bank.example${TARGET} HTTP/1.1`,
    `X-Kestrel-Time: ${NOW}`,
    `X-Kestrel-Signature: ${signature}`,
  ]
  const [verdict] = await verifyFile(readCaptures(Buffer.from([...head, '', body].join('\n'))), {
    providers: [provider],
    settings: fromObject(provider, { apiSecret: 'a-secret-of-yours' }),
    host: nodeHost(),
    at: NOW,
  })
  return { why: verdict?.why, advice: verdict?.advice }
}

const ORDER = 'Sign method, path and query, X-Kestrel-Time, body, in that order, with "\\n" in between.'
const LONG = `{"a":"${'b\\n'.repeat(5000)}"}`

const MISTAKES: readonly (readonly [text: string, when: string, advice: string, body?: string])[] = [
  [
    [NOW, 'POST', TARGET, BODY].join('\n'),
    'the string to sign is in another order, X-Kestrel-Time, method, path and query, body',
    ORDER,
  ],
  [
    TEXT.replace('POST', 'post'),
    'the method is signed in lower case',
    'Sign the method as it is sent, in capitals.',
  ],
  [TEXT.replaceAll('\n', ''), 'there is nothing between the parts', ORDER],
  [`POST\n${TARGET}\n${NOW}${BODY}`, 'there is nothing between X-Kestrel-Time and body', ORDER],
  [TEXT.replace('?a=1', ''), 'the query is left out', 'Sign the query too.'],
  [`POST\n${TARGET}\n${NOW}`, 'the body is left out of the string to sign', ORDER],
  [
    `POST\n${TARGET}\n${NOW}\n`,
    'the body is empty',
    'Sign the bytes that are sent, after the last change to them.',
  ],
  [
    [NOW, 'POST', TARGET, LONG].join('\n'),
    'the string to sign is in another order, X-Kestrel-Time, method, path and query, body',
    ORDER,
    LONG,
  ],
]

const rows = MISTAKES.flatMap(([text, when, advice, body]) =>
  Object.keys(LAYOUTS).map((layout) => ({ text, when, advice, body, layout })),
)

it.each(rows)('$when, with $layout', async ({ text, when, advice, body = BODY, layout }) => {
  expect(await saidOf(LAYOUTS[layout] ?? '', text, body)).toEqual({
    why: `signature matches when ${when}`,
    advice,
  })
})
