import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { providers } from '@countersign/core'
import { startSandbox } from '@countersign/sandbox'
import { describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { expectExamples, generated, temporary } from './generated.js'
import { runs } from './run.js'

const PATH = '.github/workflows/countersign.yml'

interface Step {
  readonly name?: string
  readonly env?: Readonly<Record<string, string>>
  readonly run?: string
  readonly uses?: string
}
type Workflow = { readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> }

/** What GitHub's own parser says of a workflow, by its published schema. */
async function errorsOf(content: string): Promise<string[]> {
  const result = parseWorkflow({ name: PATH, content }, new NoOperationTraceWriter())
  const errors = result.context.errors.getErrors().map(({ message }) => message)
  if (!result.value || errors.length > 0) return errors
  const { errors: more = [] } = await convertWorkflowTemplate(result.context, result.value)
  return more.map(({ Message }) => Message)
}

describe('generate github-actions', () => {
  it("is a workflow by GitHub's own schema, which notices one that is not", async () => {
    const text = readFileSync(join(await generated('github-actions'), PATH), 'utf8')
    expect(await errorsOf(text)).toEqual([])
    expect(await errorsOf(text.replace('runs-on:', 'run-on:'))).not.toEqual([])
    expect(await errorsOf(text.replace('{{ secrets.', '{{ secret.'))).not.toEqual([])
    expect(await errorsOf(text.replace('needs: newman', 'needs: nobody'))).not.toEqual([])
  })

  it('names secrets in the steps that send, and nowhere else', async () => {
    const { jobs }: Workflow = parse(readFileSync(join(await generated('github-actions'), PATH), 'utf8'))
    for (const { steps } of Object.values(jobs)) {
      expect(steps.filter(({ env }) => env).map(({ name }) => name)).toEqual(
        providers.map(({ name }) => name),
      )
      for (const { env = {} } of steps)
        for (const [name, value] of Object.entries(env)) expect(value).toBe(`\${{ secrets.${name} }}`)
      for (const { run = '' } of steps) expect(run).not.toContain('secrets.')
    }
  })

  const hasTools = ['jq', 'openssl', 'bash'].every((tool) => !spawnSync(tool, ['--version']).error)

  // In `test:long`: it starts k6 and Newman for each provider, which the others' tests do too.
  it.skipIf(process.env.MODE !== 'long' || !inject('hasK6') || !hasTools)(
    'runs, step by step, with mutual TLS',
    async () => {
      const sandbox = await startSandbox()
      const cwd = await generated('github-actions')
      const RUNNER_TEMP = temporary('runner')
      const ca = join(RUNNER_TEMP, 'ca.pem')
      writeFileSync(ca, sandbox.env.COUNTERSIGN_CACERT ?? '')
      const { jobs }: Workflow = parse(readFileSync(join(cwd, PATH), 'utf8'))
      for (const { name, run = '', env = {} } of Object.values(jobs).flatMap(({ steps }) => steps)) {
        const provider = providers.find((one) => one.name === name)
        if (!provider) continue
        const origin = sandbox.origins[provider.id]
        const given = Object.fromEntries(
          Object.entries(env).map(([key, value]) => [
            key,
            sandbox.env[/secrets\.(\w+)/.exec(value)?.[1] ?? ''] ?? '',
          ]),
        )
        const places = {
          RUNNER_TEMP,
          NODE_EXTRA_CA_CERTS: ca,
          SSL_CERT_FILE: ca,
          baseUrl: origin,
          BASE_URL: origin,
        }
        const once = { K6_VUS: '1', K6_ITERATIONS: '1', K6_ADDRESS: '' }
        // As GitHub's runner calls it if a step names no shell.
        const script = join(RUNNER_TEMP, 'step.sh')
        writeFileSync(script, run)
        await runs('bash', ['-e', script], { cwd, env: { ...given, ...places, ...once } })
        expectExamples(sandbox, provider.id)
      }
      await sandbox.close()
    },
  )
})
