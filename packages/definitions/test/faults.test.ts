import type { CountersignError } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { readDefinition } from '../src/index.js'
import { signed, textOf, withSteps } from './read.js'

/** What the reader says of a text, in one line. */
function problemOf(text: string): string {
  try {
    readDefinition(text, 'acme.yaml')
    return 'it is read'
  } catch (thrown) {
    const { name, code, message } = thrown as CountersignError
    expect([name, code]).toEqual(['CountersignError', 'invalid-provider'])
    expect(message).not.toContain('\n')
    return message
  }
}

const binance = textOf('binance.yaml')
const changed = (from: string | RegExp, to: string) => {
  const text = binance.replace(from, to)
  expect(text).not.toBe(binance)
  return problemOf(text)
}

describe('YAML', () => {
  it.each([
    ['an anchor', /apiKey: the API key/, 'apiKey: &a the API key', /^acme\.yaml:7: .*anchors/],
    ['an alias', /apiKey: the API key/, 'apiKey: *a', /^acme\.yaml:7: .*/],
    ['a tag', /apiKey: the API key/, 'apiKey: !!str the API key', /^acme\.yaml:7: .*tags/],
    ['a tag of its own', /apiKey: the API key/, 'apiKey: !run ls', /^acme\.yaml:7: .*tags/],
    ['a key that comes twice', /apiKey: the API key/, 'apiKey: a\n  apiKey: b', /^acme\.yaml:8: .*twice/],
    ['a merge key', /apiKey: the API key/, '<<: { apiKey: b }', /^acme\.yaml:7: /],
    ['a second document', /$/, '\n---\nid: other\n', /second document/],
    [
      'a template without quotes',
      '"{apiKey}"',
      '{apiKey}',
      /^acme\.yaml:16: send header X-MBX-APIKEY: .*quotes/,
    ],
    ['a list for a mapping', /steps:\n/, 'steps: [a]\nx:\n', /^acme\.yaml:/],
    ['a bad indent', 'steps:\n', ' steps:\n', /^acme\.yaml:1\d: /],
  ])('%s', (_, from, to, expected) => {
    expect(changed(from, to)).toMatch(expected)
  })

  it('longer than 128 KB, or empty, or nested deep, is refused at once', () => {
    expect(problemOf(`# ${'x'.repeat(20_000_000)}`)).toBe(
      'acme.yaml:1: it is longer than 128 KB, so it is not read.',
    )
    for (const text of ['', '# nothing\n', 'text'])
      expect(problemOf(text)).toBe(
        'acme.yaml:1: it is empty, or no names with their values. Start with `countersign new NAME`, which writes a definition that works.',
      )
    for (const bomb of [
      '['.repeat(100_000),
      '{a: '.repeat(50_000),
      '- '.repeat(100_000),
      '[\n'.repeat(100_000),
      'a:\n'.repeat(2_000),
      '? '.repeat(60_000),
    ])
      expect(problemOf(bomb)).toMatch(/^acme\.yaml:\d+: /)
  })

  it('JSON is read as well', () => {
    expect(problemOf('{ "id": "acme", "id": "b" }')).toMatch(/^acme\.yaml:1: .*twice/)
  })
})

