import { existsSync } from 'node:fs'

/** Where Debian's package `chromium` and other systems put it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser to test with; undefined if there is none, which is said loudly. */
export const chromiumPath: string | undefined = [process.env.CHROMIUM, ...PLACES].find(
  (path) => path !== undefined && existsSync(path),
)
if (chromiumPath === undefined)
  console.log(
    'SKIPPED: there is no Chromium here, so the page is not tested in a browser. Install the package chromium.',
  )
