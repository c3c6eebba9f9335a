/** A way to sign wrongly that really happens, and the line that `verify` must print. */
export interface WrongWay {
  readonly provider: string
  /** What was done, for the table. */
  readonly did: string
  readonly says: string
  /** The file that `verify` reads. */
  readonly file: string | Buffer
  /** Settings besides the provider's own. */
  readonly env?: Readonly<Record<string, string>>
  /** Which of the file's requests is the wrong one, counted from 1; the last otherwise. */
  readonly entry?: number
}