describe('names, functions, arguments', () => {
  it.each([
    [
      'an unknown key',
      'maxAge: 5',
      'maxage: 5',
      'acme.yaml:18: "maxage" is not known here. Did you mean "maxAge"?',
    ],
    [
      'a time without end',
      'maxAge: 5',
      'maxAge: .inf',
      'acme.yaml:18: maxAge: it must be a number of seconds, more than 0.',
    ],
    [
      'a time beyond numbers',
      'maxAge: 5',
      'maxAge: 1e400',
      'acme.yaml:18: maxAge: it must be a number of seconds, more than 0.',
    ],
    [
      'a clock of milliseconds',
      'now: 1499827319.559',
      'now: 1499827319559',
      'acme.yaml:28: vector 1 now: it must be a number: seconds since 1970, such as 1767225600. Milliseconds are divided by 1000.',
    ],
    [
      'a clock in words',
      'now: 1499827319.559',
      'now: 2017-07-12T02:41:59Z',
      'acme.yaml:28: vector 1 now: it must be a number: seconds since 1970, such as 1767225600. Milliseconds are divided by 1000.',
    ],
    [
      'a default that is no number',
      '"5000"',
      'soon',
      'acme.yaml:9: setting recvWindow: its default must be a number of 0 or more.',
    ],
    [
      'bytes and a body in one',
      'concat(params, body)',
      'concat(sha256(params), body)',
      'acme.yaml:13: step totalParams: concat takes texts or bytes, never both, and the body is text if it is UTF-8. Name an encoder for the bytes: hex(…), base64(…) or base64url(…).',
    ],
    [
      'an unknown value',
      'concat(params, body)',
      'concat(params, boddy)',
      'acme.yaml:13: step totalParams: "boddy" is not a value, a setting or a step. Did you mean "body"?',
    ],
    [
      'an unknown function',
      'hex(hmac-sha256',
      'hex(hmac_sha256',
      'acme.yaml:14: step signature: there is no function "hmac_sha256". Did you mean "hmac-sha256"?',
    ],
    [
      'too many arguments',
      'hex(hmac-sha256(secretKey, totalParams))',
      'hex(hmac-sha256(secretKey, totalParams), "x")',
      'acme.yaml:14: step signature: hex(data) was given 2 arguments.',
    ],
    [
      'too few arguments',
      'hmac-sha256(secretKey, totalParams)',
      'hmac-sha256(secretKey)',
      'acme.yaml:14: step signature: hmac-sha256(key, data, …) was given 1 argument.',
    ],
    [
      'a value without its pair',
      '"timestamp", timestamp)',
      '"timestamp")',
      'acme.yaml:12: step params: with(query, name, value, …) was given 4 arguments.',
    ],
    [
      'a function without ( )',
      'timestamp: milliseconds()',
      'timestamp: milliseconds',
      'acme.yaml:11: step timestamp: "milliseconds" is a function. Write milliseconds().',
    ],
    [
      'a value with ( )',
      'concat(params, body)',
      'concat(params, body())',
      'acme.yaml:13: step totalParams: "body" is a value. Write it without ( ).',
    ],
    [
      'a later step',
      'timestamp: milliseconds()',
      'timestamp: concat(params, milliseconds())',
      'acme.yaml:11: step timestamp: "params" is a step that comes later. Steps use only those before them.',
    ],
    [
      'itself',
      'timestamp: milliseconds()',
      'timestamp: concat(timestamp, "")',
      'acme.yaml:11: step timestamp: "timestamp" is this step itself. Steps use only those before them.',
    ],
    [
      'bytes as text',
      'hex(hmac-sha256(secretKey, totalParams))',
      'lower(hmac-sha256(secretKey, totalParams))',
      'acme.yaml:14: step signature: lower(text) takes text, and was given bytes. Name an encoder: hex(…), base64(…) or base64url(…).',
    ],
    [
      'bytes and text in one',
      'hex(hmac-sha256(secretKey, totalParams))',
      'hex(concat("a", hmac-sha256(secretKey, totalParams)))',
      'acme.yaml:14: step signature: concat takes texts or bytes, never both. Name an encoder for the bytes: hex(…), base64(…) or base64url(…).',
    ],
    [
      'bytes that are sent',
      'hex(hmac-sha256(secretKey, totalParams))',
      'hmac-sha256(secretKey, totalParams)',
      'acme.yaml:17: send query: the value in { } is bytes. Name an encoder: hex(…), base64(…) or base64url(…).',
    ],
    [
      'a step that nothing uses',
      '  signature:',
      '  other: sha256(body)\n  signature:',
      'acme.yaml:14: step other: nothing uses it. Send it, use it in another step, or take it out.',
    ],
    [
      'a step with the name of a value',
      '  timestamp: milliseconds()',
      '  path: milliseconds()',
      'acme.yaml:11: step path: "path" is a value of each request. Give the step another name.',
    ],
    [
      'a step with the name of a setting',
      '  timestamp: milliseconds()',
      '  apiKey: milliseconds()',
      'acme.yaml:11: step apiKey: "apiKey" is a setting. Give the step another name.',
    ],
    [
      'a setting with the name of a value',
      'apiKey: the API key',
      'body: the API key',
      'acme.yaml:7: setting body: "body" is a value of each request. Give the setting another name.',
    ],
    [
      'a text without its end',
      'hex(hmac-sha256(secretKey, totalParams))',
      'hex(sha256("x))',
      'acme.yaml:14: step signature: the text that begins with "x)) has no end quote.',
    ],
    [
      'a missing parenthesis',
      'hex(hmac-sha256(secretKey, totalParams))',
      'hex(hmac-sha256(secretKey, totalParams)',
      'acme.yaml:14: step signature: a comma or ) is expected at its end.',
    ],
    [
      'more than one expression',
      'concat(params, body)',
      'params + body',
      'acme.yaml:13: step totalParams: "+" is not expected here. Write values, functions such as hex(…), and texts in quotes.',
    ],
    [
      'a template without its end',
      '{signature}"',
      '{signature"',
      'acme.yaml:17: send query: the { before "signature" has no } at the end of its expression.',
    ],
    [
      'an unknown token',
      '"{apiKey}"',
      '"{apiKey}{token}"',
      'acme.yaml:16: send header X-MBX-APIKEY: "token" needs a token: in the definition.',
    ],
    [
      'a host with a scheme',
      '[api.binance.com]',
      '["https://api.binance.com"]',
      'acme.yaml:5: host 1: "https://api.binance.com" has a scheme, a path or a user name, and a host is its whole name alone, as in api.example.com.',
    ],
    [
      'a host with a wildcard',
      '[api.binance.com]',
      '["*.binance.com"]',
      'acme.yaml:5: host 1: "*.binance.com" has a wildcard, and a host is its whole name alone, as in api.example.com.',
    ],
    [
      'nothing sent',
      /send:\n.*\n.*\n/,
      '',
      'acme.yaml:2: it sends nothing. Give send, webhook, token or scheme.',
    ],
  ])('%s', (_, from, to, expected) => {
    expect(changed(from, to)).toBe(expected)
  })
})

