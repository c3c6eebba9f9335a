import { dotenvLine, onOneLine } from '../dotenv/write.js'

/** How commands are written for a shell. */
export interface Shell {
  readonly label: string
  /** Ends a line of a command that goes on. */
  readonly goesOn: string
  /** A line that sets a variable of the environment. */
  readonly sets: (name: string, value: string) => string
}

const SH: Shell = {
  label: 'Shell',
  goesOn: '\\',
  sets: (name, value) => `export ${dotenvLine(name, value)}`,
}

const POWERSHELL: Shell = {
  label: 'PowerShell',
  goesOn: '`',
  sets: (name, value) => `$env:${name} = '${onOneLine(value).replaceAll("'", "''")}'`,
}

/** The shell that people of a system type commands into. */
export const shellOf = (platform: NodeJS.Platform = process.platform): Shell =>
  platform === 'win32' ? POWERSHELL : SH
