import type { CommandSpec } from '../../command.js'

export const build: CommandSpec = {
  name: 'build',
  description: "write the tools' files for providers of your own; they hold no secrets",
  arguments: [{ name: '<file...>', about: 'TypeScript, JavaScript or a definition, with a provider in it' }],
  options: [
    {
      flags: '--for <tools>',
      about: 'postman, insomnia, k6, inso, xk6: one or several, with commas between them',
      required: true,
    },
    { flags: '--out <folder>', about: 'the folder to write into', required: true },
    { flags: '--with <ids>', about: "providers of Countersign's own to add: imburse,inqud" },
    { flags: '--force', about: 'overwrite existing files' },
    { flags: '--dry-run', about: 'list the files without writing them' },
  ],
  examples: [
    [
      'A scheme of your own, for three tools',
      'countersign build acme.ts --for postman,insomnia,k6 --out tools',
    ],
    [
      'One k6 module with another provider in it',
      'countersign build acme.ts --for k6 --with imburse --out tools',
    ],
  ],
  note: 'Each tool has its folder: postman/ has a collection, an environment and the scripts; insomnia/ a plugin to copy into the plugins folder, and a workspace; k6/ the module countersign.js and a test; inso/ the pre-request script; xk6/ the module for a k6 with the extension in it.',
  async run({ args: [files], options, io }) {
    const { build } = await import('./index.js')
    await build(files, options, io)
    return 0
  },
}
