// Writes the tables of the README and of the providers' pages, and the lists of providers in pages and READMEs:
// `pnpm tables`. They derive from core's list of providers and from the packages' own descriptions.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { providers, settingName, settingsOf } from '@countersign/core'
import { GROUPS, VALUES } from '@countersign/definitions'
import { schemeModules } from '@countersign/schemes'

const root = new URL('../../', import.meta.url)
const read = (path) => readFileSync(new URL(path, root), 'utf8')

export const pageOf = ({ id }) => new URL(`docs/providers/${id}.md`, root)

/** The page of a provider as it should be. */
export const withTable = (page, provider) => within(page, 'settings', settingsTable(provider))

/** Path → text of every file with a generated part, as it should be. */
export function pages() {
  const names = providers.map(({ name }) => name).join(', ')
  const files = {
    'README.md': [
      ['providers', providersTable()],
      ['schemes', namesOfSchemes()],
      ['runtimes', runtimesLine()],
    ].reduce((page, [name, table]) => within(page, name, table), read('README.md')),
    'docs/architecture.md': within(read('docs/architecture.md'), 'packages', packagesTable()),
    'docs/schemes.md': within(read('docs/schemes.md'), 'schemes', schemesTable()),
  }
  for (const provider of providers) {
    const path = `docs/providers/${provider.id}.md`
    files[path] = withTable(read(path), provider)
  }
  for (const page of new Set(Object.values(schemeModules).map(pageOfScheme)))
    files[page] = schemePage(read(page), page)
  files['docs/definitions.md'] = [
    ['values', valuesTable()],
    ['functions', functionsTables()],
  ].reduce((page, [name, table]) => within(page, name, table), read('docs/definitions.md'))
  for (const path of ['core', 'insomnia', 'k6'].map((id) => `packages/${id}/README.md`))
    files[path] = within(read(path), 'providers', names)
  for (const path of [
    'docs/generate.md',
    'docs/insomnia.md',
    'docs/postman.md',
    'packages/postman/README.md',
  ])
    files[path] = between(read(path), 'ids', listed(''))
  for (const path of ['docs/k6.md', 'packages/k6/README.md'])
    files[path] = between(files[path] ?? read(path), 'modules', listed('.js'))
  return files
}

const listed = (ending) => providers.map(({ id }) => `\`${id}${ending}\``).join(', ')

/** Replaces the lines between `<!-- name -->` and `<!-- /name -->`. @throws {Error} if the marks are missing */
const within = (page, name, content) => between(page, name, `\n${content}\n`)

/** The same inside a line. */
function between(page, name, content) {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [page.indexOf(start), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`A page has lost its marks ${start} and ${end}.`)
  return page.slice(0, from + start.length) + content + page.slice(to)
}

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const valuesTable = () =>
  table(
    ['value', 'what it is'],
    VALUES.map(({ name, about }) => [`\`${name}\``, about]),
  )

/** The functions of definitions, in groups. */
const functionsTables = () =>
  GROUPS.map(([title, functions]) => {
    const rows = functions.map(({ usage, about, gives }) => [
      `\`${usage}\``,
      about,
      gives === 'alike' ? 'as they are' : gives,
    ])
    return `### ${title}\n\n${table(['function', 'what it gives', 'type'], rows)}`
  }).join('\n\n')

function settingsTable(provider, start) {
  const rows = settingsOf(provider).map((setting) => settingCells(provider, setting, start))
  return table(['setting', 'in code', 'what it is', ''], rows)
}

const pageOfScheme = ({ module }) => `docs/schemes/${module.replace('@countersign/schemes/', '')}.md`

/** The page of one or two schemes with the tables of their settings. */
function schemePage(text, page) {
  const own = Object.entries(schemeModules).filter(([, scheme]) => pageOfScheme(scheme) === page)
  return own.reduce((made, [name, { make }]) => {
    const provider = make({ id: 'x', hosts: ['example.com'] })
    return within(made, own.length > 1 ? `settings of ${name}` : 'settings', settingsTable(provider, '…_'))
  }, text)
}

const schemesTable = () =>
  table(
    ['scheme', 'in code', 'what it does', 'start from', 'page'],
    Object.entries(schemeModules).map(([name, scheme]) => [
      `\`${name}\``,
      `\`${scheme.named}\` of \`${scheme.module}\``,
      summaryOf(read(pageOfScheme(scheme))),
      `[file](../definitions/schemes/${name}.ts)`,
      `[docs](${pageOfScheme(scheme).replace('docs/', '')})`,
    ]),
  )

const namesOfSchemes = () =>
  table(
    ['scheme', 'what it does'],
    [...new Set(Object.values(schemeModules).map(pageOfScheme))].map((page) => {
      const [, title = ''] = /^# (.*)/.exec(read(page)) ?? []
      return [`[${title}](${page})`, summaryOf(read(page))]
    }),
  )

/** The runtimes of docs/runtimes.md, whose table a test writes, in one line. */
const runtimesLine = () =>
  `${[...read('docs/runtimes.md').matchAll(/^\| (\w[^|]*?) \| (\d[^|]*?) \|/gm)]
    .map(([, name, version]) => `${name} ${version}`)
    .join(', ')}.`

function settingCells(provider, { name, about, required, secret, default: value, choices }, start) {
  const rest = [
    required && 'required',
    secret && 'secret',
    choices?.map((choice) => `\`${choice}\``).join(' or '),
    value && `default \`${value}\``,
  ]
  const variable = settingName(provider.id, name)
  const shown = start ? variable.replace(/^X_/, start) : variable
  return [`\`${shown}\``, `\`${name}\``, about, rest.filter(Boolean).join(', ')]
}

const providersTable = () =>
  table(
    ['provider', 'what it requires', 'settings start with', 'page'],
    providers.map(({ id, name }) => [
      name,
      summaryOf(read(`docs/providers/${id}.md`)),
      `\`${settingName(id, '')}\``,
      `[docs](docs/providers/${id}.md)`,
    ]),
  )

/** The first paragraph of a page, as part of a table. */
const summaryOf = (page) =>
  (page.split('\n\n')[1] ?? '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '')
    .replace(/^./, (letter) => letter.toLowerCase())

const packagesTable = () =>
  table(
    ['package', 'what it is'],
    readdirSync(new URL('packages', root))
      .sort()
      .map((id) => [
        `[\`packages/${id}\`](../packages/${id})`,
        JSON.parse(read(`packages/${id}/package.json`)).description.replace(/\.$/, ''),
      ]),
  )

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of Object.entries(pages())) writeFileSync(new URL(path, root), text)