describe('secrets and queries', () => {
  it.each([
    [
      'a secret in a header',
      '"{apiKey}"',
      '"{secretKey}"',
      /^acme\.yaml:16: send header X-MBX-APIKEY: it shows the secret setting "secretKey"\. Mark the header.*secret: \[X-MBX-APIKEY\]\.$/,
    ],
    [
      'a secret by way of steps',
      'timestamp: milliseconds()',
      'timestamp: base64(concat(secretKey, ":"))',
      /^acme\.yaml:17: send query: it shows the secret setting/,
    ],
    [
      'a secret in the query',
      '&signature={signature}',
      '&signature={signature}&s={encode(secretKey)}',
      /^acme\.yaml:17: send query: it shows/,
    ],
    [
      'a query that drops parameters',
      '"{params}&signature={signature}"',
      '"signature={signature}&{params}"',
      /^acme\.yaml:17: send query: it does not begin with the request’s own query/,
    ],
    [
      'a query that changes parameters',
      'with(query,',
      'with(sorted(query),',
      /^acme\.yaml:17: send query: it does not begin/,
    ],
    [
      'a query that goes on without &',
      '"{params}&signature={signature}"',
      '"{query}signature={signature}"',
      /^acme\.yaml:17: send query: what follows the request’s own query must begin with &\.$/,
    ],
    [
      'base64 in a query, by way of a step',
      'hex(hmac-sha256',
      'base64(hmac-sha256',
      /^acme\.yaml:17: send query: it holds base64, whose \+ means a space in a query\. Write \{encode\(…\)\} around it\.$/,
    ],
    [
      'a header that cannot be sent',
      '"{apiKey}"',
      '"key\\n{apiKey}"',
      /^acme\.yaml:16: send header X-MBX-APIKEY: it holds a line end/,
    ],
  ])('%s', (_, from, to, expected) => {
    expect(changed(from, to)).toMatch(expected)
  })

  it('a marked header is read, and its value hidden', async () => {
    const text = withSteps({ out: 'base64(key)' }).replace(
      'X-Out: "{out}" }',
      'X-Out: "{out}" }\n  secret: [X-Out]',
    )
    expect(problemOf(text)).toBe('it is read')
  })
})

