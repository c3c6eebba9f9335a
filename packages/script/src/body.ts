import { CountersignError } from '@countersign/core/errors'
import { rfc3986Form } from './form.js'
import { withoutComments } from './json-comments.js'
import { checkFilled } from './render.js'
import type { ToolBody } from './tool.js'

/** The text of a body as it goes on the wire, and the Content-Type that the tool adds if there is none. */
export interface WireBody {
  readonly text: string
  readonly type?: string
}

/**
 * Renders a body once and serialises it as the tool would.
 * @throws {CountersignError} `unreadable-body`, and `invalid-body` if a variable is not filled in
 */
export function wireBody(body: ToolBody, render: (text: string) => string): WireBody {
  const wire = serialised(body, render)
  checkFilled('body', wire.text)
  return wire
}

function serialised(body: ToolBody, render: (text: string) => string): WireBody {
  switch (body.mode) {
    case 'none':
      return { text: '' }
    case 'raw': {
      const text = render(body.text)
      return { text: body.json ? withoutComments(text) : text, type: body.type }
    }
    case 'urlencoded': {
      const rows = body.rows.map(({ key, value }) => ({ key: render(key), value: render(value) }))
      for (const { key, value } of rows) checkFilled('body', `${key} ${value}`)
      return { text: rfc3986Form(rows), type: 'application/x-www-form-urlencoded' }
    }
    case 'graphql':
      return { text: graphqlText(body, render), type: 'application/json' }
    case 'unreadable':
      throw new CountersignError(
        'unreadable-body',
        `A script cannot read the bytes of a ${body.called} body, so it cannot be signed or encrypted. Use ${body.instead ?? 'raw, urlencoded or GraphQL'}.`,
      )
  }
}

type Graphql = Extract<ToolBody, { mode: 'graphql' }>

/** As the tool writes it: variables that are a text are taken for JSON, and go out as they are. */
function graphqlText({ query, operationName, variables }: Graphql, render: (text: string) => string): string {
  const parts: string[] = []
  if (query !== undefined) parts.push(`"query":${JSON.stringify(render(query))}`)
  if (operationName !== undefined) parts.push(`"operationName":${JSON.stringify(render(operationName))}`)
  if (typeof variables === 'string') {
    if (variables !== '') parts.push(`"variables":${render(variables)}`)
  } else if (variables !== undefined) parts.push(`"variables":${render(JSON.stringify(variables))}`)
  return `{${parts.join(',')}}`
}
