import { statSync } from 'node:fs'
import { hideSecretsAtHand } from '../../../settings.js'
import type { Io } from '../../../terminal/io.js'
import { Secrets } from '../../../terminal/secrets.js'

/** How often the folder's .env is looked at, in milliseconds: it may be written while the sandbox runs. */
const EVERY = 1000

/** Secrets that were configured outside of the sandbox: the environment, the folder's .env. Its own are not among them. */
export class OutsideSecrets extends Secrets {
  readonly #io: Io
  readonly #own: ReadonlySet<string>
  #count = 0
  #looked = Number.NEGATIVE_INFINITY
  #seen: string | undefined

  constructor(io: Io, own: Iterable<string>) {
    super()
    this.#io = io
    this.#own = new Set([...own].map(plain))
  }

  override add(values: Iterable<string>): void {
    const outside = [...values].filter((value) => value.trim() !== '' && !this.#own.has(plain(value)))
    this.#count += outside.length
    if (outside.length > 0) super.add(outside)
  }

  readonly conceal = (text: string): string => {
    this.#look()
    return this.#count === 0 ? text : this.hidden(text)
  }

  readonly areThere = (): boolean => {
    this.#look()
    return this.#count > 0
  }

  #look(): void {
    const now = performance.now()
    if (now - this.#looked < EVERY) return
    this.#looked = now
    const seen = stampOf('.env')
    if (seen === this.#seen) return
    this.#seen = seen
    hideSecretsAtHand({ ...this.#io, secrets: this })
  }
}

/** A PEM in a .env has `\n` for its line ends. */
const plain = (value: string) => value.replace(/\\n|\s/g, '')

function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false })
  return found ? `${found.mtimeMs} ${found.size}` : 'none'
}
