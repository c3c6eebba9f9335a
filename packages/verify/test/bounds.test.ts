import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { curlOptions } from '../dist/capture/curl-options.js'
import { CaptureError, readCaptures, responsesIn } from '../dist/index.js'
import { sizeOf } from '../dist/json.js'
import { Budget } from '../dist/search/budget.js'

const read = (text: string) => readCaptures(Buffer.from(text))
afterEach(() => void vi.restoreAllMocks())

describe('JSON is measured before it is parsed', () => {
  const bomb = (text: string) =>
    gzipSync(Buffer.concat([Buffer.from('{"log":'), Buffer.alloc(20_000_000, text)]))

  it.each<[string, Buffer]>([
    ['deep', bomb('[')],
    ['wide', bomb('[],')],
    ['of many strings', bomb('"",')],
  ])('one that is %s is not parsed', (_name, file) => {
    const parse = vi.spyOn(JSON, 'parse')
    expect(() => readCaptures(file)).toThrowError(/JSON that (nests|holds)/)
    expect(parse).not.toHaveBeenCalled()
  })

  it('stops counting when it is too much', () => {
    expect(sizeOf('['.repeat(1_000_000)).deepest).toBe(501)
    expect(sizeOf('{"a":"[[[[\\"[[","b":[{}]}')).toEqual({ deepest: 3, values: 4 })
  })

  it('a HAR of more than 64 MB is refused unparsed', () => {
    const parse = vi.spyOn(JSON, 'parse')
    expect(() => readCaptures(Buffer.alloc(65 * 2 ** 20, '{ '))).toThrowError(/more than 64 MB/)
    expect(parse).not.toHaveBeenCalled()
  })
})

describe('what took more than a linear time is read', () => {
  it('a header of tabs', () => {
    const text = `GET https://api.inqud.com/ HTTP/1.1\nA${'\t'.repeat(300)}:${'\t'.repeat(600)}\rX\n\n`
    expect(read(text)[0]?.request.headers).toEqual([['A', 'X']])
  })

  it('a request line of 200 KB', () => {
    const [captured] = read(`GET https://x.test/${' \t'.repeat(100_000)}a HTTP/1.1\n\n`)
    expect(captured?.request.method).toBe('GET')
  })

  it.each(['A: B', 'A:', 'A;', ': B'])('a curl header %j with 300 KB of spaces', (header) => {
    const [captured] = read(
      `curl https://x.test/ -H '${header.replace(/$/, ' '.repeat(300_000))}C' -H 'D: E'`,
    )
    expect(captured?.request.headers.at(-1)).toEqual(['D', 'E'])
  })

  it('pseudo headers of spaces', () => {
    const spaces = ' '.repeat(100_000)
    expect(read(`:method: GET\n:path${spaces}:${spaces}/x\n:authority: x.test\n\n`)[0]?.request.url).toBe(
      'https://x.test/x',
    )
  })

  it('200,000 options and their values, each word once', () => {
    let reads = 0
    const words = new Proxy(Array(200_000).fill('-H'), {
      get(target, key) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++
        return Reflect.get(target, key)
      },
    })
    expect(curlOptions(words)).toHaveLength(100_000)
    expect(reads).toBeLessThanOrEqual(200_001)
  })

  it('400,000 words are more than any shell takes', () => {
    expect(() => read(`curl https://x.test/ ${'a '.repeat(400_000)}`)).toThrowError(CaptureError)
  })

  it('queries are joined once', () => {
    const [captured] = read(`curl https://x.test/ ${'--url-query a '.repeat(10_000)}`)
    expect(captured?.request.url.length).toBe('https://x.test/?'.length + 2 * 10_000 - 1)
  })
})

it('what is tried for a file has an end, in ways and in bytes', () => {
  const ways = new Budget(3, 1000).share(10)
  expect([1, 2, 3, 4].map(() => ways.spend(1))).toEqual([true, true, true, false])
  expect(ways).toMatchObject({ spent: true, tried: 3 })
  const bytes = new Budget(100, 10)
  expect([8, 8].map((size) => bytes.share(5).spend(size))).toEqual([true, false])
  expect(bytes.share(5).spent).toBe(true)
})

describe('a file of more requests than are read', () => {
  it.each<[string, string, string]>([
    ['a HAR', `{"log":{"entries":[${'{},'.repeat(10_000)}{}]}}`, `{"log":{"entries":[{}]}}`],
    [
      'raw HTTP',
      'GET https://x.test/ HTTP/1.1\r\n\r\n###\r\n'.repeat(10_001),
      'GET https://x.test/ HTTP/1.1\r\n\r\n',
    ],
    ['curl', "curl 'https://x.test/'\n".repeat(10_001), "curl 'https://x.test/'\n"],
  ])('%s is refused', (_name, many, one) => {
    expect(() => read(many)).toThrowError('more than 10,000 requests')
    expect(read(one)).toHaveLength(1)
  })
})

it('what is tried for a file of wrong requests is at most 400,000 HMACs', () => {
  const whole = new Budget()
  let tried = 0
  while (whole.spend(1)) tried++
  expect(tried).toBe(400_000)
})

it('a chunked body of too many chunks is refused', () => {
  const chunks = '1\na\n'.repeat(1_000_001)
  expect(() =>
    read(`POST https://x.test/ HTTP/1.1\nTransfer-Encoding: chunked\n\n${chunks}0\n\n`),
  ).toThrowError(/million chunks/)
})

it('headers of a response are bounded', () => {
  expect(() => responsesIn(Buffer.from(`HTTP/1.1 200 OK\n${'a: b\n'.repeat(300_000)}\n{}`))).toThrowError(
    /1 MB/,
  )
})
