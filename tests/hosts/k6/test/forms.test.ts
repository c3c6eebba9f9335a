import fc from 'fast-check'
import { expect, it } from 'vitest'
import { file, k6, run, script } from './k6.js'
import { startRecorder } from './servers.js'

const text = fc.string({
  unit: fc.constantFrom(..."aZ09 +&=%~*!()'-_./\n\u0000é\u2028\uff5e\ufffd\u{1f600}\u{10ffff}"),
})
const value = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const form = fc.dictionary(text, fc.oneof(value, fc.array(value, { maxLength: 3 })), { maxKeys: 6 })

it.skipIf(!k6)('an object is the form that k6 makes of it, to the byte', async () => {
  const recorder = await startRecorder()
  const forms = fc.sample(form, 400)
  const env = { HOST: recorder.host, FORMS: file('forms.json', JSON.stringify(forms)) }
  const { code, text, cases } = await run(script('forms.ts'), { env })
  expect({ code, text: text.slice(-2000) }).toMatchObject({ code: 0 })
  expect(recorder.seen.length).toBeGreaterThan(400)
  for (const [index, { body }] of recorder.seen.entries()) {
    const [made, from] = cases[index]
    // An empty one is left to k6, which sends nothing for it.
    const bytes = typeof made === 'string' ? made : ''
    expect({ from, form: bytes }).toEqual({ from, form: body.toString('latin1') })
  }
})
