import type { RespondedBody } from './options.js'

/** Of a response's body, this much is kept for those who look, in bytes. */
const MOST = 64 * 1024

/** The beginning of a response's body, as the client gets it. */
export class Beginning {
  readonly whole: Promise<RespondedBody>
  readonly #chunks: Buffer[] = []
  #length = 0
  #kept = 0
  #isOpened = false
  #ended: (body: RespondedBody) => void = () => {}

  constructor() {
    this.whole = new Promise((resolve) => {
      this.#ended = resolve
    })
  }

  /** Bytes that go to the client; `isOpened` if they were sealed. */
  note(chunk: Uint8Array, isOpened = false): void {
    const kept = Buffer.from(chunk.subarray(0, MOST - this.#kept))
    if (kept.length > 0) this.#chunks.push(kept)
    this.#kept += kept.length
    this.#length += chunk.length
    this.#isOpened ||= isOpened
  }

  /** Passes a stream on. */
  async *through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.note(chunk)
      yield chunk
    }
  }

  /** Nothing more comes: the response is over, or was not given to the client. */
  end(): void {
    this.#ended({ bytes: Buffer.concat(this.#chunks), length: this.#length, isOpened: this.#isOpened })
  }
}
