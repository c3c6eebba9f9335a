import { commentText, generatedBy, sourceOf } from '@countersign/bundle'
import type { AnyProvider } from '@countersign/core/provider'
import { toolSettings } from '@countersign/core/settings'

export type Phase = 'pre-request' | 'post-response'

/** What a header says of the tool. */
export interface HeaderTool {
  /** As in `Insomnia and inso`. */
  readonly called: string
  /** Where in the repository its script is from. */
  readonly source: string
  /** It may have no secure random source, and takes one as the variable `COUNTERSIGN_ENTROPY`. */
  readonly takesEntropy?: boolean
}

export interface HeaderInput {
  readonly providers: readonly AnyProvider[]
  readonly phase: Phase
  readonly version: string
  readonly seals: boolean
  readonly tool: HeaderTool
  /** The packages of others that are bundled in it, a line for each. */
  readonly bundled: readonly string[]
  /** Only the names of the variables. */
  readonly brief?: boolean
}

const WHAT: Record<Phase, string> = {
  'pre-request':
    'Pre-request script: signs or encrypts a request just before it is sent, or stops it and says why.',
  'post-response':
    'Post-response script: reports what a later script changed; leaves a decrypted response in COUNTERSIGN_OPENED.',
}

/** What a reader of a pasted script needs to know first. */
export function headerComment(input: HeaderInput): string {
  const { providers, phase, version, seals, bundled, brief = false, tool } = input
  const names = providers.map(({ name }) => name).join(', ')
  const lines = [
    `${generatedBy(tool.source, version)} for ${names}`,
    WHAT[phase],
    `For ${tool.called}. Generated: change its source, not this file.`,
    '',
    `Source: ${sourceOf(tool.source)}.`,
    'Licence: MIT, Copyright (c) the Countersign authors.',
    ...bundled.map((line) => `Bundled in it: ${line}.`),
    '',
    ...(brief
      ? [briefly(providers)]
      : variableLines(providers, tool.takesEntropy === true && seals && phase === 'pre-request')),
  ]
  return `/*!\n${lines.map((line) => ` * ${commentText(line)}`.trimEnd()).join('\n')}\n */`
}

function variableLines(providers: readonly AnyProvider[], entropy: boolean): string[] {
  return [
    'Variables it reads, from any scope (* must be there):',
    ...providers.flatMap(settingLines),
    '  COUNTERSIGN: off switches it off',
    ...(entropy ? ['  COUNTERSIGN_ENTROPY: 64 random hexadecimal digits, in Newman only'] : []),
  ]
}

function settingLines(provider: AnyProvider): string[] {
  return toolSettings(provider).map(
    ({ variable, required, about }) => `  ${variable}${required ? '*' : ''}: ${about}`,
  )
}

function briefly(providers: readonly AnyProvider[]): string {
  const names = providers.flatMap(toolSettings).map(({ variable }) => variable)
  return `Variables: ${[...names, 'COUNTERSIGN', 'COUNTERSIGN_ENTROPY'].join(', ')}`
}
