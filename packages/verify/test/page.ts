interface Row {
  readonly provider: string
  readonly did: string
  readonly line: string
}

const HEAD = `# Ways to sign wrongly

\`countersign verify FILE\` takes a request as it was really sent (raw HTTP, a HAR, or a \`curl\` command) and says
whether it was signed right, and why not. It sends nothing. It names a cause only where the signature then matches;
what can be seen without that it says as seen.

Each row was built that way, by the vendor's own published algorithm on crypto-js or node:crypto, and given to
\`verify\`; the line is what it answered. The table is written by a test and fails it when it is out of date.
`

/** The page with a table for each provider. */
export function page(rows: readonly Row[]): string {
  const names = [...new Set(rows.map(({ provider }) => provider))]
  const tables = names.map((name) =>
    table(
      name,
      rows.filter(({ provider }) => provider === name),
    ),
  )
  return `${[HEAD, ...tables].join('\n')}`
}

function table(name: string, rows: readonly Row[]): string {
  const lines = rows.map(({ did, line }) => `| ${cell(did)} | ${cell(line)} |`)
  return [`## ${name}`, '', '| What was done | What verify says |', '|---|---|', ...lines, ''].join('\n')
}

/** Fingerprints are of throwaway keys, new each time. */
const cell = (text: string) => text.replace(/[0-9a-f]{64}/g, '…').replace(/[|\\<]/g, '\\$&')
