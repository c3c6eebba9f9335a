// Writes the man page beside itself; a step of the build.
import { writeFileSync } from 'node:fs'
import { settingsOf } from '@countersign/core'
import { COMMANDS, makeProgram } from '../program.js'
import { ownProviders } from '../providers.js'
import { version } from '../version.js'
import { manPage } from './man-page.js'

const settings = ownProviders.flatMap((provider) =>
  settingsOf(provider).map(({ variable, about }) => ({
    name: variable,
    about: `${provider.name}: ${about}`,
  })),
)
const { env, stdin, stdout, stderr } = process
const program = makeProgram({ env, stdin, stdout, stderr }, { status: 0 })
writeFileSync(new URL('./countersign.1', import.meta.url), manPage(program, COMMANDS, version(), settings))
