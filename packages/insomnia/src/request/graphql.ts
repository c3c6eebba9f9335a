/** GraphQL as Insomnia sends it: variables that are a text are taken for JSON, if they are JSON. */
export function graphqlText(text: string): string {
  try {
    const body = JSON.parse(text)
    if (typeof body.variables !== 'string') return text
    body.variables = JSON.parse(body.variables)
    return JSON.stringify(body, null, 2)
  } catch {
    return text
  }
}
