import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { commands, isInGit, root, scripts, workflows } from './workflows.js'

const jobs = workflows.flatMap(({ path, jobs }) =>
  Object.entries(jobs).map(([name, job]) => ({ place: `${path}, ${name}`, ...job })),
)

/** What GitHub's own parser says, by its published schema. */
async function errorsOf(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  const errors = context.errors.getErrors().map(({ message }) => message)
  if (!value || errors.length > 0) return errors
  return ((await convertWorkflowTemplate(context, value)).errors ?? []).map(({ Message }) => Message)
}

describe.each(workflows)('$path', ({ path, text, permissions }) => {
  it("is a workflow by GitHub's schema", async () => {
    expect(await errorsOf(path, text)).toEqual([])
  })

  it('pins each action by its commit, and says which version that is', () => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action]) => action)
    expect(uses.length).toBeGreaterThan(0)
    for (const action of uses) expect(action).toMatch(/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('may read the contents, and nothing else unless a job says so', () => {
    expect(permissions).toEqual({ contents: 'read' })
  })
})

it('one action has one commit everywhere', () => {
  const uses = jobs.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []))
  const actions = new Set(uses.map((one) => one.split('@')[0]?.split('/').slice(0, 2).join('/')))
  expect(new Set(uses.map((one) => one.replace(/^([\w-]+\/[\w-]+)[\w/-]*@/, '$1@'))).size).toBe(actions.size)
})

it('who may write what', () => {
  const writers = jobs.flatMap(({ place, permissions = {} }) =>
    Object.entries(permissions)
      .filter(([, access]) => access !== 'read')
      .map(([scope, access]) => `${place}: ${scope} ${access}`),
  )
  expect(writers.sort()).toEqual([
    '.github/workflows/codeql.yml, analyze: security-events write',
    '.github/workflows/release.yml, publish: contents write',
    '.github/workflows/release.yml, publish: id-token write',
    '.github/workflows/release.yml, version: contents write',
    '.github/workflows/release.yml, version: pull-requests write',
    '.github/workflows/site.yml, deploy: id-token write',
    '.github/workflows/site.yml, deploy: pages write',
  ])
})

it.each(jobs)('$place: ends by itself, and leaves no token in the checkout', (job) => {
  expect(job['timeout-minutes']).toBeGreaterThan(0)
  for (const { uses, with: inputs } of job.steps)
    if (uses?.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false)
})

it('the tests run on each Node and system, by the commands that the README names', () => {
  const test = workflows.find(({ path }) => path.endsWith('/ci.yml'))?.jobs.test
  expect(test?.strategy?.matrix).toEqual({
    os: ['ubuntu-latest', 'macos-latest', 'windows-latest'],
    node: [20, 22, 24],
  })
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const commands = test?.steps.flatMap(({ run = '' }) => /pnpm@\S+ (\S+)/.exec(run)?.[0] ?? []) ?? []
  expect(commands).toHaveLength(2)
  for (const command of commands) expect(readme).toMatch(new RegExp(`npx -y ${command}\\b`))
})

const PNPM = /^npx -y pnpm@12\.21\.0 (?:--\S+ )*(\S+)/
const PNPM_OWN = ['install', 'audit', 'outdated']

it.each(commands)('$run: is a command that exists', ({ run = '' }) => {
  const [, word] = PNPM.exec(run) ?? []
  const [, file] = /^node (\S+)/.exec(run) ?? []
  if (word) expect([...PNPM_OWN, ...Object.keys(scripts)]).toContain(word)
  else if (file) expect(isInGit(file)).toBe(true)
  else expect(run).toMatch(/^go run \S+@v\d+\.\d+\.\d+ |^countersign --version$/)
})

it('updates wait as long as installs do', () => {
  const { minimumReleaseAge } = parse(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'))
  const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8'))
  expect(updates.length).toBe(3)
  for (const { cooldown } of updates) expect(cooldown['default-days'] * 24 * 60).toBe(minimumReleaseAge)
})

it('updates look at every Go module', () => {
  const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8'))
  const { directories } = updates.find((one: Record<string, unknown>) => one['package-ecosystem'] === 'gomod')
  for (const folder of directories) expect(isInGit(`${folder.slice(1)}/go.mod`)).toBe(true)
})

// https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
const FORM_KEYS = ['name', 'description', 'title', 'labels', 'assignees', 'projects', 'type', 'body']
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  markdown: ['value'],
  input: ['label', 'description', 'placeholder', 'value'],
  textarea: ['label', 'description', 'placeholder', 'value', 'render'],
  dropdown: ['label', 'description', 'multiple', 'options', 'default'],
  checkboxes: ['label', 'description', 'options'],
}
const FORMS = '.github/ISSUE_TEMPLATE'

it.each(readdirSync(join(root, FORMS)))("%s is an issue form by GitHub's rules", (name) => {
  const form = parse(readFileSync(join(root, FORMS, name), 'utf8'))
  expect(FORM_KEYS).toEqual(expect.arrayContaining(Object.keys(form)))
  for (const key of ['name', 'description']) expect(form[key]).toMatch(/\S/)
  const fields: Field[] = form.body
  for (const { type, id, attributes, validations = {} } of fields) {
    expect(ATTRIBUTES[type], type).toEqual(expect.arrayContaining(Object.keys(attributes)))
    expect(['required']).toEqual(expect.arrayContaining(Object.keys(validations)))
    if (type !== 'markdown')
      expect([id, attributes.label]).toEqual([expect.stringMatching(/^[\w-]+$/), expect.any(String)])
    if (type === 'dropdown') expect(new Set(attributes.options as string[]).size).toBeGreaterThan(1)
  }
  const named = fields.flatMap(({ id }) => id ?? [])
  const labels = fields.flatMap(({ attributes }) => attributes.label ?? [])
  for (const list of [named, labels]) expect(new Set(list).size).toBe(list.length)
  expect(named.length).toBeGreaterThan(0)
})

interface Field {
  readonly type: string
  readonly id?: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly validations?: object
}
