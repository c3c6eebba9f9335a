import type { CommandSpec } from '../../command.js'

export const generate: CommandSpec = {
  name: 'generate',
  description: 'write ready-to-import files for a tool; they hold no secrets',
  arguments: [
    { name: '<tool>', about: 'postman, newman, insomnia, k6, k6-operator, github-actions' },
    { name: '[provider...]', about: 'imburse, inqud, …; all of them if none is named' },
  ],
  options: [
    { flags: '--out <folder>', about: 'the folder to write into' },
    {
      flags: '--plugin <folder>',
      about: 'insomnia: the folder that becomes the plugin, to be one of the plugins of the app',
    },
    {
      flags: '--openapi <file>',
      about: "an OpenAPI file, whose operations become the requests of one provider's files",
    },
    {
      flags: '--extension',
      about: 'k6, k6-operator: import the extension k6/x/countersign in place of a file',
    },
    { flags: '--force', about: 'overwrite existing files' },
    { flags: '--dry-run', about: 'list the files without writing them' },
  ],
  examples: [
    ['What Postman imports', 'countersign generate postman imburse --out requests'],
    ["Insomnia's plugin", 'countersign generate insomnia --plugin insomnia-plugin-countersign'],
    [
      'With the requests of an API',
      'countersign generate k6 mastercard --openapi identity-insights.yaml --out load',
    ],
  ],
  async run({ args: [tool, ids], options, io }) {
    const { generate } = await import('./index.js')
    await generate(tool, ids, options, io)
    return 0
  },
}