describe('vectors of another definition', () => {
  it.each([
    [
      'another setting',
      'secretKey: Nhq',
      'secret: Nhq',
      /^acme\.yaml:27: vector 1: there is no setting "secret"/,
    ],
    [
      'another step',
      'steps: { signature:',
      'steps: { mac:',
      /^acme\.yaml:32: vector 1: there is no step "mac"/,
    ],
    [
      'another host',
      'url: https://api.binance.com',
      'url: https://api.example.com',
      /^acme\.yaml:31: vector 1: its URL is not at one of the hosts/,
    ],
    [
      'nothing to compare',
      /\n {4}steps: \{ signature.*/,
      '',
      /^acme\.yaml:24: vector 1: it compares nothing/,
    ],
  ])('%s', (_, from, to, expected) => {
    expect(changed(from, to)).toMatch(expected)
  })
})

describe('requests that cannot be signed', () => {
  const get = { method: 'GET', url: 'https://api.acme.com/x' }

  it('a header that a template leaves empty', async () => {
    await expect(signed(withSteps({ out: 'header("X-In")' }), get)).rejects.toThrow(
      'acme.yaml:9: header X-Out: the header is empty, so nothing is sent. Fill in what it is made of, or list it as optional.',
    )
    const optional = withSteps({ out: 'header("X-In")' }).replace(
      'X-Out: "{out}" }',
      'X-Out: "{out}", X-Two: "2" }\n  optional: [X-Out]',
    )
    expect((await signed(optional, get)).headers).toEqual([['X-Two', '2']])
  })

  it('a body that is not UTF-8 if text is wanted', async () => {
    const body = new Uint8Array([0xff, 0xfe])
    await expect(
      signed(withSteps({ out: 'hex(sha256(concat(path, body)))' }), { ...get, method: 'POST', body }),
    ).rejects.toThrow(
      /^acme\.yaml:7: step out: concat takes texts or bytes, never both, and the body of this request is not UTF-8\.$/,
    )
    await expect(signed(withSteps({ out: 'lower(body)' }), { ...get, method: 'POST', body })).rejects.toThrow(
      /^acme\.yaml:7: step out: lower takes text/,
    )
  })

  it('a setting that is not what a step takes', async () => {
    await expect(
      signed(withSteps({ out: 'hex(hmac-sha256(from-base64(key), "x"))' }), get, { key: '!!' }),
    ).rejects.toThrow(
      'acme.yaml:7: step out: ACME_KEY is not base64, which from-base64 takes. Correct that setting.',
    )
  })

  it('names the setting also by way of another step, and none if the request is part of it', async () => {
    const steps = { bytes: 'from-hex(trim(key))', out: 'hex(hmac-sha256(bytes, "x"))' }
    await expect(signed(withSteps(steps), get, { key: 'not-hex' })).rejects.toThrow(
      'acme.yaml:7: step bytes: ACME_KEY is not hexadecimal digits, which from-hex takes.',
    )
    await expect(signed(withSteps({ out: 'hex(from-hex(path))' }), get)).rejects.toThrow(
      'acme.yaml:7: step out: from-hex was given something that is not hexadecimal digits.',
    )
  })

  it('a query whose percent-encoding is not UTF-8', async () => {
    await expect(
      signed(withSteps({ out: 'canonical(query)' }), { ...get, url: 'https://api.acme.com/?a=%ff' }),
    ).rejects.toThrow(/^acme\.yaml:7: step out: canonical/)
  })
})
