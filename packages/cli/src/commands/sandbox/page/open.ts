import { type Io, say } from '../../../terminal/io.js'

/** Opens a page in the default browser (`open`: kept, and it knows each system's way). If there is none, its address is enough. */
export async function openInBrowser(url: string, io: Io): Promise<void> {
  try {
    const { default: open } = await import('open')
    const child = await open(url)
    child.once('error', () => say(io, `No browser could be opened. Open ${url} yourself.`))
  } catch {
    say(io, `No browser could be opened. Open ${url} yourself.`)
  }
}
