import { readFileSync } from 'node:fs'

export interface Asset {
  readonly type: string
  readonly content: Buffer
}

const asset = (file: string, type: string): Asset => ({
  type,
  content: readFileSync(new URL(`../client/${file}`, import.meta.url)),
})

/** The files of the page by their path: all of them come with the package. */
export const readAssets = (): ReadonlyMap<string, Asset> =>
  new Map([
    ['/', asset('page.html', 'text/html; charset=utf-8')],
    ['/page.js', asset('page.js', 'text/javascript; charset=utf-8')],
    ['/page.css', asset('page.css', 'text/css; charset=utf-8')],
    ['/icon.svg', asset('icon.svg', 'image/svg+xml')],
  ])
