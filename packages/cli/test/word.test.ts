import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { shellOf } from '../src/terminal/shell.js'
import { shellWord } from '../src/terminal/word.js'

it.each([
  'sandbox.env',
  'C:\\temp\\x.env',
  'a folder/$HOME/`id`.env',
  `{"it's": "\\$5!"}`,
  'Jörg & co; #1/*.env',
])('%s is one word of sh', { tags: ['posix'] }, (word) => {
  const read = execFileSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' })
  expect(read).toBe(word)
})

// PowerShell: about_Quoting_Rules, about_Special_Characters. A program's own reading: "Parsing C command-line arguments".
it.each([
  ['C:\\temp\\x.env', 'C:\\temp\\x.env'],
  ['C:\\Users\\Jörg Müller\\x.env', '"C:\\Users\\Jörg Müller\\x.env"'],
  ['\\\\server\\a share\\', '"\\\\server\\a share\\\\"'],
  ["it's", `"it's"`],
  ['a,b', '"a,b"'],
  ['@file', '"@file"'],
  ['https://a.example/?a=1&b=2', '"https://a.example/?a=1&b=2"'],
  ['C:\\$Recycle.Bin\\x', "'C:\\$Recycle.Bin\\x'"],
  [`{"it's": 1}`, `'{"it''s": 1}'`],
])('on Windows, %s is typed as %s', (word, typed) => {
  expect(shellWord(word, 'win32')).toBe(typed)
})

// about_Environment_Variables; about_Quoting_Rules: in single quotes only a single quote is doubled.
it('a variable is set as the shell of the system does it', () => {
  const { sets } = shellOf('win32')
  expect(sets('A_SECRET', "it's $5")).toBe("$env:A_SECRET = 'it''s $5'")
  expect(sets('A_KEY', '-----BEGIN KEY-----\r\nMII\r\n')).toBe("$env:A_KEY = '-----BEGIN KEY-----\\nMII\\n'")
  expect(shellOf('linux').sets('A_URL', 'http://127.0.0.1:8787')).toBe('export A_URL=http://127.0.0.1:8787')
})
