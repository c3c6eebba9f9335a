import type { RefinedResponse, ResponseType } from 'k6/http'

/** The types of k6 leave it to those of a browser. */
declare const console: { log(line: string): void }

type Case = () => unknown

/** Runs all cases of a script, one after the other, and notes what each gives or throws. */
export async function runCases(cases: Readonly<Record<string, Case>>): Promise<void> {
  for (const [name, run] of Object.entries(cases)) note(name, await outcome(run))
}

/** A line that the test reads. */
export function note(name: string, value: unknown): void {
  console.log(`@@${JSON.stringify([name, value])}`)
}

/** What a case gives, or its error as data. */
export async function outcome(run: Case): Promise<unknown> {
  try {
    return (await run()) ?? null
  } catch (thrown) {
    const { name, message, code } = Object(thrown)
    return { error: { name, message: String(message ?? thrown), code } }
  }
}

/** What the sandbox responded, as far as it is compared. */
export function seen(response: RefinedResponse<ResponseType | undefined>) {
  const { ok, way, method, path, bodySha256, error } = Object(response.json())
  return { status: response.status, ok, way, method, path, bodySha256, check: error?.check }
}
