/**
 * What `{...x}` becomes for an old k6. The bundler's own helper defines property by property, which takes k6 ten times
 * as long as `Object.assign` does; that one would set a prototype where a property is named `__proto__`.
 */
const SOURCE = `
export default function spread(to, ...all) {
  for (let at = 0; at < all.length; at++) {
    const from = all[at]
    if (from && Object.hasOwn(from, '__proto__')) define(to, from)
    else Object.assign(to, from)
  }
  return to
}
function define(to, from) {
  for (const name of Object.keys(from)) {
    Object.defineProperty(to, name, { value: from[name], writable: true, enumerable: true, configurable: true })
  }
}`

/** Puts ours in the place of the bundler's. */
export const spreadPlugin = {
  name: 'countersign-spread',
  transform: (_code: string, id: string) => (/\bobjectSpread2\.js$/.test(id) ? SOURCE : undefined),
}
