/** Insomnia puts `:name` of a path in place after scripts; done here, it finds nothing more to do. */
export function withPathParameters(
  url: string,
  parameters: readonly { readonly name: string; readonly value: string }[],
): string {
  return parameters.reduce((text, { name, value }) => {
    const place = new RegExp(`/:${name.replace(/[^\w-]/g, '\\$&')}(?=[/?#]|$)`, 'g')
    return name && value ? text.replace(place, () => `/${encodeURIComponent(value)}`) : text
  }, url)
}
