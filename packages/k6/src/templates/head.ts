import { type AnyProvider, baseUrlOf } from '@countersign/core/provider'
import { isPem, settingName, settingsOf } from '@countersign/core/settings'

/** The comment at the top: how it is run, and what it reads. */
export function head(provider: AnyProvider, file: string): string {
  const names = settingsOf(provider).map(({ name, about, required, kind }) => {
    const more = [required ? undefined : 'optional', isPem({ kind }) ? 'or its path in …_FILE' : undefined]
    const notes = more.filter(Boolean).join('; ')
    return `${settingName(provider.id, name)}: ${about}${notes && ` (${notes})`}`
  })
  const lines = [
    `${provider.name} under load. Countersign signs each request, or stops it and says why.`,
    '',
    `  k6 run ${file}`,
    '',
    'It reads these from the environment:',
    ...names.map((line) => `  ${line}`),
    `  BASE_URL: to use instead of ${baseUrlOf(provider)}; list its host in ${settingName(provider.id, 'hosts')}`,
    ...(provider.oneToken ? tokenLines : []),
  ]
  return lines.map((line) => `// ${line.replace(/[\r\n\u2028\u2029]+/g, ' ')}`.trimEnd()).join('\n')
}

const tokenLines = [
  '  COUNTERSIGN_TOKENS: the address of `countersign tokens`, for tests that outlive a token. The client secret is then',
  '    needed there only.',
]
